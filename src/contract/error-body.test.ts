import { describe, expect, it } from 'vitest'
import { readErrorBody } from './error-body.ts'

describe('the body of an error answer', () => {
  it.each([
    [
      '{"error":{"message":"Incorrect key","type":"invalid_request_error","code":"invalid_api_key"}}',
      { message: 'Incorrect key', code: 'invalid_api_key' },
    ],
    ['{"error":{"message":"No","type":"server_error","code":null}}', { message: 'No', code: 'server_error' }],
    [
      '{"error":"capacity","message":"All busy","retry_after_seconds":7}',
      { message: 'All busy', code: 'capacity', retryAfterSeconds: 7 },
    ],
    ['{"message":"Batch not found"}', { message: 'Batch not found', code: null }],
    ['{"detail":"Not Found"}', { message: 'Not Found' }],
    ['Insufficient credits\n', { message: 'Insufficient credits', code: null }],
    ['<html><body>Bad gateway</body></html>', { message: 'HTTP 502' }],
    ['', { message: 'HTTP 502' }],
    ['{"unexpected":1}', { message: '{"unexpected":1}' }],
  ])('is read from %s', (text, expected) => {
    expect(readErrorBody(text, 502)).toMatchObject(expected)
  })
})
