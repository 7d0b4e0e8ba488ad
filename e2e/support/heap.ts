import type { Page } from '@playwright/test'

/** What a page and its workers hold after a collection of garbage, in bytes: objects and the buffers they own. */
export async function heldBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  const workers: string[] = []
  const answers = new Map<string, number>()
  session.on('Target.attachedToTarget', ({ sessionId }) => workers.push(sessionId))
  session.on('Target.receivedMessageFromTarget', ({ sessionId, message }) => {
    const used = /"usedSize":(\d+)/.exec(message)?.[1]
    const held = /"backingStorageSize":(\d+)/.exec(message)?.[1]
    if (used !== undefined) answers.set(sessionId, Number(used) + Number(held ?? 0))
  })
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  })
  await session.send('HeapProfiler.collectGarbage')
  const own = await session.send('Runtime.getHeapUsage')
  for (const sessionId of workers) {
    for (const [id, method] of ['HeapProfiler.collectGarbage', 'Runtime.getHeapUsage'].entries()) {
      await session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) })
    }
  }
  while (answers.size < workers.length) await new Promise((resolve) => setTimeout(resolve, 50))
  await session.detach()
  return own.usedSize + own.backingStorageSize + [...answers.values()].reduce((sum, bytes) => sum + bytes, 0)
}
