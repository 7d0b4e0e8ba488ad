/** A server and the key to it. */
export interface Connection {
  id: string
  /** What the person calls it. */
  name: string
  /** Ends in `/v1`, without a trailing slash; may be relative to this page (`/v1`). */
  baseUrl: string
  /** Sent as a bearer token; `null` for servers that need none. */
  apiKey: string | null
}

/** The API on the same origin as the page: the local Batch API, or a proxy of a deployment. */
export const SAME_ORIGIN_BASE_URL = '/v1'

/**
 * Reads a base URL as a person types it: adds the scheme and the `/v1` that most people leave out,
 * drops trailing slashes, query and fragment.
 * @returns the address, or `null` when it is no http(s) address
 */
export function normaliseBaseUrl(typed: string): string | null {
  const text = typed.trim()
  if (text.startsWith('/')) return readRelative(text)
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${schemeFor(text)}://${text}`
  if (!URL.canParse(withScheme)) return null
  const url = new URL(withScheme)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  // Browsers differ in what they make of spaces in a host name.
  if (!url.hostname || /[\s%]/.test(url.hostname)) return null
  const path = url.pathname.replace(/\/+$/, '')
  return `${url.origin}${path === '' ? '/v1' : path}`
}

/** A path on the page's own origin; `//host` would be another one. */
function readRelative(text: string): string | null {
  if (text.startsWith('//')) return null
  const path = text.replace(/[?#].*$/, '').replace(/\/+$/, '')
  return path || SAME_ORIGIN_BASE_URL
}

/** Plain http is only a fair guess for this very machine. */
function schemeFor(address: string): 'http' | 'https' {
  return /^(localhost|127\.|\[::1\])/i.test(address) ? 'http' : 'https'
}

/** The absolute base URL, for code samples and for workers, whose own address is not the page's. */
export function absoluteBaseUrl(connection: Connection, origin: string): string {
  return new URL(connection.baseUrl, origin).href.replace(/\/+$/, '')
}
