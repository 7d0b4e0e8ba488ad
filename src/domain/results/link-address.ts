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

/** A host that a text names beyond doubt: with the beginning of an address, or as all that the text says. */
const NAMED = /(?<=https?:\/\/)[^\s/?#]+|\bwww\.[^\s/?#]+/giu
const ALL_HOST = /^(?:[\p{L}\p{N}-]+\.)+\p{L}[\p{L}\p{N}-]+(?::\d+)?(?=$|[/?#])/u
/** Names of files and programs look like hosts too. */
const FILE_ENDING = /\.(?:css|csv|html?|js|json|md|pdf|py|rs|sh|ts|txt|zip)$/iu

/**
 * The host that an address of the web leads to, where the text of its link names another one: such a text says what is
 * not so.
 * @param text of the link
 * @param address as `linkAddress` gives it
 * @returns `null` where the text names no host, or that of the address
 */
export function hiddenHost(text: string, address: string): string | null {
  const { host, hostname } = new URL(address)
  const [all = ''] = ALL_HOST.exec(text.trim()) ?? []
  const named = text.match(NAMED) ?? (all === '' || FILE_ENDING.test(all) ? [] : [all])
  const isTrue = (name: string) => {
    const said = `https://${name}`
    if (!URL.canParse(said)) return false
    const other = new URL(said).hostname
    return hostname === other || hostname.endsWith(`.${other}`) || `www.${hostname}` === other
  }
  return host === '' || named.every(isTrue) ? null : host
}
