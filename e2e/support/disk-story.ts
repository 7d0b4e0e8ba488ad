import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, test as story } from './story.ts'

/** The private file system of Playwright's own contexts is in memory, and slow: this one is on the disk. */
export const test = story.extend({
  context: async ({ playwright, launchOptions, workspaceKey, baseURL, viewport }, provide) => {
    const profile = await mkdtemp(join(tmpdir(), 'batch-console-profile-'))
    const context = await playwright.chromium.launchPersistentContext(profile, {
      ...launchOptions,
      viewport,
      ...(baseURL === undefined ? {} : { baseURL }),
    })
    await connect(context, workspaceKey)
    await provide(context)
    await context.close()
    await rm(profile, { recursive: true, force: true })
  },
})
