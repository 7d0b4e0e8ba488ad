import type { FingerprintAnswer, FingerprintRequest } from './messages.ts'
import { hashOfFile } from './slice-hash.ts'

function answer(message: FingerprintAnswer): void {
  postMessage(message)
}

addEventListener('message', ({ data }: MessageEvent<FingerprintRequest>) => {
  hashOfFile(data.file, crypto.subtle).then(
    (hash) => answer({ kind: 'done', hash }),
    (error: unknown) =>
      answer({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }),
  )
})
