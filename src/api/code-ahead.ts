import * as z from 'zod/mini'

/** Written by the build: addresses below the console's own. */
const CodeList = z.object({ modules: z.array(z.string()), workers: z.array(z.string()) })

/** Between two looks at whether the page is at rest. */
const LOOK_MS = 500

/**
 * Fetches the code that pages need later, so that what this device keeps can be read after the server has gone. Begins
 * once the page is at rest, a piece at a time, and fetches nothing where the browser saves data.
 * @param isAtRest whether the page is loading nothing itself
 */
export async function fetchCodeAhead(isAtRest: () => boolean): Promise<void> {
  if (!import.meta.env.PROD || Reflect.get(navigator, 'connection')?.saveData === true) return
  do await idle()
  while (!isAtRest())
  const at = (path: string) => import.meta.env.BASE_URL + path
  try {
    const response = await fetch(at('code-ahead.json'), { priority: 'low' })
    const { modules, workers } = z.parse(CodeList, await response.json())
    for (const path of modules) await fetchModule(at(path))
    // A worker fetches its code anew each time: the browser's cache has it then.
    for (const path of workers) await (await fetch(at(path), { priority: 'low' })).arrayBuffer()
  } catch {
    // What is missing is fetched when it is needed, and missed there.
  }
}

/** Fetches a module without running it. Never fails: a module that could not be had is fetched when it is imported. */
function fetchModule(address: string): Promise<void> {
  return new Promise((resolve) => {
    const link = document.createElement('link')
    link.rel = 'modulepreload'
    link.fetchPriority = 'low'
    link.href = address
    link.addEventListener('load', () => resolve())
    link.addEventListener('error', () => resolve())
    document.head.append(link)
  })
}

function idle(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(() => {
      // Not every browser says when it has nothing to do.
      if ('requestIdleCallback' in window) requestIdleCallback(() => resolve())
      else resolve()
    }, LOOK_MS)
  })
}
