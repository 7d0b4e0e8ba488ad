/** The endpoints a batch may call, as `url` of a line and as `endpoint` of the batch. */
export const BATCH_ENDPOINTS = [
  '/v1/chat/completions',
  '/v1/embeddings',
  '/v1/completions',
  '/v1/responses',
] as const

export type BatchEndpoint = (typeof BATCH_ENDPOINTS)[number]

/** Limits of an input file; source: the vendor's guide "How to submit a batch" and the API's own checks. */
export const INPUT_LIMITS = {
  requests: 50_000,
  /** Every server takes this many bytes. */
  fileBytes: 200_000_000,
  /** Some servers take 200 MiB; between the two figures it depends on the server. */
  fileBytesLenient: 209_715_200,
  customIdBytes: 64,
  bodyBytes: 10_000_000,
} as const
