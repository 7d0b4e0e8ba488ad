import { describe, expect, it } from 'vitest'
import { absoluteBaseUrl, normaliseBaseUrl } from './connection.ts'

describe('a base URL as people type it', () => {
  it.each([
    ['https://api.doubleword.ai/v1', 'https://api.doubleword.ai/v1'],
    [' https://api.doubleword.ai/v1/ ', 'https://api.doubleword.ai/v1'],
    ['api.doubleword.ai', 'https://api.doubleword.ai/v1'],
    ['localhost:3001', 'http://localhost:3001/v1'],
    ['127.0.0.1:4173/v1', 'http://127.0.0.1:4173/v1'],
    ['http://127.0.0.1:8080/ai/v1?x=1#y', 'http://127.0.0.1:8080/ai/v1'],
    ['/v1/', '/v1'],
    ['/', '/v1'],
    ['/api/v1?x=1#y', '/api/v1'],
    ['//elsewhere.example/v1', null],
    ['ftp://example.org', null],
    ['not a url', null],
    ['https://not%20a%20url', null],
    ['javascript:alert(1)', null],
    ['https://', null],
    ['', null],
  ])('%s becomes %s', (typed, address) => {
    expect(normaliseBaseUrl(typed)).toBe(address)
  })

  it('is absolute in code samples', () => {
    const local = { id: '', name: '', baseUrl: '/v1', apiKey: null }
    expect(absoluteBaseUrl(local, 'http://127.0.0.1:4173')).toBe('http://127.0.0.1:4173/v1')
  })
})
