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

/** A host in a text: labels with dots between them, the last one of letters, also those of other scripts. */
const HOST = /(?:[\p{L}\p{N}-]+\.)+\p{L}[\p{L}\p{N}-]+/gu

/**
 * The host that an address of the web leads to, where the text of its link names another one: such a text says what is
 * not so.
 * @param text of the link
 * @param address as `linkAddress` gives it
 * @returns `null` where the text names no host, or that of the address
 */
export function hiddenHost(text: string, address: string): string | null {
  const { host, hostname } = new URL(address)
  const named = text.toLowerCase().match(HOST) ?? []
  const isTrue = (name: string) =>
    hostname === name || hostname.endsWith(`.${name}`) || `www.${hostname}` === name
  return host === '' || named.every(isTrue) ? null : host
}
