import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'

/** Whether the memory of another process can be read here (Linux). */
export const canReadMemory = existsSync('/proc/self/status')

/**
 * Memory of a process in bytes: what it uses now, and the most it ever used.
 *
 * @param pid process id
 */
export function memoryOf(pid: number): { readonly resident: number; readonly peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kibibytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1])
  return { resident: 1024 * kibibytes('VmRSS'), peak: 1024 * kibibytes('VmHWM') }
}

/** Bytes of all files below a folder. Files that vanish meanwhile count as nothing. */
export function bytesBelow(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => {
      const stats = statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })
      return sum + (stats?.size ?? 0)
    }, 0)
}

/** How long the page's main thread was away, in milliseconds. */
export interface Gaps {
  readonly longest: number
  /** Of all pauses between two turns of the event loop, the one that 99 % stay below. */
  readonly percentile99: number
}

/**
 * Watches the event loop of the page until it is told to stop. It measures from inside, with timers of 0 ms, so that
 * a busy machine shows up in the idle baseline as well.
 */
export async function watchMainThread(page: Page): Promise<{ readonly stop: () => Promise<Gaps> }> {
  const probe = await page.evaluateHandle(() => {
    const pauses: number[] = []
    let last = performance.now()
    let running = true
    const tick = () => {
      const now = performance.now()
      pauses.push(now - last)
      last = now
      if (running) setTimeout(tick, 0)
    }
    setTimeout(tick, 0)
    return {
      stop: () => {
        running = false
        const sorted = [...pauses, performance.now() - last].sort((a, b) => a - b)
        return {
          longest: sorted.at(-1) ?? 0,
          percentile99: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
        }
      },
    }
  })
  return { stop: () => probe.evaluate((handle) => handle.stop()) }
}
