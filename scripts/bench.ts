/** `npm run bench`: the benchmarks at full size. What is sized by `BENCH_MEGABYTES` is 200 MB here, 20 MB in `npm test`. */
import { runPlaywright } from './playwright.ts'
import { runNpmScript } from './run.ts'
import { runSteps } from './steps.ts'
import { tallyOfExitCode } from './tally.ts'

const megabytes = process.env['BENCH_MEGABYTES'] ?? '200'

await runSteps([
  { title: 'Production build', run: async () => tallyOfExitCode(await runNpmScript('build')) },
  {
    title: `Benchmarks at ${megabytes} MB`,
    run: () =>
      runPlaywright(['--project=bench', '--workers=1', ...process.argv.slice(2)], {
        BENCH_MEGABYTES: megabytes,
      }),
  },
])
