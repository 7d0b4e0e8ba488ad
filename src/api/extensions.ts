import { ApiError } from './errors.ts'

/**
 * Whether a request failed because the server lacks the function. Servers without an extension answer 404 or
 * 405 to its path, so this is only for requests about something that is known to be there.
 */
export function isMissingExtension(error: unknown): boolean {
  return error instanceof ApiError && (error.kind === 'not_found' || error.kind === 'unsupported')
}

/**
 * Awaits a request to an extension about something that is on screen.
 * @throws ApiError of kind `unsupported` instead of "not found", which would be untrue
 */
export async function viaExtension<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof ApiError) || !isMissingExtension(error)) throw error
    throw new ApiError({
      kind: 'unsupported',
      status: error.status,
      code: error.code,
      serverMessage: error.details,
      retryAfterSeconds: null,
    })
  }
}
