import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { PAGE_POLICY } from './page-policy.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.jsonl': 'application/x-ndjson',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
}
const COMPRESSED = new Set(['.html', '.js', '.css', '.json', '.jsonl', '.svg', '.txt', '.webmanifest'])
const SMALLEST_COMPRESSED_BYTES = 1_000
const BROTLI_QUALITY = 9

/**
 * What the console may load and connect to. Any https server and this machine, because the base URL of
 * the API is typed by the person; images of answers over https, on click.
 */
const SECURITY_HEADERS = {
  'content-security-policy': [...PAGE_POLICY, "frame-ancestors 'none'"].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

type Encoding = 'br' | 'gzip' | 'identity'

interface Asset {
  etag: string
  bodies: Partial<Record<Encoding, Uint8Array<ArrayBuffer>>>
}

const compress = {
  br: (bytes: Uint8Array) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
  gzip: (bytes: Uint8Array) => promisify(gzip)(bytes),
}

function acceptedEncoding(request: Request, extension: string, bytes: number): Encoding {
  if (!COMPRESSED.has(extension) || bytes < SMALLEST_COMPRESSED_BYTES) return 'identity'
  const accepted = request.headers.get('accept-encoding') ?? ''
  if (/\bbr\b/.test(accepted)) return 'br'
  return /\bgzip\b/.test(accepted) ? 'gzip' : 'identity'
}

/**
 * Serves a built single-page app: every path that is no file is the app's own and gets `index.html`.
 * Files below `assets/` have their hash in the name and never change; the others are asked for again.
 * @param directory holds `index.html`
 */
export function createStaticFiles(directory: string): (request: Request) => Promise<Response> {
  const assets = new Map<string, Promise<Asset>>()

  async function findFile(pathname: string): Promise<string | null> {
    const path = normalize(join(directory, pathname))
    if (!path.startsWith(directory + sep)) return null
    const found = await stat(path).catch(() => null)
    return found?.isFile() ? path : null
  }

  /** Reads a file again when it has changed on disk, so that a new build needs no restart. */
  async function load(path: string): Promise<Asset> {
    const { mtimeMs, size } = await stat(path)
    const key = `${path} ${mtimeMs} ${size}`
    const known = assets.get(key)
    if (known) return known
    const asset = readFile(path).then((bytes) => ({
      etag: `"${createHash('sha1').update(bytes).digest('hex')}"`,
      bodies: { identity: new Uint8Array(bytes) },
    }))
    assets.set(key, asset)
    return asset
  }

  async function bodyOf(asset: Asset, encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> {
    const plain = asset.bodies.identity ?? new Uint8Array()
    if (encoding === 'identity') return plain
    const body = asset.bodies[encoding] ?? new Uint8Array(await compress[encoding](plain))
    asset.bodies[encoding] = body
    return body
  }

  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return new Response('Method not allowed', { status: 405, headers: SECURITY_HEADERS })
    }
    const pathname = decodePath(new URL(request.url).pathname)
    const isAsset = pathname.startsWith('/assets/')
    const path = (await findFile(pathname)) ?? (isAsset ? null : await findFile('/index.html'))
    if (path === null) return new Response('Not found', { status: 404, headers: SECURITY_HEADERS })

    const asset = await load(path)
    const extension = extname(path)
    const headers = new Headers({
      ...SECURITY_HEADERS,
      'content-type': TYPES[extension] ?? 'application/octet-stream',
      'cache-control': isAsset ? 'public, max-age=31536000, immutable' : 'no-cache',
      etag: asset.etag,
      vary: 'Accept-Encoding',
    })
    if (request.headers.get('if-none-match') === asset.etag)
      return new Response(null, { status: 304, headers })
    const encoding = acceptedEncoding(request, extension, asset.bodies.identity?.length ?? 0)
    const body = await bodyOf(asset, encoding)
    if (encoding !== 'identity') headers.set('content-encoding', encoding)
    headers.set('content-length', String(body.length))
    return new Response(body, { headers })
  }
}

function decodePath(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return pathname
  }
}
