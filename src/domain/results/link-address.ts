const FOLLOWED = new Set(['http:', 'https:', 'mailto:'])

/**
 * The address a link of an answer may lead to: of the web or of mail, and whole, so that it never leads into the
 * console.
 * @returns `null` for any other address
 */
export function linkAddress(address: string): string | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  return FOLLOWED.has(url.protocol) ? url.href : null
}
