import { expect, it } from 'vitest'
import { onDoneInOtherTab, tellOtherTabs } from './other-tabs.ts'

/** The channel as another tab holds it. */
function openOtherTab(): BroadcastChannel {
  return new BroadcastChannel('batch-console.batches')
}

it('what is done in another tab is heard with its connection, and nothing that makes no sense', async () => {
  const other = openOtherTab()
  const heard: string[] = []
  const twice = new Promise<void>((resolve) => {
    const stop = onDoneInOtherTab(({ id }) => {
      heard.push(id)
      if (heard.length < 2) return
      stop()
      resolve()
    })
  })
  other.postMessage('one')
  other.postMessage({ version: 2 })
  // What this tab does itself it knows.
  tellOtherTabs({ id: 'own' })
  other.postMessage('two')
  await twice
  expect(heard).toEqual(['one', 'two'])
  other.close()
})

it('what is done here is heard in the other tabs', async () => {
  const other = openOtherTab()
  const said = new Promise((resolve) => {
    other.addEventListener('message', ({ data }: MessageEvent<unknown>) => resolve(data))
  })
  tellOtherTabs({ id: 'here' })
  expect(await said).toBe('here')
  other.close()
})
