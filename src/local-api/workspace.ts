import type { ChaosRules } from './chaos.ts'
import type { Clock } from './clock.ts'
import type { RunnerSettings } from './runner/batch-steps.ts'
import type { Runner } from './runner/runner.ts'
import type { Store } from './store/store.ts'

/** Everything that belongs together: files and batches, the clock they live by, and who runs them. */
export interface Workspace {
  store: Store
  clock: Clock
  settings: RunnerSettings
  runner: Runner
  chaos: ChaosRules
}
