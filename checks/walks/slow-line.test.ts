import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { translate } from '#core/words.ts'
import { as } from '../as.ts'
import { pileReceipt } from '../pile-receipt.ts'
import { isAnotherPress, press, see } from './act.ts'
import { servedOffice } from './served.ts'

const t = (key: string, params: Record<string, string | number> = {}) => translate('en', key, params)

const { server, at } = servedOffice()

/** Answers of one operation come later, as over a poor line: `asked` once it was, `go` lets them through. */
async function slow(page: Page, operation: string) {
  const [gate, asked] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  await page.route(`**/rpc/expenses/${operation}`, async (route) => {
    asked.resolve()
    await gate.promise
    await route.continue()
  })
  return { asked: asked.promise, go: gate.resolve }
}

test('over a slow line a new line is sent once, and nothing typed meanwhile goes elsewhere', async () => {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const { id: reportId } = await rasa.openReport({ memberId: people.ieva.id, month: '2026-08-01' })
  const line = await rasa.addLine({ reportId, merchant: 'Arbata', amountCents: 500, currency: 'EUR' })
  const page = await at('rasa', `/expenses/reports/${reportId}?new=1`, { language: 'en' })
  const { asked, go } = await slow(page, 'addLine')
  const field = (name: string) => page.locator(`[data-field="${name}"] :is(input, textarea)`).first()
  await field('merchant').fill('Kava')
  await field('purpose').click()
  await page.keyboard.press('Enter')
  await asked
  await page.getByRole('button', { name: new RegExp(`^${t('expenses.reportPage.do.add')}`) }).click()
  await field('purpose').click()
  await page.keyboard.type('lost?')
  await isAnotherPress(page)
  await page.keyboard.press('Enter')
  assert.equal(await field('purpose').inputValue(), '')
  await page.locator('tbody tr', { hasText: 'Arbata' }).click()
  await field('purpose').click()
  await page.keyboard.type('Visit')
  go()
  await page.locator('tbody tr', { hasText: 'Kava' }).waitFor()
  await page.keyboard.type(' now')
  assert.equal(await field('purpose').inputValue(), 'Visit now')
  assert.match(page.url(), new RegExp(line.id))
  assert.equal((await rasa.report({ reportId })).lines.length, 2)
  await page.context().close()
})

test('a split is about what lay in front when it was asked for, with what was typed and not left yet, and stays until it is done', async () => {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const { id: reportId } = await rasa.openReport({ memberId: people.ieva.id, month: '2026-09-01' })
  const line = await rasa.addLine({ reportId, merchant: 'Kava', amountCents: 1_000, currency: 'EUR' })
  const page = await at('rasa', `/expenses/reports/${reportId}?line=${line.id}`, { language: 'en' })
  const amount = page.locator('[data-field="amountCents"] input').first()
  await amount.click()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('100')
  await page.keyboard.press('Alt+s')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Amount').first().fill('40')
  const { version } = (await rasa.report({ reportId })).lines[0]!
  await rasa.changeLine({ lineId: line.id, version, amountCents: 9_000 })
  await page.locator('tbody').getByText('€90.00').first().waitFor()
  await press(dialog, 'Split into 2 lines')
  await see(dialog, /€90.00/)
  assert.equal(await dialog.getByLabel('Amount').first().inputValue(), '40.00')
  await page.context().close()
})

test('a receipt is split once, however often that is pressed over a slow line', async () => {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const { id: roundId } = await rasa.openRound({ teamId: people.north, month: '2026-10-01' })
  const { id: reportId } = await rasa.openReport({ memberId: people.jonas.id, month: '2026-10-01' })
  await pileReceipt(server(), { roundId, background: 'red' })
  await pileReceipt(server(), { roundId, background: 'blue' })
  const page = await at('rasa', `/expenses/reports/${reportId}`, { language: 'en' })
  const { asked, go } = await slow(page, 'addLine')
  await page.locator('[data-field="amountCents"] input').first().fill('33.50')
  await page.keyboard.press('Alt+s')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Amount').first().fill('10')
  const split = dialog.getByRole('button', { name: 'Split into 2 lines' })
  await split.click()
  await asked
  await split.click().catch(() => {})
  go()
  await see(page, t('expenses.reportPage.done.split'))
  await page.waitForLoadState('networkidle').catch(() => {})
  const { lines } = await rasa.report({ reportId })
  assert.deepEqual(lines.map(({ amountCents }) => amountCents).sort(), [1_000, 2_350])
  await page.context().close()
})
