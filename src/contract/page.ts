import * as z from 'zod/mini'
import { optionalText } from './lenient.ts'

/** A cursor page: `after=<last_id>` asks for the next one while `has_more` is true. */
export interface Page<Entry> {
  data: Entry[]
  last_id: string | null
  has_more: boolean
}

const WithId = z.object({ id: z.string() })

/**
 * The list envelope of the OpenAI contract around any entry. An entry that cannot be read is left
 * out instead of taking the page down with it.
 * @param entry schema of one entry
 */
export function pageOf<Entry>(entry: z.ZodMiniType<Entry>) {
  return z.pipe(
    z.object({
      data: z.array(z.unknown()),
      last_id: optionalText,
      has_more: z.catch(z.optional(z.boolean()), false),
    }),
    z.transform((page): Page<Entry> => {
      const data = page.data.flatMap((candidate) => {
        const parsed = z.safeParse(entry, candidate)
        return parsed.success ? [parsed.data] : []
      })
      // Some servers leave the cursor out: it is the id of the last entry.
      const last = z.safeParse(WithId, page.data.at(-1))
      const lastId = page.last_id ?? (last.success ? last.data.id : null)
      return { data, last_id: lastId, has_more: page.has_more ?? false }
    }),
  )
}
