import { expect, test } from 'vitest'
import { ApiError } from '../api/errors.ts'
import type { ApiErrorKind } from '../api/errors.ts'
import { connectionHealth } from './connection-health.ts'

const untouched = {
  dataUpdatedAt: 0,
  errorUpdatedAt: 0,
  error: null,
  fetchFailureReason: null,
  fetchStatus: 'idle',
} as const

const failure = (kind: ApiErrorKind) =>
  new ApiError({ kind, status: null, code: null, serverMessage: '', retryAfterSeconds: null })

const answered = (at: number) => ({ ...untouched, dataUpdatedAt: at })
const refused = (at: number, kind: ApiErrorKind) => ({
  ...untouched,
  errorUpdatedAt: at,
  error: failure(kind),
})
const failingNow = (kind: ApiErrorKind) => ({
  ...untouched,
  fetchStatus: 'fetching' as const,
  fetchFailureReason: failure(kind),
})

test('is being checked until something was answered', () => {
  expect(connectionHealth([])).toBe('checking')
  expect(connectionHealth([{ ...untouched, fetchStatus: 'fetching' }])).toBe('checking')
})

test('the newest answer decides', () => {
  expect(connectionHealth([answered(2), refused(1, 'unauthorized')])).toBe('connected')
  expect(connectionHealth([answered(1), refused(2, 'unauthorized')])).toBe('refused')
  expect(connectionHealth([{ ...refused(2, 'server'), dataUpdatedAt: 1 }])).toBe('trouble')
})

test('what fails now decides over every answer before', () => {
  expect(connectionHealth([answered(Date.now()), failingNow('network')])).toBe('unreachable')
})

test.each(['not_found', 'forbidden', 'conflict', 'payment'] as const)(
  'a server that says "%s" is there and knows the key',
  (kind) => {
    expect(connectionHealth([refused(1, kind)])).toBe('connected')
  },
)
