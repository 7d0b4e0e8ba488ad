import { readFile } from 'node:fs/promises'
import { expect, type CDPSession, type Locator, type Page } from '@playwright/test'
import { filePayload } from './requests.ts'

/** Chooses a file through the button a person would press. */
export async function chooseFile(page: Page, button: string, name: string, text: string): Promise<void> {
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: button }).click()
  await (await choosing).setFiles(filePayload(name, text))
}

/** Presses a download button. @returns what was saved */
export async function download(page: Page, button: Locator): Promise<{ name: string; text: string }> {
  const downloading = page.waitForEvent('download')
  await button.click()
  const saved = await downloading
  return { name: saved.suggestedFilename(), text: await readFile(await saved.path(), 'utf8') }
}

/** The lines of a JSONL text, each parsed. @throws when one is no JSON */
export function parseLines(text: string): unknown[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line))
}

/** The `custom_id` of every line, sorted. */
export function customIdsOf(text: string): unknown[] {
  return parseLines(text)
    .map((line) => (typeof line === 'object' && line !== null && 'custom_id' in line ? line.custom_id : null))
    .toSorted()
}

/**
 * Makes the page's connection slow.
 *
 * @param uploadBytesPerSecond what leaves the page
 */
export async function slowDown(page: Page, uploadBytesPerSecond: number): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: uploadBytesPerSecond,
  })
  return session
}

/**
 * Waits for a page's heading of the first level.
 *
 * @param timeout milliseconds, where the work before it is long
 */
export async function expectHeading(page: Page, name: string | RegExp, timeout = 20_000): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible({ timeout })
}

/** Waits until the progress of the one batch on the page reads so, for example "3 completed". */
export async function expectProgress(page: Page, words: string): Promise<void> {
  await expect(page.getByRole('progressbar', { name: 'Progress' })).toHaveAttribute('aria-valuetext', words)
}

/**
 * Watches what the page asks for.
 *
 * @returns waits until nothing has been on its way for half a second; the page's load states tell only of its loading
 */
export function watchRequests(page: Page): { readonly untilQuiet: () => Promise<void> } {
  let onTheirWay = 0
  let changedAt = Date.now()
  const change = (by: number) => () => {
    onTheirWay += by
    changedAt = Date.now()
  }
  page.on('request', change(1))
  page.on('requestfinished', change(-1))
  page.on('requestfailed', change(-1))
  const isQuiet = () => onTheirWay === 0 && Date.now() - changedAt >= 500
  return { untilQuiet: () => expect.poll(isQuiet, { intervals: [100] }).toBe(true) }
}

/** Another tab comes to the front, or this one comes back. */
export async function setHidden(page: Page, isHidden: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, 'visibilityState', {
      get: () => (hidden ? 'hidden' : 'visible'),
      configurable: true,
    })
    Object.defineProperty(document, 'hidden', { get: () => hidden, configurable: true })
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  }, isHidden)
}
