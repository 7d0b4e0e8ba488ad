import * as z from 'zod/mini'

/** Files that were dropped on some page, until the New batch page shows them. Gone on reload, as files are. */
const picked = new Map<string, File>()

const NavigationState = z.object({ pickedFile: z.string() })

/** Keeps a dropped file. @returns the state to navigate with to the New batch page */
export function keepPicked(file: File): z.infer<typeof NavigationState> {
  // Not a running number: history survives a reload, and an old entry must not find another file.
  const pickedFile = `${performance.timeOrigin}-${picked.size}`
  picked.set(pickedFile, file)
  return { pickedFile }
}

/** The file that a navigation brought along. @param state the location's state */
export function pickedFileOf(state: unknown): File | null {
  const parsed = z.safeParse(NavigationState, state)
  return parsed.success ? (picked.get(parsed.data.pickedFile) ?? null) : null
}
