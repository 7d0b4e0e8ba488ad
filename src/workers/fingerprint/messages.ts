/** What the worker is asked: one file. */
export interface FingerprintRequest {
  file: Blob
}

export type FingerprintAnswer = { kind: 'done'; hash: string } | { kind: 'failed'; message: string }
