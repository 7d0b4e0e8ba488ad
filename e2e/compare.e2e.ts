import type { Page } from '@playwright/test'
import { expectAccessible } from './support/axe.ts'
import { chatFile, chatLine } from './support/requests.ts'
import { settings } from './support/settings.ts'
import { download } from './support/steps.ts'
import { expect, test } from './support/story.ts'

const titled = (batch_description: string) => ({ metadata: { batch_description } })

const filter = (page: Page) => page.getByRole('navigation', { name: 'Rows by comparison' })
const grid = (page: Page) => page.getByRole('grid', { name: 'Compared rows' })

test('two batches are compared from the list by keyboard: counts, rows, marked answers, and a link to them', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const first = await api.startBatch(
    'first.jsonl',
    [
      chatLine('same', 'Name a river.'),
      chatLine('other', 'Name a lake.'),
      chatLine('only-a', 'Name a hill.'),
      chatLine('breaks', 'Name a sea.'),
    ].join('\n'),
    titled('First prompt'),
  )
  await api.until(first.id, 'completed')
  await controls.advance(60)
  const second = await api.startBatch(
    'second.jsonl',
    [
      chatLine('other', 'Name an island in the north, and say why.', { model: 'openai/gpt-oss-20b' }),
      chatLine('same', 'Name a river.'),
      chatLine('only-b', 'Name a hill.'),
      // The fourth row of this model fails.
      chatLine('breaks', 'Name a sea.', { model: 'sim/flaky' }),
    ].join('\n'),
    titled('Second prompt'),
  )
  await api.until(second.id, 'completed')
  await page.goto('/batches')
  const bar = page.getByRole('region', { name: 'Selected batches' })
  await page.getByLabel('Select Second prompt').press('Space')
  await expect(bar.getByRole('button', { name: 'Compare' })).toHaveAccessibleDescription(
    'Select exactly two batches to compare them.',
  )
  await page.getByLabel('Select First prompt').press('Space')
  await bar.getByRole('link', { name: 'Compare' }).press('Enter')

  await expect(filter(page).getByRole('link')).toHaveText([
    'All5',
    'Same1',
    'Changed2',
    'Only in A1',
    'Only in B1',
    'Ended otherwise1',
  ])
  const figures = page.getByRole('table', { name: 'Both batches in figures' })
  await expect(figures.getByRole('row').nth(1)).toContainText('First prompt')
  await expect(figures.getByRole('row').nth(2)).toContainText('openai/gpt-oss-20b')
  await expect(figures.getByRole('row').nth(3)).toContainText('+1')
  await expect(page.getByText('Ended otherwise, A → B: 1 succeeded → failed.')).toBeVisible()
  await expect(grid(page).getByRole('row').nth(4)).toContainText('breaksChanged')
  await expectAccessible(page, 'comparison')

  await grid(page).getByRole('link', { name: 'Row same' }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const row = page.getByRole('region', { name: 'Row other' })
  const inA = row.getByRole('region', { name: 'Answer in A' })
  const inB = row.getByRole('region', { name: 'Answer in B' })
  await expect(inA.getByRole('deletion').first()).toBeVisible()
  await expect(inB.getByRole('insertion').filter({ hasText: 'island' }).first()).toBeVisible()
  await expect(row.getByRole('region', { name: 'Request', exact: true })).toContainText(
    'openai/gpt-oss-20b in B',
  )
  await expectAccessible(page, 'comparison with an open row')

  await page.keyboard.press('j')
  await expect(page.getByRole('region', { name: 'Row only-a' })).toContainText(
    'no row with this custom_id in B',
  )
  await page.keyboard.press('Escape')
  await filter(page)
    .getByRole('link', { name: /^Changed/ })
    .click()
  await grid(page).getByRole('link', { name: 'Row breaks' }).click()
  await expect(page.getByRole('region', { name: 'Row breaks' })).toContainText('HTTP')
  await expect(page).toHaveURL(/filter=changed&row=4/)
  await page.keyboard.press('k')
  await expect(inB.getByRole('insertion').first()).toBeVisible()
  await page.reload()
  await expect(inB.getByRole('insertion').first()).toBeVisible()
  await expect(grid(page).getByRole('link')).toHaveText(['other', 'breaks'])
  await page.getByRole('searchbox', { name: 'Search by custom_id' }).fill('break')
  await expect(grid(page).getByRole('link')).toHaveText(['breaks'])
  await page.getByRole('link', { name: 'Swap A and B' }).click()
  await expect(figures.getByRole('row').nth(1)).toContainText('Second prompt')
})

test('a batch is compared from its own page with one of the same file, and the comparison is taken home', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const first = await api.startBatch('rivers.jsonl', chatFile(3), titled('Rivers'))
  await controls.advance(60)
  const again = await api.createBatch({ input_file_id: first.input_file_id ?? '', ...titled('Rivers again') })
  await controls.advance(60)
  const newest = await api.startBatch('lakes.jsonl', chatFile(2), titled('Lakes'))
  for (const { id } of [first, again, newest]) await api.until(id, 'completed')
  // Browsers that cannot ask where to save hand files to their downloads.
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
  await page.goto(`/batches/${again.id}`)
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Compare with …' }).click()
  const dialog = page.getByRole('dialog', { name: 'Compare “Rivers again” with …' })
  const batches = dialog.getByRole('list', { name: 'Batches' }).getByRole('listitem')
  await expect(batches.getByRole('link')).toHaveText(['Rivers', 'Lakes'])
  await expect(batches.first()).toContainText('Same input file')
  await expectAccessible(page, 'choice of a batch to compare with')
  await dialog.getByRole('searchbox').fill(first.id)
  await expect(batches.getByRole('link')).toHaveText(['Rivers'])
  await batches.getByRole('link').click()
  await expect(filter(page).getByRole('link', { name: /^Same/ })).toHaveText('Same3')
  await expect(
    page.getByRole('table', { name: 'Both batches in figures' }).getByRole('row').nth(1),
  ).toContainText(/^ARivers/)

  await page.getByRole('button', { name: 'Export' }).click()
  await expectAccessible(page, 'export of a comparison')
  const saved = await download(page, page.getByRole('button', { name: 'Export 3 rows' }))
  expect(saved.name).toBe('Rivers and Rivers again.csv')
  const [head, ...lines] = saved.text.trimEnd().split('\r\n')
  expect(head).toMatch(/^custom_id,row,comparison,outcome_a,outcome_b,answer_a,answer_b,/)
  expect(lines.filter((line) => /^row-\d,\d,Same,Succeeded,Succeeded,/.test(line))).toHaveLength(3)
  await expect(page.getByRole('dialog').getByText(/^3 rows written/)).toBeVisible()
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('a batch that runs is compared as its answers come, and what cannot be compared is said', async ({
    page,
    api,
    controls,
    problems,
  }) => {
    test.skip(settings.personality === 'openai', 'this server hands out no answers before the end')
    await controls.setRate(1000)
    const done = await api.startBatch('done.jsonl', chatFile(6), titled('Done'))
    const foreign = await api.startBatch('foreign.jsonl', chatLine('id-1', 'x'), titled('Foreign'))
    await api.until(done.id, 'completed')
    await api.until(foreign.id, 'completed')
    await controls.setRate(0)
    const running = await api.startBatch('run.jsonl', chatFile(6), titled('Running'))
    await api.until(running.id, 'in_progress')
    await page.goto(`/compare?left=${done.id}&right=${running.id}`)
    await expect(filter(page).getByRole('link', { name: /^Not answered/ })).toHaveText('Not answered6')
    await expect(page.getByText('No results yet; the batch is still running.')).toBeVisible()
    await controls.setRate(1000)
    await controls.advance(60)
    await expect(filter(page).getByRole('link', { name: /^Same/ })).toHaveText('Same6')
    await grid(page).getByRole('link', { name: 'Row row-2' }).click()
    const sheet = page.getByRole('dialog', { name: 'Row row-2' })
    await expect(sheet.getByText('Nothing differs in these texts.')).toBeVisible()
    await expect(sheet.getByText('Both batches asked exactly this.')).toBeVisible()
    await expectAccessible(page, 'compared row on a phone')

    await page.goto(`/compare?left=${done.id}&right=${foreign.id}`)
    await expect(
      page.getByText('those of A begin with “row-1”, “row-2”, “row-3”, those of B with “id-1”'),
    ).toBeVisible()
    await page.goto(`/compare?left=${done.id}&right=${done.id}`)
    await expect(page.getByRole('heading', { name: 'Both sides are the same batch' })).toBeVisible()
    problems.expect(/status of 404/)
    await page.goto(`/compare?left=${done.id}&right=batch_gone`)
    await expect(page.getByText('Could not load batch B (batch_gone)')).toBeVisible()
  })
})
