import { performance } from 'node:perf_hooks'
import { sumTallies, summaryLine, type Tally } from './tally.ts'

/** One step of a run: what the heading says, and the work. */
export interface Step {
  readonly title: string
  readonly run: () => Promise<Tally>
}

/**
 * Runs steps one after the other under headings and stops at the first that fails. Ends with the time of each
 * step and, as the last line, `N passed, N failed`; the exit code of the process is 1 when anything failed.
 */
export async function runSteps(steps: readonly Step[]): Promise<void> {
  const tallies: Tally[] = []
  const lines: string[] = []
  for (const [index, step] of steps.entries()) {
    console.log(
      `\n── ${index + 1}/${steps.length}  ${step.title} ${'─'.repeat(Math.max(2, 70 - step.title.length))}\n`,
    )
    const startedAt = performance.now()
    const tally = await step.run().catch(failureOf)
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    tallies.push(tally)
    lines.push(`${tally.failed === 0 ? 'ok    ' : 'FAILED'} ${seconds.padStart(6)} s  ${step.title}`)
    if (tally.failed > 0) break
  }
  const total = sumTallies(tallies)
  const skipped = steps.slice(tallies.length).map((step) => `       not run   ${step.title}`)
  console.log(`\n${[...lines, ...skipped].join('\n')}\n\n${summaryLine(total)}`)
  process.exitCode = total.failed === 0 ? 0 : 1
}

/** A step that cannot be run counts as one failure, so that the summary still comes. */
function failureOf(error: unknown): Tally {
  console.error(error instanceof Error ? error.message : error)
  return { passed: 0, failed: 1 }
}
