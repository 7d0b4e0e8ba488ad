import { ExportHost } from './export-host.ts'
import { openTarget } from './export-target.ts'
import type { FromExport, ToExport } from './messages.ts'

const host = new ExportHost({ post: (message: FromExport) => postMessage(message), openTarget })

addEventListener('message', ({ data }: MessageEvent<ToExport>) => host.receive(data))
