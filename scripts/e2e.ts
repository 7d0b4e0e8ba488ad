/** `npm run test:e2e -- <filter>`: the stories alone, on a fresh production build. */
import { runPlaywright } from './playwright.ts'
import { runNpmScript } from './run.ts'
import { runSteps } from './steps.ts'
import { tallyOfExitCode } from './tally.ts'

const args = process.argv.slice(2)

await runSteps([
  { title: 'Production build', run: async () => tallyOfExitCode(await runNpmScript('build')) },
  { title: 'Stories in a browser', run: () => runPlaywright(['--project=stories', ...args]) },
])
