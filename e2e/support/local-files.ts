import type { Page } from '@playwright/test'

/** Everything in the page's private file system, as text. */
export function textOfLocalFiles(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const read = async (folder: FileSystemDirectoryHandle): Promise<string> => {
      let text = ''
      for await (const handle of folder.values()) {
        text += handle.name
        // A file can vanish while it is looked at.
        const inside = handle.kind === 'file' ? handle.getFile().then((file) => file.text()) : read(handle)
        text += await inside.catch(() => '')
      }
      return text
    }
    return read(await navigator.storage.getDirectory())
  })
}
