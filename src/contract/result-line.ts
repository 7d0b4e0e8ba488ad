import * as z from 'zod/mini'
import { optionalNumber, optionalText } from './lenient.ts'

/**
 * One line of an output or an error file. A row with status 400 and above may stand in the output file
 * with `error: null`, and `body` may be a string, so neither says by itself whether the row succeeded.
 */
export const ResultLine = z.object({
  id: z.string(),
  custom_id: z.catch(z.string(), ''),
  response: z.catch(
    z.nullish(z.object({ status_code: optionalNumber, request_id: optionalText, body: z.unknown() })),
    null,
  ),
  error: z.catch(z.nullish(z.object({ code: optionalText, message: z.unknown() })), null),
})

export type ResultLine = z.infer<typeof ResultLine>
