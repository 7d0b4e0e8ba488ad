import { expect, type Page } from '@playwright/test'
import axe, { type Result } from 'axe-core'

declare global {
  interface Window {
    readonly axe: typeof axe
  }
}

/** The rules whose outcome depends on the theme; all others see the same page in both. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/**
 * Runs axe on the page as it stands and expects nothing to be wrong: WCAG 2.2 A and AA and axe's best practices in
 * the light theme, and what is about colour once more in the dark one.
 *
 * @param state what is on screen, for the message of a failure
 */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  // To compile axe takes as long as a run: once for a document. It reads no frames, and the console has none.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // On a busy machine the page hears of its new theme a little later, and would be half in each.
    await page.waitForFunction(
      (scheme) => matchMedia(`(prefers-color-scheme: ${scheme})`).matches,
      colorScheme,
    )
    // A colour in transition is none of either theme, and one that is inherited starts its own transition late.
    await page.evaluate(() => {
      const still = new CSSStyleSheet()
      still.replaceSync('*, ::before, ::after, ::backdrop { transition: none !important }')
      document.adoptedStyleSheets = [still]
    })
    const violations = await page.evaluate(runAxe, colorScheme === 'dark' ? COLOUR_RULES : null)
    const found = violations.map(({ id, help, nodes }) => ({
      rule: id,
      help,
      nodes: nodes.map((node) => `${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
    }))
    expect(found, `axe on ${state}, ${colorScheme}`).toEqual([])
  }
}

/** In the page. @param rules null: all */
async function runAxe(rules: string[] | null): Promise<Result[]> {
  const { violations } = await window.axe.run(document, {
    resultTypes: ['violations'],
    ...(rules === null ? {} : { runOnly: { type: 'rule', values: rules } }),
  })
  return violations
}
