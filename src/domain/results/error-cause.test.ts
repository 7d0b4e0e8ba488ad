import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readErrorCause } from './error-cause.ts'
import { readResultLine } from './result-line.ts'

function cause(fields: object) {
  const line = readResultLine(JSON.stringify({ id: 'r1', custom_id: 'a', ...fields }))
  return line === null ? null : readErrorCause(line)
}

function failedWith(message: unknown, code = 'request_failed') {
  return cause({ response: null, error: { code, message } })
}

describe('readErrorCause', () => {
  it('decodes JSON in JSON in JSON down to the human sentence', () => {
    const inner = JSON.stringify({
      error: { message: 'Context is 8192 tokens.', code: 'context_length_exceeded' },
    })
    const message = JSON.stringify({ type: 'NonRetriableHttpStatus', details: { status: 400, body: inner } })
    expect(failedWith(message)).toEqual({
      kind: 'too_long',
      status: 400,
      code: 'context_length_exceeded',
      sentence: 'Context is 8192 tokens.',
      raw: message,
    })
  })

  it.each([
    [
      { type: 'RetriableHttpStatus', details: { status: 429, body: 'slow down' } },
      'rate_limited',
      'slow down',
    ],
    [{ type: 'Timeout' }, 'timeout', 'Timed out.'],
    [{ type: 'NetworkError', details: 'connection reset' }, 'network', 'connection reset'],
    [
      { type: 'RetriableHttpStatus', details: { status: 503, body: '<html>' } },
      'server',
      'Server error (HTTP 503).',
    ],
  ])('tells the kind of %j', (message, kind, sentence) => {
    expect(failedWith(JSON.stringify(message))).toMatchObject({ kind, sentence })
  })

  it('reads the older plain form', () => {
    expect(failedWith('Upstream returned 429: {"error":{"message":"Rate limit"}}')).toMatchObject({
      kind: 'rate_limited',
      status: 429,
      sentence: 'Rate limit',
    })
  })

  it('reads a status of 400 and above in the output file', () => {
    const response = {
      status_code: 404,
      body: { error: { message: 'No such model', code: 'model_not_found' } },
    }
    expect(cause({ response, error: null })).toMatchObject({ kind: 'not_found', sentence: 'No such model' })
  })

  it('knows rows that ran out of time', () => {
    expect(failedWith('This request could not be executed in time.', 'batch_expired')?.kind).toBe('expired')
  })

  it('finds nothing wrong with an answer', () => {
    expect(
      cause({ response: { status_code: 200, body: { choices: [], error: null } }, error: null }),
    ).toBeNull()
  })

  it('reads a response that failed beside its empty output', () => {
    const body = { status: 'failed', error: { code: 'server_error', message: 'It broke.' }, output: [] }
    expect(cause({ response: { status_code: 200, body }, error: null })).toMatchObject({
      code: 'server_error',
      sentence: 'It broke.',
    })
  })

  it('says which field a server of FastAPI did not accept', () => {
    const detail = [
      { loc: ['body', 'temperature'], msg: 'Input should be less than 2', type: 'less_than' },
      { loc: ['body', 'stop'], msg: 'Field required', type: 'missing' },
    ]
    const sentence = 'body.temperature: Input should be less than 2 (+1 more)'
    const expected = { kind: 'bad_request', sentence }
    expect(cause({ response: { status_code: 422, body: { detail } }, error: null })).toMatchObject(expected)
    const message = {
      type: 'NonRetriableHttpStatus',
      details: { status: 422, body: JSON.stringify({ detail }) },
    }
    expect(failedWith(JSON.stringify(message))).toMatchObject(expected)
  })

  it('ends on JSON nested without end', () => {
    let message = '"deep"'
    for (let level = 0; level < 14; level += 1) message = JSON.stringify({ message })
    expect(failedWith(message)?.kind).toBe('unknown')
  })

  it('has a sentence for any error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.json()), (message) => {
        expect(failedWith(message)?.sentence).not.toBe('')
      }),
    )
  })
})
