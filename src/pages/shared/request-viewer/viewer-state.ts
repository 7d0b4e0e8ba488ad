import * as z from 'zod/mini'

/** What is open in a viewer. `line` is the number an editor shows, from 1; empty when none is open. */
export const ViewerState = z.object({
  line: z.catch(z.string().check(z.regex(/^[1-9]\d{0,8}$/)), ''),
  search: z.catch(z.string(), ''),
  view: z.catch(z.enum(['read', 'raw']), 'read'),
})

export type ViewerState = z.infer<typeof ViewerState>

/** Changes some of the state; `replace` keeps it out of the browser's history. */
export type ChangeViewer = (changes: Partial<ViewerState>, options?: { replace?: boolean }) => void

/** The open line, `null` when none is open. */
export function openLineOf({ line }: ViewerState): number | null {
  return line === '' ? null : Number(line)
}
