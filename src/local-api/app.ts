import { ChaosRules, applyBefore, cutResponse } from './chaos.ts'
import { Clock } from './clock.ts'
import { ApiFailure, renderFailure } from './errors.ts'
import { bearerKey, checkKey, checkOrigin, corsHeaders, preflight, type GuardOptions } from './guard.ts'
import { PERSONALITIES } from './personality.ts'
import { analyticsRoutes } from './routes/analytics.ts'
import { batchActionRoutes } from './routes/batch-actions.ts'
import { resultRoutes } from './routes/batch-results.ts'
import { batchRoutes } from './routes/batches.ts'
import { createRoutes } from './routes/context.ts'
import { costEstimateRoutes } from './routes/cost-estimate.ts'
import { contentRoutes } from './routes/file-content.ts'
import { fileRoutes, removeExpiredFiles } from './routes/files.ts'
import { modelRoutes } from './routes/models.ts'
import { realtimeRoutes } from './routes/realtime.ts'
import type { RunnerSettings } from './runner/batch-steps.ts'
import { Runner } from './runner/runner.ts'
import type { Store } from './store/store.ts'
import { testControlRoutes } from './test-controls.ts'
import type { ReceiveUpload } from './upload/receive.ts'
import type { Workspace } from './workspace.ts'

export interface LocalApiOptions {
  /** Opens what a workspace keeps; called once for each. Without test controls there is only "default". */
  openStore: (workspace: string) => Store
  receiveUpload: ReceiveUpload
  guard: GuardOptions
  /** Rows a second over all running batches of a workspace; `null` for a pace that can be watched. */
  ratePerSecond: number | null
  /** Whether `/test` exists and bearer keys choose workspaces; see `test-controls.ts`. */
  testControls: boolean
  /** Real time in milliseconds since 1970. */
  realNow?: () => number
  /** Told of faults of this program; requests get a 500. */
  onFault: (error: unknown) => void
}

export interface LocalApi {
  /** Serves `/v1/…`, and `/test/…` in tests. */
  handle(request: Request): Promise<Response>
  /** Goes on with the batches that were running when the store was last closed. */
  resume(): void
  /** Keeps what is under way and closes the stores. */
  stop(): Promise<void>
}

const DEFAULT_WORKSPACE = 'default'

/** A Batch API as one function from request to response, on any platform with web-standard requests. */
export function createLocalApi(options: LocalApiOptions): LocalApi {
  const workspaces = new Map<string, Workspace>()

  function openWorkspace(name: string): Workspace {
    const known = workspaces.get(name)
    if (known) return known
    const store = options.openStore(name)
    const clock = new Clock(options.realNow)
    const settings: RunnerSettings = {
      personality: PERSONALITIES.doubleword,
      ratePerSecond: options.ratePerSecond,
    }
    const runner = new Runner({ store, clock, settings, onFault: options.onFault })
    const workspace = { store, clock, settings, runner, chaos: new ChaosRules() }
    workspaces.set(name, workspace)
    runner.wake()
    return workspace
  }

  function workspaceOf(request: Request): Workspace {
    return openWorkspace((options.testControls ? bearerKey(request) : null) ?? DEFAULT_WORKSPACE)
  }

  const app = createRoutes()

  app.use(async (context, next) => {
    const request = context.req.raw
    const workspace = workspaceOf(request)
    const { personality } = workspace.settings
    context.set('workspace', workspace)
    context.set('ignoreOffset', false)
    checkOrigin(request, options.guard)
    if (request.method === 'OPTIONS') return preflight(request, options.guard, personality)
    await checkKey(request, options.guard)
    await removeExpiredFiles(workspace)
    return next()
  })

  app.use('/v1/*', async (context, next) => {
    const { chaos } = context.get('workspace')
    const { pathname, search } = new URL(context.req.url)
    const effect = chaos.strike(context.req.method, pathname + search)
    if (!effect) return next()
    const answer = await applyBefore(effect)
    if (answer) return answer
    context.set('ignoreOffset', effect.kind === 'ignore-offset')
    await next()
    if (effect.kind === 'cut') context.res = cutResponse(context.res, effect.afterBytes)
    return undefined
  })

  for (const routes of [
    contentRoutes(),
    costEstimateRoutes(),
    fileRoutes(options.receiveUpload),
    resultRoutes(),
    analyticsRoutes(),
    batchActionRoutes(),
    batchRoutes(),
    modelRoutes(),
    realtimeRoutes(),
  ]) {
    app.route('/v1', routes)
  }
  if (options.testControls) app.route('/test', testControlRoutes())

  app.notFound((context) => {
    throw new ApiFailure(404, `Unknown request URL: ${context.req.method} ${context.req.path}`)
  })

  app.onError((error, context) => {
    const { personality } = context.get('workspace').settings
    if (error instanceof ApiFailure) return renderFailure(error, personality)
    options.onFault(error)
    return renderFailure(new ApiFailure(500, 'The server failed while handling the request.'), personality)
  })

  return {
    handle: async (request) => {
      const response = await app.fetch(request)
      const { personality } = workspaceOf(request).settings
      for (const [name, value] of Object.entries(corsHeaders(request, options.guard, personality))) {
        response.headers.set(name, value)
      }
      response.headers.set('x-content-type-options', 'nosniff')
      return response
    },
    resume: () => {
      openWorkspace(DEFAULT_WORKSPACE)
    },
    stop: async () => {
      await Promise.all([...workspaces.values()].map(({ runner }) => runner.stop()))
      for (const { store } of workspaces.values()) store.close()
    },
  }
}
