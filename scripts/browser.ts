import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'
import { run } from './run.ts'

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge',
]

const USUAL_PLACES = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
  String.raw`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`,
]

/**
 * Finds a Chromium, Chrome or Edge that starts: `CHROMIUM_PATH`, then the names on `PATH`, then the usual
 * places, then one that Playwright downloaded earlier.
 *
 * @returns the path of the program; null when there is none
 * @throws when `CHROMIUM_PATH` is set to something that does not start: a wrong setting is not guessed around
 */
export function findBrowser(): string | null {
  const chosen = process.env['CHROMIUM_PATH']
  if (chosen !== undefined && chosen !== '') {
    if (starts(chosen)) return chosen
    throw new Error(`CHROMIUM_PATH is ${chosen}, but no browser starts there.`)
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...onPath, ...USUAL_PLACES, chromium.executablePath()].find(starts) ?? null
}

/**
 * Finds a browser or installs one, and says what it does: Playwright's download first; where that cannot be
 * reached or lacks system libraries, Debian's own `chromium` package (as root).
 *
 * @returns the path of the program
 * @throws when no way worked, with what to do by hand
 */
export async function ensureBrowser(): Promise<string> {
  const found = findBrowser()
  if (found !== null) {
    console.log(`Browser for the tests: ${found}`)
    return found
  }
  for (const install of [downloadWithPlaywright, installDebianPackage]) {
    await install()
    const installed = findBrowser()
    if (installed !== null) return installed
  }
  throw new Error(
    'No Chromium or Chrome was found and none could be installed. Install one and run again, or set CHROMIUM_PATH to its program.',
  )
}

async function downloadWithPlaywright(): Promise<void> {
  console.log('No Chromium or Chrome is installed: downloading one with Playwright (about 150 MB).')
  const cli = createRequire(import.meta.url).resolve('@playwright/test/cli')
  await run(process.execPath, [cli, 'install', '--no-shell', 'chromium'], {
    PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '15000',
  })
}

async function installDebianPackage(): Promise<void> {
  if (process.getuid?.() !== 0 || !isExecutable('/usr/bin/apt-get')) return
  console.log('Playwright’s browser cannot be used here: installing the package “chromium” with apt-get.')
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-q'], quiet)
  await run(
    'apt-get',
    ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-liberation'],
    quiet,
  )
}

/** A downloaded browser may lack the system's libraries: only one that tells its version counts. */
function starts(path: string): boolean {
  if (!isExecutable(path)) return false
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
