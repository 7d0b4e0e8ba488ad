import * as z from 'zod/mini'
import { count, optionalNumber, optionalText } from './lenient.ts'

/** A stored file. `bytes` is its size; times are Unix seconds; `expires_at` is `null` for a file that stays. */
export const StoredFile = z.object({
  id: z.string(),
  bytes: count,
  created_at: count,
  expires_at: optionalNumber,
  filename: z.pipe(
    optionalText,
    z.transform((name): string => name ?? 'unnamed'),
  ),
  purpose: z.catch(z.string(), ''),
})

export type StoredFile = z.infer<typeof StoredFile>

/** The answer to `DELETE /files/{id}`. */
export const DeletedFile = z.object({ id: z.string(), deleted: z.catch(z.boolean(), true) })
