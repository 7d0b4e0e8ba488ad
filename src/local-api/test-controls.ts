import * as z from 'zod/mini'
import { ChaosRule } from './chaos.ts'
import { badRequest } from './errors.ts'
import { PERSONALITIES, PERSONALITY_NAMES } from './personality.ts'
import { createRoutes, readJsonObject } from './routes/context.ts'
import { seedBatches } from './seeded-batches.ts'

/**
 * Controls for tests, present only where the server was started for tests (`TEST_CONTROLS=1`). They live
 * outside `/v1` and act on the workspace of the bearer key they are sent with: in that mode every key has
 * files and batches of its own, and no key at all is the workspace "default".
 *
 * - `POST /test/clock {"advance_seconds": 60}` moves the workspace's clock and answers once everything
 *   that was due by then has happened. `{"advance_seconds": 0}` just waits for that.
 * - `POST /test/settings {"personality"?: "doubleword" | "control-layer" | "openai",
 *   "rows_per_second"?: number | null}`: `null` is the default pace, 0 lets no row start.
 * - `POST /test/chaos {"method"?, "path"?, "times"?, "skip"?, "effect": …}` disturbs the next `times`
 *   matching requests below `/v1`; `path` is a part of path and query. Effects:
 *   `{"kind": "status", "status", "body"?, "contentType"?, "retryAfterSeconds"?}`, without a body an error
 *   in the personality's form · `{"kind": "cut", "afterBytes"}` breaks the connection inside the body ·
 *   `{"kind": "drop"}` breaks it before the answer · `{"kind": "delay", "milliseconds"}` of real time ·
 *   `{"kind": "ignore-offset"}`.
 * - `POST /test/batches {"input_file_id", "count", "seconds_apart"?, "model"}` adds ended batches without
 *   running them, see `seedBatches`.
 * - `DELETE /test/chaos` ends all disturbances.
 *
 * Every control answers `{"now": <Unix seconds of the workspace>}`; a body it cannot read is a 400.
 */
export function testControlRoutes() {
  const routes = createRoutes()

  routes.post('/clock', async (context) => {
    const { clock, runner } = context.get('workspace')
    const { advance_seconds: seconds } = await read(context.req.raw, ClockControl)
    clock.advance(seconds * 1000)
    await runner.catchUp()
    return context.json({ now: clock.now() / 1000 })
  })

  routes.post('/settings', async (context) => {
    const { clock, settings, runner } = context.get('workspace')
    const wanted = await read(context.req.raw, SettingsControl)
    if (wanted.personality !== undefined) settings.personality = PERSONALITIES[wanted.personality]
    if (wanted.rows_per_second !== undefined) settings.ratePerSecond = wanted.rows_per_second
    runner.wake()
    return context.json({ now: clock.now() / 1000 })
  })

  routes.post('/chaos', async (context) => {
    const { clock, chaos } = context.get('workspace')
    chaos.add(await read(context.req.raw, ChaosRule))
    return context.json({ now: clock.now() / 1000 })
  })

  routes.post('/batches', async (context) => {
    const workspace = context.get('workspace')
    const wanted = await read(context.req.raw, BatchesControl)
    seedBatches(workspace, {
      inputFileId: wanted.input_file_id,
      count: wanted.count,
      secondsApart: wanted.seconds_apart ?? 60,
      model: wanted.model,
    })
    return context.json({ now: workspace.clock.now() / 1000 })
  })

  routes.delete('/chaos', (context) => {
    const { clock, chaos } = context.get('workspace')
    chaos.clear()
    return context.json({ now: clock.now() / 1000 })
  })

  return routes
}

const ClockControl = z.object({ advance_seconds: z.number().check(z.nonnegative()) })
const BatchesControl = z.object({
  input_file_id: z.string(),
  count: z.int().check(z.positive(), z.maximum(50_000)),
  seconds_apart: z.optional(z.number().check(z.nonnegative())),
  model: z.string(),
})
const SettingsControl = z.object({
  personality: z.optional(z.enum(PERSONALITY_NAMES)),
  rows_per_second: z.optional(z.nullable(z.number().check(z.nonnegative()))),
})

async function read<Control>(request: Request, schema: z.ZodMiniType<Control>): Promise<Control> {
  const parsed = z.safeParse(schema, await readJsonObject(request))
  if (!parsed.success) throw badRequest(z.prettifyError(parsed.error))
  return parsed.data
}
