/**
 * `npm run test:matrix`: the main stories against every kind of server: the three personalities of the API, both
 * stores of the local one, and a console whose API lives on another origin.
 */
import { runPlaywright } from './playwright.ts'
import { runNpmScript } from './run.ts'
import { runSteps } from './steps.ts'
import { tallyOfExitCode } from './tally.ts'

const SERVERS: readonly { title: string; environment: NodeJS.ProcessEnv }[] = [
  { title: 'doubleword, memory', environment: { E2E_STORE: 'memory' } },
  { title: 'control-layer, SQLite', environment: { E2E_PERSONALITY: 'control-layer' } },
  { title: 'openai, SQLite', environment: { E2E_PERSONALITY: 'openai' } },
  { title: 'doubleword on another origin', environment: { E2E_CROSS_ORIGIN: '1' } },
  {
    title: 'control-layer on another origin',
    environment: { E2E_CROSS_ORIGIN: '1', E2E_PERSONALITY: 'control-layer' },
  },
]

await runSteps([
  { title: 'Production build', run: async () => tallyOfExitCode(await runNpmScript('build')) },
  ...SERVERS.map(({ title, environment }) => ({
    title: `Main stories: ${title}`,
    run: () => runPlaywright(['--project=matrix', ...process.argv.slice(2)], environment),
  })),
])
