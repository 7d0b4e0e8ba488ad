import { FirstLookReader } from '../../domain/intake/first-look.ts'
import type { IntakeAnswer, IntakeRequest } from './messages.ts'

/** Large slices: `file.stream()` hands out 64 KB at a time, which costs more than the reading. */
const SLICE_BYTES = 8 * 1024 * 1024

function answer(message: IntakeAnswer): void {
  postMessage(message)
}

async function look(file: File): Promise<void> {
  const reader = new FirstLookReader()
  for (let start = 0; start < file.size; start += SLICE_BYTES) {
    const slice = await file.slice(start, start + SLICE_BYTES).arrayBuffer()
    reader.push(new Uint8Array(slice))
    answer({ kind: 'progress', readBytes: start + slice.byteLength })
  }
  answer({ kind: 'done', look: reader.finish() })
}

addEventListener('message', ({ data }: MessageEvent<IntakeRequest>) => {
  look(data.file).catch((error: unknown) => {
    answer({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
  })
})
