/**
 * What is wrong with a key, for whoever typed it; `null` when a header can carry it.
 * @param key without spaces around it
 */
export function keyProblem(key: string): string | null {
  // A header takes nothing else; the browser's own message would sound like a network failure.
  if (/^[\x21-\x7e]*$/.test(key)) return null
  return 'A key has only plain letters, digits and signs. This one holds a space or an invisible character: copy it again.'
}
