import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { CDPSession, Page } from '@playwright/test'

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
  /** The longest frame as the browser itself counts them; 0 where none took over 50 ms. */
  readonly longestFrame: number
}

/** Gaps as they are printed. */
export function gapWords({ longest, percentile99, longestFrame }: Gaps): string {
  const frames = longestFrame === 0 ? 'no frame over 50 ms' : `longest frame ${longestFrame.toFixed(0)} ms`
  return `longest ${longest.toFixed(0)} ms, 99 % below ${percentile99.toFixed(0)} ms, ${frames}`
}

/** Bytes as they are printed, in units of 1,000,000. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`
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
    let longestFrame = 0
    const note = (entries: PerformanceEntryList) => {
      for (const { duration } of entries) longestFrame = Math.max(longestFrame, duration)
    }
    const frames = new PerformanceObserver((list) => note(list.getEntries()))
    frames.observe({ type: 'long-animation-frame' })
    return {
      stop: () => {
        running = false
        note(frames.takeRecords())
        frames.disconnect()
        const sorted = [...pauses, performance.now() - last].sort((a, b) => a - b)
        return {
          longest: sorted.at(-1) ?? 0,
          percentile99: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
          longestFrame,
        }
      },
    }
  })
  return { stop: () => probe.evaluate((handle) => handle.stop()) }
}

/**
 * Waits until words stand on the page, as the page itself sees it: a locator by role looks through every element, again
 * and again, on the very thread that is watched.
 *
 * @param timeout in milliseconds
 */
export async function untilSaid(page: Page, words: string, timeout = 120_000): Promise<void> {
  await page.waitForFunction((text) => document.body.textContent.includes(text), words, {
    polling: 50,
    timeout,
  })
}

/** Most rounds of a comparison. */
const MOST_ROUNDS = 8

/**
 * Repeats a comparison whose best figures count. A busy machine gets more rounds than a quiet one, what has really
 * become slower stays so in all of them.
 *
 * @param least rounds, whatever they bring
 * @param isWithin whether the best figures so far keep their budgets
 * @returns how many rounds it took
 */
export async function inRounds(
  least: number,
  round: () => Promise<void>,
  isWithin: () => boolean,
): Promise<number> {
  for (let rounds = 1; ; rounds += 1) {
    await round()
    if (rounds >= MOST_ROUNDS || (rounds >= least && isWithin())) return rounds
  }
}

/** How long the main thread of a page that has nothing to do is away: what busy figures are compared with. */
export async function idleGaps(page: Page): Promise<Gaps> {
  const watch = await watchMainThread(page)
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 2_000)))
  return watch.stop()
}

/** A figure and when it was read, in milliseconds since 1970. */
export interface Sample {
  readonly at: number
  readonly value: number
}

/**
 * Records every value that a progress bar takes from now on, in the page, so that none is missed and nothing is
 * slowed. Call it before the bar is there: a small file is sent before one could look for it.
 *
 * @param whole what the bar counts up to
 */
export async function recordProgress(
  page: Page,
  whole: number,
): Promise<{ readonly samples: () => Promise<Sample[]> }> {
  const record = await page.evaluateHandle((max) => {
    const bar = `[role=progressbar][aria-valuemax="${max}"]`
    const samples: { at: number; value: number }[] = []
    const note = () => {
      const told = document.querySelector(bar)?.getAttribute('aria-valuenow') ?? null
      if (told !== null && Number(told) !== samples.at(-1)?.value) {
        samples.push({ at: Date.now(), value: Number(told) })
      }
    }
    new MutationObserver(note).observe(document.body, {
      attributeFilter: ['aria-valuenow'],
      childList: true,
      subtree: true,
    })
    return samples
  }, whole)
  return { samples: () => record.evaluate((samples) => samples) }
}

/** Reads a figure every 20 ms until it is told to stop. */
export function sampleEvery20Ms(read: () => number): { readonly stop: () => Sample[] } {
  const samples: Sample[] = []
  const note = () => samples.push({ at: Date.now(), value: read() })
  const timer = setInterval(note, 20)
  return {
    stop: () => {
      clearInterval(timer)
      note()
      return samples
    },
  }
}

/**
 * By how much a figure was ahead of another one at most.
 *
 * @param told what was said
 * @param actual what was so; each value said is compared with the first one read after it
 */
export function largestLead(told: readonly Sample[], actual: readonly Sample[]): number {
  const leads = told.map(
    ({ at, value }) => value - (actual.find((sample) => sample.at >= at)?.value ?? value),
  )
  return Math.max(0, ...leads)
}

/** What the page's own script keeps in memory after a collection of garbage, buffers included, in bytes. */
export async function pageHeap(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage')
  const usage = await session.send('Runtime.getHeapUsage')
  return usage.usedSize + usage.backingStorageSize
}
