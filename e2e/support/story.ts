import { randomUUID } from 'node:crypto'
import { expect, test as base, type BrowserContext } from '@playwright/test'
import { createApiClient, type ApiClient } from './api-client.ts'
import { createControls, type Controls } from './controls.ts'
import { startConsoleServer } from '../../scripts/server.ts'
import { runningServers, settings, serversOf, type RunningServers } from './settings.ts'

/** Errors that a story provokes on purpose and that the browser reports on its console. */
interface Problems {
  /** Says that a console or page error is part of the story. */
  readonly expect: (pattern: RegExp) => void
}

interface StoryFixtures {
  /** Where the story's console and API run. */
  servers: RunningServers
  /** Bearer key of this story alone; the API keeps a workspace for each. */
  workspaceKey: string
  /** The API with the story's key, for what happened before the story begins. */
  api: ApiClient
  /** Clock, rate and faults of the story's workspace. */
  controls: Controls
  problems: Problems
}

export interface StoryOptions {
  /** False: the console opens as on a first visit, without a stored connection. */
  connected: boolean
  /** True: the story has servers to itself that have done nothing before, for what is measured of them. */
  ownServers: boolean
  /** False: the browser saves data, so that the code of later pages is not fetched ahead in every story anew. */
  codeAhead: boolean
}

/** OpenAI's API lacks the vendor's additions: the console asks for them and goes on without. */
const MISSING_EXTENSION = /status of 404 .*\/(?:analytics|cost-estimate)/

/** Stored by `src/lib/browser-storage.ts` under this name, read by `src/api/connection-store.ts`. */
const CONNECTION_KEY = 'batch-console.connection'

/**
 * A story: a page connected to a workspace of its own. Any error on the console or uncaught in the page fails the
 * story unless `problems.expect` announced it.
 */
export const test = base.extend<StoryFixtures & StoryOptions>({
  connected: [true, { option: true }],
  ownServers: [false, { option: true }],
  codeAhead: [true, { option: true }],

  servers: async ({ ownServers }, provide) => {
    if (!ownServers) return provide(runningServers())
    const server = await startConsoleServer({ STORE: settings.store })
    await provide(serversOf(server))
    await server.stop()
  },

  baseURL: async ({ servers }, provide) => {
    await provide(servers.console)
  },

  workspaceKey: async ({}, provide) => {
    await provide(`story-${randomUUID()}`)
  },

  api: async ({ servers, workspaceKey }, provide) => {
    await provide(createApiClient(servers.api, workspaceKey))
  },

  controls: [
    async ({ servers, workspaceKey }, provide) => {
      const controls = createControls(servers.api, workspaceKey)
      await controls.setPersonality(settings.personality)
      await provide(controls)
    },
    { auto: true },
  ],

  problems: [
    async ({ context }, provide) => {
      const expected: RegExp[] = settings.personality === 'openai' ? [MISSING_EXTENSION] : []
      const seen: string[] = []
      context.on('console', (message) => {
        if (message.type() === 'error') seen.push(`${message.text()} (${message.location().url})`)
      })
      context.on('weberror', (error) => seen.push(error.error().stack ?? error.error().message))
      await provide({ expect: (pattern) => expected.push(pattern) })
      const surprising = seen.filter((text) => !expected.some((pattern) => pattern.test(text)))
      expect(surprising, 'errors on the browser’s console').toEqual([])
    },
    { auto: true },
  ],

  context: async ({ context, connected, codeAhead, servers, workspaceKey }, provide) => {
    if (connected) await connect(context, workspaceKey, servers)
    if (!codeAhead) await saveData(context)
    await provide(context)
  },
})

/** Stores the story's connection before the first page runs; later changes by the story stay. */
export async function connect(
  context: BrowserContext,
  key: string,
  servers = runningServers(),
): Promise<void> {
  const baseUrl = settings.crossOrigin ? `${servers.api}/v1` : '/v1'
  await context.addInitScript(
    ({ name, value, origin }) => {
      if (location.origin !== origin || sessionStorage.getItem('story.connected') !== null) return
      sessionStorage.setItem('story.connected', 'true')
      sessionStorage.setItem(name, value)
    },
    {
      name: CONNECTION_KEY,
      value: JSON.stringify({ name: 'Story', baseUrl, apiKey: key }),
      origin: servers.console,
    },
  )
}

/** As in a browser whose owner has switched it on; read by `src/api/code-ahead.ts`. */
async function saveData(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    Object.defineProperty(Reflect.get(navigator, 'connection'), 'saveData', { value: true })
  })
}

export { expect }
