import { describe, expect, test } from 'vitest'
import { sumTallies, summaryLine, tallyOfExitCode, tallyOfReport } from './tally.ts'

const unitReport = (passed: number, failed: number) =>
  JSON.stringify({ numTotalTests: passed + failed, numPassedTests: passed, numFailedTests: failed })

const browserReport = (expected: number, unexpected: number, flaky: number) =>
  JSON.stringify({ suites: [], stats: { expected, unexpected, flaky, skipped: 0 } })

describe('the tally of a report', () => {
  test('counts the tests of both runners', () => {
    expect(tallyOfReport(unitReport(12, 1), 1)).toEqual({ passed: 12, failed: 1 })
    expect(tallyOfReport(browserReport(7, 2, 0), 1)).toEqual({ passed: 7, failed: 2 })
  })

  test('counts a test that passed only when repeated as failed', () => {
    expect(tallyOfReport(browserReport(7, 0, 1), 0)).toEqual({ passed: 7, failed: 1 })
  })

  test('is never green when the runner was not', () => {
    expect(tallyOfReport(unitReport(12, 0), 1)).toEqual({ passed: 12, failed: 1 })
    expect(tallyOfReport('', 0)).toEqual({ passed: 0, failed: 1 })
    expect(tallyOfReport('{}', 0)).toEqual({ passed: 0, failed: 1 })
  })
})

test('the last line of a run sums all steps', () => {
  const tallies = [tallyOfExitCode(0), { passed: 3, failed: 0 }, { passed: 4, failed: 2 }, tallyOfExitCode(2)]
  expect(summaryLine(sumTallies(tallies))).toBe('7 passed, 3 failed')
})
