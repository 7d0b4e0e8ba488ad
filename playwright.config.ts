import { defineConfig } from '@playwright/test'
import type { StoryOptions } from './e2e/support/story.ts'
import { findBrowser } from './scripts/browser.ts'

const browser = findBrowser()

/**
 * What Playwright itself switches off – Chromium reads the last list only – and the address bar's own pages, which a
 * window without a screen loads too: with them a story takes a third longer.
 */
const SWITCHED_OFF = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
]

export default defineConfig<StoryOptions>({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  globalSetup: './e2e/support/global-setup.ts',
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  retries: 0,
  // A story waits now and then until the console looks again: a third keeps two cores busy meanwhile.
  workers: 3,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1440, height: 900 },
    // Recording every step for the one that may fail takes a third of the time.
    trace: process.env['TRACE'] === '1' ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(browser === null ? {} : { executablePath: browser }),
      args: [
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        `--disable-features=${SWITCHED_OFF.join(',')}`,
      ],
      chromiumSandbox: process.getuid?.() !== 0,
    },
  },
  projects: [
    { name: 'stories', testMatch: '**/*.e2e.ts', use: { codeAhead: false } },
    { name: 'matrix', testMatch: '**/*.e2e.ts', grep: /@matrix/, use: { codeAhead: false } },
    // Traces and pictures would be measured too.
    {
      name: 'bench',
      testMatch: '**/*.bench.ts',
      timeout: 300_000,
      use: { trace: 'off', screenshot: 'off' },
    },
  ],
})
