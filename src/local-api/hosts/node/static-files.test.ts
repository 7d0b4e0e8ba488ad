import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDirectory } from './test-server.ts'
import { createStaticFiles } from './static-files.ts'

const directory = createDirectory()
const site = join(directory.path, 'dist')
const script = `export const text = '${'batch '.repeat(500)}'`
let serve: (request: Request) => Promise<Response>

beforeAll(() => {
  mkdirSync(join(site, 'assets'), { recursive: true })
  writeFileSync(join(site, 'index.html'), '<!doctype html><title>Console</title>')
  writeFileSync(join(site, 'assets', 'app-abc123.js'), script)
  writeFileSync(join(directory.path, 'secret.txt'), 'secret')
  serve = createStaticFiles(site)
})

afterAll(() => directory.remove())

function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
  return serve(new Request(`http://localhost${path}`, { method, headers }))
}

describe('the console', () => {
  it.each(['/', '/batches', '/batches/some-id/results?row=7', '/files/a.b'])(
    'answers %s with its page',
    async (path) => {
      const response = await get(path)
      expect(response.status).toBe(200)
      expect(await response.text()).toContain('<title>Console</title>')
      expect(response.headers.get('cache-control')).toBe('no-cache')
      expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    },
  )

  it('keeps files with a hash for good, and has none that are missing', async () => {
    const response = await get('/assets/app-abc123.js')
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(response.headers.get('cache-control')).toContain('immutable')
    expect((await get('/assets/old-000000.js')).status).toBe(404)
  })

  it('compresses as the browser can take it', async () => {
    const bytes = async (response: Response) => Buffer.from(await response.arrayBuffer())
    const brotli = await get('/assets/app-abc123.js', { 'accept-encoding': 'gzip, deflate, br' })
    expect(brotliDecompressSync(await bytes(brotli)).toString()).toBe(script)
    const gzip = await get('/assets/app-abc123.js', { 'accept-encoding': 'gzip' })
    expect(gunzipSync(await bytes(gzip)).toString()).toBe(script)
    const plain = await get('/assets/app-abc123.js')
    expect([plain.headers.get('content-encoding'), await plain.text()]).toEqual([null, script])
  })

  it('sends nothing that the browser has already', async () => {
    const etag = (await get('/')).headers.get('etag') ?? ''
    expect((await get('/', { 'if-none-match': etag })).status).toBe(304)
  })

  it.each(['/../secret.txt', '/..%2fsecret.txt', '/assets/..%2f..%2fsecret.txt', '/%2e%2e/secret.txt', '/%'])(
    'gives away nothing beside it at %s',
    async (path) => {
      expect(await (await get(path)).text()).not.toBe('secret')
    },
  )

  it('takes no other methods', async () => {
    expect((await get('/', {}, 'POST')).status).toBe(405)
  })
})
