import * as z from 'zod/mini'

/** What is in view, so that a link shows what its sender saw. */
export const FilesUrl = z.object({
  search: z.catch(z.string(), ''),
  purpose: z.catch(z.enum(['', 'batch', 'batch_output', 'batch_error']), ''),
  page: z.catch(z.string().check(z.regex(/^[1-9]\d{0,4}$/)), '1'),
})

export type FilesUrl = z.infer<typeof FilesUrl>
