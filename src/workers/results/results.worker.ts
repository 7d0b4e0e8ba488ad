import { joinTabsOf, openDeviceStore } from './device-store.ts'
import { fetchContentFrom } from './fetch-content.ts'
import type { FromWorker, ToWorker } from './messages.ts'
import { ResultsHost } from './results-host.ts'
import { systemClock } from '../../results/system-clock.ts'

const host = new ResultsHost({
  post: (message: FromWorker) => postMessage(message),
  fetchContentFrom,
  openStore: openDeviceStore,
  join: joinTabsOf,
  clock: systemClock,
  end: () => close(),
})

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => host.receive(data))
