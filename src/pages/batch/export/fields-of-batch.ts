import { type FieldsFound, MOST_FIELDS } from '~/domain/export/columns'
import { ALL_ROWS } from '~/results/row-query'
import { partOf } from '~/results/row-snapshot'
import type { MergedResults } from '~/workers/results/merged-results'
import type { ResultsSession } from '~/workers/results/session'

type Looked = Pick<ResultsSession, 'snapshot' | 'fields'>

const AT_ONCE = 500

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

/** What is known of the fields, and why some answers could not be looked at. */
export interface FieldsLook {
  found: FieldsFound
  trouble: Error | null
}

/**
 * Looks through all answers of a batch and of attempts that are merged into it. Where that fails, what was found
 * stays, and the answers that were not looked at count as such that stand in none of the fields.
 * @param merged `null` for the batch alone
 * @param version see `fieldsOfBatch`
 * @throws the signal's reason when it aborts
 */
export async function lookForFields(
  session: Looked,
  merged: Pick<MergedResults, 'fields'> | null,
  version: string | null,
  signal: AbortSignal,
): Promise<FieldsLook> {
  const parts: FieldsFound[] = []
  try {
    parts.push(await fieldsOfBatch(session, version, signal))
    if (merged !== null) parts.push(await merged.fields(signal))
    return { found: fieldsTogether(parts), trouble: null }
  } catch (error) {
    signal.throwIfAborted()
    const found = fieldsTogether([...parts, { names: [], hasOther: true }])
    return { found, trouble: error instanceof Error ? error : new Error(String(error)) }
  }
}

/** The fields of several lots of answers, no more of them than anybody has columns for. */
export function fieldsTogether(parts: readonly FieldsFound[]): FieldsFound {
  const names = [...new Set(parts.flatMap((part) => part.names))]
  const hasOther = names.length > MOST_FIELDS || parts.some((part) => part.hasOther)
  return { names: names.slice(0, MOST_FIELDS), hasOther }
}

async function lookThrough(session: Looked, signal: AbortSignal): Promise<FieldsFound> {
  const names = new Set<string>()
  let hasOther = false
  const all = await session.snapshot(ALL_ROWS, signal)
  for (let from = 0; from < all.rows.length; from += AT_ONCE) {
    // What has not been looked at may have other fields.
    if (names.size > MOST_FIELDS) break
    const found = await session.fields(partOf(all, from, from + AT_ONCE), signal)
    for (const name of found.names) names.add(name)
    hasOther ||= found.hasOther
  }
  return fieldsTogether([{ names: [...names], hasOther }])
}
