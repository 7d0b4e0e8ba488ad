import type { BatchEndpoint } from '../../contract/request-line.ts'
import { checkMessages } from './message-rules.ts'
import { checkParameters } from './parameter-rules.ts'
import type { Find } from './problem-log.ts'
import { checkResponseFormat, checkTools } from './tool-rules.ts'

type Body = Readonly<Record<string, unknown>>

/**
 * Checks the body of a request: what makes a row fail, or answer something else than was meant, although the
 * server takes the file. Sources: the vendor's guide "How to submit a batch" and OpenAI's reference of the endpoints.
 */
export function checkBody(endpoint: BatchEndpoint, body: Body, find: Find): void {
  RULES[endpoint](body, find)
  checkParameters(body, find)
  if (body['stream'] === true) find('stream', { path: 'body.stream', value: true })
}

const RULES = {
  '/v1/chat/completions': checkChat,
  '/v1/embeddings': checkEmbeddings,
  '/v1/completions': checkCompletions,
  '/v1/responses': checkResponses,
} as const satisfies Record<BatchEndpoint, (body: Body, find: Find) => void>

function checkChat(body: Body, find: Find): void {
  const { messages } = body
  if (Array.isArray(messages)) {
    if (messages.length === 0) find('messages_empty', { path: 'body.messages', value: messages })
    else checkMessages(messages, find)
  } else if (messages === undefined && ('input' in body || 'prompt' in body)) {
    find('other_endpoints_body', { hint: `"${'input' in body ? 'input' : 'prompt'}" instead of "messages"` })
  } else {
    find('messages_missing', { path: 'body.messages', value: messages })
  }
  if (body['max_tokens'] != null && body['max_completion_tokens'] != null) {
    find('two_token_limits', { path: 'body.max_completion_tokens', value: body['max_completion_tokens'] })
  }
  checkResponseFormat(body['response_format'], find)
  checkTools(body, find)
}

function checkEmbeddings(body: Body, find: Find): void {
  const { input } = body
  if (input === undefined && 'messages' in body) {
    find('other_endpoints_body', { hint: '"messages" instead of "input"' })
  } else if (!isFilled(input) || (Array.isArray(input) && input.includes(''))) {
    find('input_missing', { path: 'body.input', value: input })
  }
}

function checkCompletions(body: Body, find: Find): void {
  const { prompt } = body
  if (prompt === undefined && 'messages' in body) {
    find('other_endpoints_body', { hint: '"messages" instead of "prompt"' })
  } else if (!isFilled(prompt)) {
    find('prompt_missing', { path: 'body.prompt', value: prompt })
  }
}

function checkResponses(body: Body, find: Find): void {
  const { input } = body
  if (input === undefined && 'messages' in body) {
    find('other_endpoints_body', { hint: '"messages" instead of "input"' })
  } else if (!isFilled(input)) {
    find('input_missing', { path: 'body.input', value: input })
  }
}

/** Text or a list with something in it. */
function isFilled(value: unknown): boolean {
  return (typeof value === 'string' || Array.isArray(value)) && value.length > 0
}
