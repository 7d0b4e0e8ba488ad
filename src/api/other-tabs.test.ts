import { expect, it } from 'vitest'
import { onDoneInOtherTab, tellOtherTabs } from './other-tabs.ts'

it('what is done in one tab is heard in the others, with its connection, and nothing that makes no sense', async () => {
  const heard: string[] = []
  const twice = new Promise<void>((resolve) => {
    const stop = onDoneInOtherTab(({ id }) => {
      heard.push(id)
      if (heard.length < 2) return
      stop()
      resolve()
    })
  })
  tellOtherTabs({ id: 'one' })
  const stranger = new BroadcastChannel('batch-console.batches')
  stranger.postMessage({ version: 2 })
  stranger.close()
  tellOtherTabs({ id: 'two' })
  await twice
  expect(heard).toEqual(['one', 'two'])
})
