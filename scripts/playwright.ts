import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ensureBrowser } from './browser.ts'
import { ROOT, run } from './run.ts'
import { tallyOfReportFile, type Tally } from './tally.ts'

/**
 * Runs Playwright in a browser found or installed for it; `playwright.config.ts` starts the server.
 *
 * @param args of `playwright test`: a filter, `--project`, `--workers` …
 * @param environment settings of the stories, see `e2e/settings.ts`
 */
export async function runPlaywright(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<Tally> {
  const report = join(ROOT, 'test-results/playwright.json')
  rmSync(report, { force: true })
  const browser = await ensureBrowser()
  const cli = createRequire(import.meta.url).resolve('@playwright/test/cli')
  const exitCode = await run(process.execPath, [cli, 'test', ...args], {
    ...environment,
    CHROMIUM_PATH: browser,
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  })
  return tallyOfReportFile(report, exitCode)
}
