import * as z from 'zod/mini'

/** Files that were dropped on some page, until the New batch page shows them. Gone on reload, as files are. */
const picked = new Map<string, readonly File[]>()

const NavigationState = z.object({ pickedFiles: z.string() })

/** Keeps dropped files. @returns the state to navigate with to the New batch page */
export function keepPicked(files: readonly File[]): z.infer<typeof NavigationState> {
  // Not a running number: history survives a reload, and an old entry must not find another file.
  const pickedFiles = `${performance.timeOrigin}-${picked.size}`
  picked.set(pickedFiles, files)
  return { pickedFiles }
}

/** The files that a navigation brought along. @param state the location's state */
export function pickedFilesOf(state: unknown): readonly File[] {
  const parsed = z.safeParse(NavigationState, state)
  return parsed.success ? (picked.get(parsed.data.pickedFiles) ?? []) : []
}
