import { spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, run, runNpmScript } from './run.ts'
import { tallyOfReportFile, type Tally } from './tally.ts'

/**
 * Sends exported values through LibreOffice and back. Where it cannot be had, it is said that nothing was measured,
 * and nothing counts as passed.
 */
export async function officeTests(): Promise<Tally> {
  if (!(await ensureOffice())) {
    console.log(
      'NOT MEASURED: LibreOffice is not here and cannot be installed. Install it (Debian: libreoffice-calc) and run again.',
    )
    return { passed: 0, failed: 0 }
  }
  const report = join(ROOT, 'test-results/office.json')
  rmSync(report, { force: true })
  const args = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`, 'office.test.ts']
  return tallyOfReportFile(report, await runNpmScript('test:unit', args, { OFFICE: '1' }))
}

/** Finds LibreOffice; as root on Debian installs it where it is missing, and says so. @returns whether it is there */
async function ensureOffice(): Promise<boolean> {
  if (isInstalled()) return true
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  console.log(
    'LibreOffice is missing: installing the package “libreoffice-calc” with apt-get (about 500 MB).',
  )
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-q'], quiet)
  await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'libreoffice-calc'], quiet)
  return isInstalled()
}

function isInstalled(): boolean {
  return spawnSync('soffice', ['--version'], { stdio: 'ignore', timeout: 60_000 }).status === 0
}
