import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** The rules whose outcome depends on the theme; all others see the same page in both. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/**
 * Runs axe on the page as it stands and expects nothing to be wrong: WCAG 2.2 A and AA and axe's best practices in
 * the light theme, and what is about colour once more in the dark one.
 *
 * @param state what is on screen, for the message of a failure
 */
export async function expectAccessible(page: Page, state: string): Promise<void> {
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
    const axe = new AxeBuilder({ page }).setLegacyMode(true)
    if (colorScheme === 'dark') axe.withRules(COLOUR_RULES)
    const { violations } = await axe.analyze()
    const found = violations.map(({ id, help, nodes }) => ({
      rule: id,
      help,
      nodes: nodes.map((node) => `${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
    }))
    expect(found, `axe on ${state}, ${colorScheme}`).toEqual([])
  }
}
