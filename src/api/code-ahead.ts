import * as z from 'zod/mini'

/** Written by the build: addresses below the console's own. */
const CodeList = z.object({ modules: z.array(z.string()), workers: z.array(z.string()) })

/**
 * Fetches the code that pages need later, a piece at a time, so that what this device keeps can be read after the server
 * has gone. Where the browser saves data nothing is fetched.
 * @throws where something cannot be had: nothing more is asked for then
 */
export async function fetchCodeAhead(): Promise<void> {
  if (Reflect.get(navigator, 'connection')?.saveData === true) return
  const at = (path: string) => import.meta.env.BASE_URL + path
  const response = await fetch(at('code-ahead.json'), { priority: 'low' })
  const { modules, workers } = z.parse(CodeList, await response.json())
  for (const path of modules) await fetchModule(at(path))
  // A worker fetches its code anew each time: the browser's cache has it then.
  for (const path of workers) await (await fetch(at(path), { priority: 'low' })).arrayBuffer()
}

/** Fetches a module without running it. @throws where it cannot be had: nothing more is asked for then */
function fetchModule(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const link = document.createElement('link')
    link.rel = 'modulepreload'
    link.fetchPriority = 'low'
    link.href = address
    link.addEventListener('load', () => resolve())
    link.addEventListener('error', () => reject(new Error(address)))
    document.head.append(link)
  })
}
