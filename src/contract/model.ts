import * as z from 'zod/mini'
import { optionalText } from './lenient.ts'

/** A model the key may use. */
export const Model = z.object({ id: z.string(), owned_by: optionalText })

export type Model = z.infer<typeof Model>
