/**
 * `npm test`: everything that has to be true of a change, the quickest answers first. Ends with
 * `N passed, N failed`.
 */
import { join } from 'node:path'
import { runPlaywright } from './playwright.ts'
import { ROOT, runNpmScript } from './run.ts'
import { runSteps } from './steps.ts'
import { sumTallies, tallyOfExitCode, tallyOfReportFile, type Tally } from './tally.ts'

const check = async (script: string) => tallyOfExitCode(await runNpmScript(script))

await runSteps([
  { title: 'Format, and beside it types, lint and dead code', run: checks },
  { title: 'Unit and property tests', run: unitTests },
  { title: 'Production build', run: () => check('build') },
  { title: 'Stories in a browser, on the production build', run: () => runPlaywright(['--project=stories']) },
  { title: 'Benchmarks, small (20 MB)', run: () => runPlaywright(['--project=bench', '--workers=1']) },
])

/** The formatter keeps one core busy for as long as the others take together. */
async function checks(): Promise<Tally> {
  const inTurn = async (scripts: readonly string[]) => {
    const tallies: Tally[] = []
    for (const script of scripts) tallies.push(await check(script))
    return sumTallies(tallies)
  }
  return sumTallies(
    await Promise.all([check('check:format'), inTurn(['check:types', 'check:lint', 'check:dead'])]),
  )
}

async function unitTests(): Promise<Tally> {
  const report = join(ROOT, 'test-results/unit.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  return tallyOfReportFile(report, await runNpmScript('test:unit', reporters))
}
