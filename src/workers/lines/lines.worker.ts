import { fetchContentFrom } from '../results/fetch-content.ts'
import { systemClock } from '../../results/system-clock.ts'
import { LinesHost } from './lines-host.ts'
import type { FromWorker, ToWorker } from './messages.ts'

const host = new LinesHost({
  post: (message: FromWorker) => postMessage(message),
  fetchContentFrom,
  clock: systemClock,
})

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => host.receive(data))
