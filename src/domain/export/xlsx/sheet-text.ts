/** The most a cell can hold, in UTF-16 units; source: Excel specifications and limits. */
export const LONGEST_CELL = 32_767

/** Characters that XML cannot hold or that its readers change: carriage returns become line feeds. */
// eslint-disable-next-line no-control-regex -- control characters are what is being written
const UNWRITABLE = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g
/** A text that reads like an escape is escaped itself. */
const LIKE_ESCAPE = /_(?=x[0-9a-f]{4}_)/gi
const MARKUP = /[&<>]/g
const MARKUP_NAMES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/**
 * A text as it stands inside `<t>`: markup by its entities, what XML forbids as `_xHHHH_`, which readers of
 * workbooks turn back (source: ECMA-376 part 1, 22.9.2.19, ST_Xstring).
 * @param text without half characters
 */
export function sheetText(text: string): string {
  return text
    .replaceAll(LIKE_ESCAPE, '_x005F_')
    .replaceAll(UNWRITABLE, (character) => `_x${hex(character)}_`)
    .replaceAll(MARKUP, (character) => MARKUP_NAMES[character] ?? character)
}

/**
 * Cuts a text to what a cell can hold, with a mark that says how long it was.
 * @returns `null` when it fits as it is
 */
export function cutToCell(text: string): string | null {
  if (text.length <= LONGEST_CELL) return null
  const mark = ` … [cut here: ${text.length} characters]`
  const kept = text.slice(0, LONGEST_CELL - mark.length)
  const last = kept.charCodeAt(kept.length - 1)
  return `${last >= 0xd800 && last <= 0xdbff ? kept.slice(0, -1) : kept}${mark}`
}

function hex(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
}
