/**
 * `npm run bench`: the benchmarks at full size, and exports sent through LibreOffice. What is sized by `BENCH_MEGABYTES` is 200 MB here, 20 MB in `npm test`.
 */
import { officeTests } from './office.ts'
import { runPlaywright } from './playwright.ts'
import { runNpmScript } from './run.ts'
import { runSteps } from './steps.ts'
import { tallyOfExitCode } from './tally.ts'

const filters = process.argv.slice(2)
const megabytes = process.env['BENCH_MEGABYTES'] ?? '200'

await runSteps([
  { title: 'Production build', run: async () => tallyOfExitCode(await runNpmScript('build')) },
  {
    title: `Benchmarks at ${megabytes} MB`,
    run: () =>
      runPlaywright(['--project=bench', '--workers=1', ...filters], {
        BENCH_MEGABYTES: megabytes,
      }),
  },
  ...(filters.length === 0 ? [{ title: 'Exports through LibreOffice', run: officeTests }] : []),
])
