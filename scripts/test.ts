/**
 * `npm test`: everything that has to be true of a change, the quickest answers first. Ends with
 * `N passed, N failed`.
 */
import { join } from 'node:path'
import { runPlaywright } from './playwright.ts'
import { ROOT, runNpmScript } from './run.ts'
import { runSteps } from './steps.ts'
import { tallyOfExitCode, tallyOfReportFile, type Tally } from './tally.ts'

const check = async (script: string) => tallyOfExitCode(await runNpmScript(script))

await runSteps([
  { title: 'Types', run: () => check('check:types') },
  { title: 'Lint', run: () => check('check:lint') },
  { title: 'Format', run: () => check('check:format') },
  { title: 'Dead code', run: () => check('check:dead') },
  { title: 'Unit and property tests', run: unitTests },
  { title: 'Production build', run: () => check('build') },
  { title: 'Stories in a browser, on the production build', run: () => runPlaywright(['--project=stories']) },
  { title: 'Benchmarks, small (20 MB)', run: () => runPlaywright(['--project=bench', '--workers=1']) },
])

async function unitTests(): Promise<Tally> {
  const report = join(ROOT, 'test-results/unit.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  return tallyOfReportFile(report, await runNpmScript('test:unit', reporters))
}
