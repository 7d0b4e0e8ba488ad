/** Where a file is to be saved: chosen by the person, left to the browser's downloads, or given up. */
export type ChosenPlace =
  { kind: 'chosen'; handle: FileSystemFileHandle } | { kind: 'downloads' } | { kind: 'given_up' }

/**
 * Asks where to save a file, in browsers that can ask. Must follow a click at once.
 * @param name the file name offered, with its extension
 */
export async function choosePlace(name: string): Promise<ChosenPlace> {
  const ask: unknown = Reflect.get(window, 'showSaveFilePicker')
  if (typeof ask !== 'function') return { kind: 'downloads' }
  try {
    const handle: unknown = await Reflect.apply(ask, window, [{ suggestedName: fileName(name) }])
    return handle instanceof FileSystemFileHandle ? { kind: 'chosen', handle } : { kind: 'downloads' }
  } catch (error) {
    const isGivenUp = error instanceof DOMException && error.name === 'AbortError'
    return isGivenUp ? { kind: 'given_up' } : { kind: 'downloads' }
  }
}

/** A name that file systems take. */
export function fileName(name: string): string {
  return name.replaceAll(/[\\/:*?"<>|\p{Cc}]+/gu, '-')
}
