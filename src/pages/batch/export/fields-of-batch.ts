import type { FieldsFound } from '~/domain/export/columns'
import { ALL_ROWS } from '~/results/row-query'
import { partOf } from '~/results/row-snapshot'
import type { ResultsSession } from '~/workers/results/session'

type Looked = Pick<ResultsSession, 'snapshot' | 'fields'>

const AT_ONCE = 500
/** More than anybody has columns for; the rest stands in the whole answer. */
export const MOST_NAMES = 300

/** What was found in batches that are whole, for as long as their rows are open. */
const remembered = new WeakMap<Looked, { version: string; found: FieldsFound }>()

/** The fields of a batch whose answers have been looked through; `null` where they have not. */
export function rememberedFields(session: Looked, version: string | null): FieldsFound | null {
  const known = remembered.get(session)
  return known !== undefined && known.version === version ? known.found : null
}

/**
 * Looks through all answers of a batch for fields.
 * @param version of the rows of a batch that is whole: it is looked through once; `null` for any other
 * @throws what the session throws
 */
export async function fieldsOfBatch(
  session: Looked,
  version: string | null,
  signal: AbortSignal,
): Promise<FieldsFound> {
  const known = rememberedFields(session, version)
  if (known !== null) return known
  const found = await lookThrough(session, signal)
  if (version !== null) remembered.set(session, { version, found })
  return found
}

async function lookThrough(session: Looked, signal: AbortSignal): Promise<FieldsFound> {
  const names = new Set<string>()
  let hasOther = false
  const all = await session.snapshot(ALL_ROWS, signal)
  for (let from = 0; from < all.rows.length; from += AT_ONCE) {
    // What has not been looked at may have other fields.
    if (names.size > MOST_NAMES) return { names: [...names], hasOther: true }
    const found = await session.fields(partOf(all, from, from + AT_ONCE), signal)
    for (const name of found.names) names.add(name)
    hasOther ||= found.hasOther
  }
  return { names: [...names], hasOther }
}
