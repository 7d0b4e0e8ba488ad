/** The first place from `from` on that is no white space of JSON; the text's end when there is none. */
export function skipSpace(json: string, from: number): number {
  let at = from
  while (at < json.length && ' \t\r\n'.includes(json.charAt(at))) at += 1
  return at
}

/** Where the token that begins at `from` ends: a string, one mark, or a number or word. */
export function tokenEnd(json: string, from: number): number {
  if (json[from] === '"') return stringEnd(json, from)
  let at = from
  while (at < json.length && !'{}[],:" \t\r\n'.includes(json.charAt(at))) at += 1
  return Math.max(at, from + 1)
}

/**
 * Where the value that begins at `from` ends, whatever is nested in it. Works without recursion.
 * @param json valid JSON
 */
export function valueEnd(json: string, from: number): number {
  let depth = 0
  let at = from
  while (at < json.length) {
    const first = json[at]
    at = tokenEnd(json, at)
    if (first === '{' || first === '[') depth += 1
    else if (first === '}' || first === ']') depth -= 1
    if (depth === 0) return at
    at = skipSpace(json, at)
  }
  return at
}

function stringEnd(json: string, from: number): number {
  let at = from + 1
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1
  return at + 1
}
