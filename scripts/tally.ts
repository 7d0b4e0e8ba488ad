import { readFileSync } from 'node:fs'
import * as z from 'zod/mini'

/** How many tests passed and failed; a step that is no test counts only when it fails. */
export interface Tally {
  readonly passed: number
  readonly failed: number
}

const VitestReport = z.object({ numPassedTests: z.number(), numFailedTests: z.number() })

const PlaywrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
})

/** Adds up tallies. */
export function sumTallies(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((sum, tally) => sum + tally.passed, 0),
    failed: tallies.reduce((sum, tally) => sum + tally.failed, 0),
  }
}

/** The line that ends every run and that continuous integration reads: it stands alone on its line. */
export function summaryLine(tally: Tally): string {
  return `${tally.passed} passed, ${tally.failed} failed`
}

/** The tally of a step that is no test: nothing, or one failure when its exit code is not 0. */
export function tallyOfExitCode(exitCode: number): Tally {
  return { passed: 0, failed: exitCode === 0 ? 0 : 1 }
}

/**
 * The tally in the text of a JSON report of Vitest or Playwright. A run can fail without a failed test (a file
 * that does not load, a server that does not start): that is one failure, and so is an unreadable report.
 *
 * @param exitCode of the runner
 */
export function tallyOfReport(report: string, exitCode: number): Tally {
  const counted = countTests(report)
  if (counted === null) return { passed: 0, failed: 1 }
  if (exitCode !== 0 && counted.failed === 0) return { passed: counted.passed, failed: 1 }
  return counted
}

/** `tallyOfReport` of a file; a missing file is one failure. */
export function tallyOfReportFile(path: string, exitCode: number): Tally {
  try {
    return tallyOfReport(readFileSync(path, 'utf8'), exitCode)
  } catch {
    return { passed: 0, failed: 1 }
  }
}

function countTests(report: string): Tally | null {
  let json: unknown
  try {
    json = JSON.parse(report)
  } catch {
    return null
  }
  const unit = VitestReport.safeParse(json)
  if (unit.success) return { passed: unit.data.numPassedTests, failed: unit.data.numFailedTests }
  const browser = PlaywrightReport.safeParse(json)
  if (!browser.success) return null
  const { expected, unexpected, flaky } = browser.data.stats
  return { passed: expected, failed: unexpected + flaky }
}
