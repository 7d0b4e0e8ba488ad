import { joinTabsOf, openDeviceStore } from './device-store.ts'
import { fetchContentFrom } from './fetch-content.ts'
import type { FromWorker, ToWorker } from './messages.ts'
import { ResultsHost } from './results-host.ts'
import { systemClock } from '../../results/system-clock.ts'
import { loadCode } from '../../lib/missing-code.ts'
import { turn } from './turn.ts'

const patterns = () => loadCode(() => import('./patterns.ts'))

const host = new ResultsHost({
  post: (message: FromWorker) => postMessage(message),
  fetchContentFrom,
  openStore: openDeviceStore,
  join: joinTabsOf,
  clock: systemClock,
  find: {
    now: () => performance.now(),
    pause: turn,
    wait: (milliseconds) => systemClock.wait(milliseconds, new AbortController().signal),
    match: async (expression, task) => (await patterns()).match(expression, task),
    excerpts: async (expression, rows) => (await patterns()).excerpts(expression, rows),
    loadCode,
  },
  end: () => close(),
})

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => host.receive(data))
