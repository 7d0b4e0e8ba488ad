import { CompareHost } from './compare-host.ts'
import type { FromCompare, ToCompare } from './messages.ts'

const host = new CompareHost((message: FromCompare) => postMessage(message))

addEventListener('message', ({ data }: MessageEvent<ToCompare>) => host.receive(data))
