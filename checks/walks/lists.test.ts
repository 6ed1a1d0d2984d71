import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { readSheet } from '#core/sheets.ts'
import { translate } from '#core/words.ts'
import { as } from '../as.ts'
import { press, see } from './act.ts'
import { servedOffice } from './served.ts'

const t = (key: string, params: Record<string, string | number> = {}) => translate('en', key, params)
const months = ['2026-03-01', '2026-04-01', '2026-05-01']

const { server, at } = servedOffice(async ({ office, people }) => {
  for (const month of months)
    for (const { id } of [people.jonas, people.ieva])
      await as(office, people.rasa).expenses.openReport({ memberId: id, month })
})

const cells = (page: Page, column: number) =>
  page.locator(`[role="row"] [role="gridcell"]:nth-child(${column})`).allTextContents()

async function showing(page: Page, rows: number): Promise<void> {
  await see(page, t('web.table.rows', { count: rows }))
}

test('a list is sorted, searched and counted by the server, and its sheet holds what is looked at', async () => {
  const { people } = server()
  const page = await at('rasa', '/expenses/reports', { language: 'en' })
  await showing(page, months.length * 2)
  await press(page, t('expenses.list.reports.member'))
  await page.locator('[aria-sort="ascending"]').waitFor()
  const inOrder = [people.ieva.name, people.jonas.name].sort().flatMap((name) => months.map(() => name))
  await page.waitForFunction((names) => {
    const shown = [...document.querySelectorAll('[role="row"] [role="gridcell"]:nth-child(2)')]
    return shown.map((cell) => cell.textContent).join() === names.join()
  }, inOrder)
  await page.getByRole('searchbox').fill(people.ieva.name.split(' ')[0]!.toLowerCase())
  await showing(page, months.length)
  assert.deepEqual(
    await cells(page, 2),
    months.map(() => people.ieva.name),
  )
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: t('web.table.export') }).click()
  await page.getByRole('menuitem', { name: 'CSV' }).click()
  const file = await download
  assert.equal(file.suggestedFilename(), `${t('expenses.list.reports.title')}.csv`)
  const [sheet] = await readSheet(await readFile(await file.path()))
  assert.equal(sheet!.rows.length, months.length + 1)
  assert.deepEqual(sheet!.rows[0]!.slice(0, 2), [t('expenses.list.reports.month'), t('expenses.list.reports.member')])
})

test('an old view that asks of a column what it no longer takes shows the rest of what it asks', async () => {
  const page = await at(
    'rasa',
    '/expenses/reports?f.claimedCents=1..2&sort=claimedCents&f.state=collecting,never&f.month=2026-04-01..',
    {
      language: 'en',
    },
  )
  await showing(page, 4)
  await page.goto('/expenses/reports?f.state=approved')
  await see(page, t('web.table.emptyFiltered'))
})
