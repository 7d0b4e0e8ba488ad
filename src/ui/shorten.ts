/** Eight characters of a UUID or of a random id tell any two apart that one person ever sees side by side. */
const SHOWN = 8

const UUID_START = /^[0-9a-f]{8}-/i

/** An id's beginning: its prefix such as `batch_` or `file-`, if it has one, and eight characters more. */
export function shortId(id: string): string {
  if (UUID_START.test(id)) return id.slice(0, SHOWN)
  const prefix = /^[a-z]+(?:_[a-z]+)*[_-]/i.exec(id)?.[0] ?? ''
  return id.slice(0, prefix.length + SHOWN)
}
