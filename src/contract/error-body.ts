import * as z from 'zod/mini'
import { optionalNumber, optionalText } from './lenient.ts'

/** What a refused request says, whatever form the server chose. */
export interface ErrorBody {
  message: string
  code: string | null
  retryAfterSeconds: number | null
}

const openAiError = z.object({
  error: z.object({ message: z.string(), code: optionalText, type: optionalText }),
})
const flatError = z.object({ message: z.string(), error: optionalText, retry_after_seconds: optionalNumber })
const detailError = z.object({ detail: z.string() })

const LONGEST_MESSAGE = 500

/**
 * Reads the body of an error answer: OpenAI's JSON, `{message}`, `{error, message, retry_after_seconds}`,
 * `{detail}`, or plain text. An HTML page (a proxy's error page) is not quoted.
 * @param text the body as received, may be empty
 * @param status the HTTP status, named when the body says nothing
 */
export function readErrorBody(text: string, status: number): ErrorBody {
  const json = parseJson(text)
  const openAi = z.safeParse(openAiError, json)
  if (openAi.success) {
    const { message, code, type } = openAi.data.error
    return { message, code: code ?? type, retryAfterSeconds: null }
  }
  const flat = z.safeParse(flatError, json)
  if (flat.success) {
    const { message, error, retry_after_seconds } = flat.data
    return { message, code: error, retryAfterSeconds: retry_after_seconds }
  }
  const detail = z.safeParse(detailError, json)
  if (detail.success) return { message: detail.data.detail, code: null, retryAfterSeconds: null }
  const plain = text.trim()
  const message = plain === '' || plain.startsWith('<') ? `HTTP ${status}` : plain.slice(0, LONGEST_MESSAGE)
  return { message, code: null, retryAfterSeconds: null }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
