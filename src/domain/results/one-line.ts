/** Characters of text shown where a whole row is one line. */
const LINE_LENGTH = 240

/** Characters shown of the name of a model: a server may name its models by anything, and by any length. */
export const SHOWN_OF_MODEL = 200

/**
 * The beginning of a text on one line: white space, control characters and marks that turn the direction of text
 * become single spaces, what is too long ends in "…". Reads only the beginning, so that megabytes cost nothing.
 */
export function oneLine(text: string, length = LINE_LENGTH): string {
  // Mostly blank text still fills the line from a slice four times as long.
  const beginning = text.slice(0, length * 4)
  // eslint-disable-next-line no-control-regex -- control characters are what is being replaced
  const line = beginning.replace(/[\s\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ').trim()
  if (line.length <= length && beginning.length === text.length) return line
  return `${wholeCharacters(line.slice(0, length))}…`
}

/** Leaves out half a surrogate pair at the end of a cut. */
function wholeCharacters(cut: string): string {
  const last = cut.charCodeAt(cut.length - 1)
  return last >= 0xd800 && last <= 0xdbff ? cut.slice(0, -1) : cut
}
