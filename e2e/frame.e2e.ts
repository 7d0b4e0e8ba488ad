import type { Locator, Page } from '@playwright/test'
import { chatFile } from './support/requests.ts'
import { expectHeading, expectProgress } from './support/steps.ts'
import { expect, test } from './support/story.ts'

/** Presses Tab until something has the focus. @throws after 80 presses */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if (
      (await target.count()) > 0 &&
      (await target.evaluate((element) => element === document.activeElement))
    ) {
      return
    }
    await page.keyboard.press('Tab')
  }
  throw new Error(`${target} was not reached by the Tab key.`)
}

test('the command palette opens pages, batches and actions by a few letters', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const batch = await api.startBatch('a.jsonl', chatFile(1), {
    metadata: { batch_description: 'Quarterly letters' },
  })
  await api.until(batch.id, 'completed')
  await page.goto('/files')
  await expectHeading(page, 'Files')

  await page.keyboard.press('ControlOrMeta+k')
  const palette = page.getByRole('dialog', { name: 'Search and commands' })
  await palette.getByRole('combobox').fill('quart')
  await expect(palette.getByRole('option', { name: /Quarterly letters/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expectHeading(page, 'Quarterly letters')

  await page.keyboard.press('ControlOrMeta+k')
  await palette.getByRole('combobox').fill('settings')
  await page.keyboard.press('Enter')
  await expectHeading(page, 'Settings')

  await page.keyboard.press('ControlOrMeta+k')
  await palette.getByRole('combobox').fill('theme: dark')
  await expect(palette.getByRole('option', { selected: true })).toContainText('Theme: dark')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()

  await page.keyboard.press('ControlOrMeta+k')
  await palette.getByRole('combobox').fill('zzzz')
  await expect(palette.getByText('Nothing fits.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(palette).toBeHidden()
})

test('single keys go places, list themselves, and stay out of the way of typing', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  for (const title of ['First', 'Second']) {
    const batch = await api.startBatch(`${title}.jsonl`, chatFile(1), {
      metadata: { batch_description: title },
    })
    await api.until(batch.id, 'completed')
  }
  await page.goto('/settings')
  await expectHeading(page, 'Settings')
  await page.keyboard.press('g')
  await page.keyboard.press('b')
  await expectHeading(page, 'Batches')
  await expect(page.getByRole('link', { name: 'Second', exact: true })).toBeVisible()

  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('link', { name: 'Second', exact: true })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('link', { name: 'First', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await expectHeading(page, 'First')

  await page.goBack()
  await expect(page.getByRole('link', { name: 'First', exact: true })).toBeVisible()
  await page.keyboard.press('/')
  const search = page.getByRole('searchbox', { name: 'Search batches' })
  await expect(search).toBeFocused()
  await page.keyboard.type('gbn?')
  await expect(search).toHaveValue('gbn?')
  await expectHeading(page, 'Batches')

  await page.goto('/files')
  await expectHeading(page, 'Files')
  await page.keyboard.press('?')
  const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(keys).toContainText('Search and commands')
  await keys.getByRole('checkbox', { name: 'Use single keys' }).uncheck()
  await page.keyboard.press('Escape')
  await expect(keys).toBeHidden()
  await page.keyboard.press('n')
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('dialog', { name: 'Search and commands' })).toBeVisible()
  await expect(page).toHaveURL(/\/files$/)
})

test('the first batch needs no mouse', async ({ page, controls }) => {
  await controls.setRate(1000)
  await page.goto('/batches')
  await expect(page.getByRole('heading', { name: /No batches yet/ })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused()
  await page.keyboard.press('Enter')

  await tabTo(page, page.getByRole('link', { name: 'Try it with a sample' }))
  await page.keyboard.press('Enter')
  await expectHeading(page, 'New batch')
  await expect(page.getByText('All 12 requests are in order.')).toBeVisible()
  await tabTo(page, page.getByRole('textbox', { name: 'Title' }))
  await page.keyboard.type('By keyboard')
  await tabTo(page, page.getByRole('radio', { name: /Within 24 hours/ }))
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: /Within 1 hour/ })).toBeChecked()
  await tabTo(page, page.getByRole('button', { name: 'Upload and start batch' }))
  await page.keyboard.press('Enter')

  await expectHeading(page, 'By keyboard')
  await expectProgress(page, '12 completed')
  await tabTo(page, page.getByRole('button', { name: 'More actions' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem').first()).toBeFocused()
  await page.keyboard.press('End')
  await expect(page.getByRole('menuitem', { name: 'Delete batch' })).toBeFocused()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Delete “By keyboard”?' })
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'More actions' })).toBeFocused()
})

test('after a navigation the focus is on the heading of the new page', async ({ page }) => {
  await page.goto('/batches')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Files' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Files' })).toBeFocused()
})

test('commands that load slowly open over nothing that was wanted later', async ({ page }) => {
  const held: (() => void)[] = []
  await page.route(/\/assets\/command-palette-[^/]*\.js$/, async (route) => {
    await new Promise<void>((resolve) => held.push(resolve))
    await route.continue()
  })
  await page.goto('/settings')
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
  const palette = page.getByRole('dialog', { name: 'Search and commands' })
  const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await page.keyboard.press('Control+k')
  await expect.poll(() => held.length).toBe(1)
  await page.keyboard.press('?')
  await expect(keys).toBeVisible()
  const loaded = page.waitForResponse(/command-palette/)
  held[0]?.()
  const url = (await loaded).url()
  // Whoever waited for the code has it by then, and has drawn what it wants.
  await page.evaluate(async (code) => {
    await import(code)
    for (let frames = 0; frames < 3; frames += 1) {
      await new Promise((resolve) => {
        requestAnimationFrame(resolve)
      })
    }
  }, url)
  await expect(keys).toBeVisible()
  await expect(palette).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(keys).toBeHidden()
  await page.keyboard.press('Control+k')
  await expect(palette).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(palette).toHaveCount(0)
})
