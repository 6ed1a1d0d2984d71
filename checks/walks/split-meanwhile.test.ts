import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { translate } from '#core/words.ts'
import { as } from '../as.ts'
import { pileReceipt } from '../pile-receipt.ts'
import { press, see } from './act.ts'
import { servedOffice } from './served.ts'

const t = (key: string, params: Record<string, string | number> = {}) => translate('en', key, params)

const { server, at } = servedOffice()

test('an amount typed over a line is saved before it is split', async () => {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const { id: reportId } = await rasa.openReport({ memberId: people.ieva.id, month: '2026-06-01' })
  const line = await rasa.addLine({ reportId, merchant: 'Kava', amountCents: 1_000, currency: 'EUR' })
  const page = await at('rasa', `/expenses/reports/${reportId}?line=${line.id}`, { language: 'en' })
  await page.locator('[data-field="amountCents"] input').first().fill('100')
  await page.getByRole('button', { name: new RegExp(`^${t('expenses.reportPage.do.split')}`) }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Amount').first().fill('40')
  await press(dialog, 'Split into 2 lines')
  await see(page, t('expenses.reportPage.done.split'))
  const { lines } = await rasa.report({ reportId })
  assert.deepEqual(lines.map(({ amountCents }) => amountCents).sort(), [4_000, 6_000])
  await page.context().close()
})

test('what another saves on a line while it is being split follows into the parts, but for what is typed there', async () => {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const [category] = (await rasa.categories({})).items.filter(({ closedAt }) => !closedAt)
  const { id: reportId } = await rasa.openReport({ memberId: people.ieva.id, month: '2026-07-01' })
  const line = await rasa.addLine({
    reportId,
    merchant: 'Viešbutis',
    amountCents: 10_000,
    currency: 'EUR',
    purpose: 'Visit',
  })
  const { page, dialog, valuesOf } = await splitting(`/expenses/reports/${reportId}?line=${line.id}`)
  await dialog.getByLabel('Amount').first().fill('60')
  await dialog.getByLabel('Purpose').last().fill('Breakfast')
  const theirs = { categoryId: category!.id, purpose: 'Fair in Vilnius', amountCents: 12_000 }
  const { version } = await rasa.changeLine({ lineId: line.id, version: line.version, ...theirs })
  await see(dialog, /meanwhile \(Amount, Category,? and Purpose\)/)
  await see(dialog, 'Share €120.00 out')
  assert.deepEqual(await valuesOf('Amount'), ['60.00'])
  assert.deepEqual(await valuesOf('Percent'), ['50'])
  assert.deepEqual(await valuesOf('Purpose'), ['Fair in Vilnius', 'Breakfast'])
  // The currency too; the figures stay as they are written.
  await rasa.changeLine({ lineId: line.id, version, currency: 'JPY', amountCents: 120 })
  await see(dialog, /¥60$/)
  await press(dialog, 'Split into 2 lines')
  await see(page, t('expenses.reportPage.done.split'))
  const { lines } = await rasa.report({ reportId })
  assert.deepEqual(
    lines.map((one) => [one.amountCents, one.currency, one.purpose, one.categoryId]),
    [
      [60, 'JPY', 'Fair in Vilnius', category!.id],
      [60, 'JPY', 'Breakfast', null],
    ],
  )
  await page.context().close()
})

test('what one has saved oneself is not told as another’s in the split that saved it, nor is what the reader fills in', async () => {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const { id: reportId } = await rasa.openReport({ memberId: people.ieva.id, month: '2026-09-01' })
  const line = await rasa.addLine({ reportId, merchant: 'Kava', amountCents: 1_000, currency: 'EUR' })
  const page = await at('rasa', `/expenses/reports/${reportId}?line=${line.id}`, { language: 'en' })
  const said = await saidInDialogs(page)
  const dialog = page.getByRole('dialog')
  await page.locator('[data-field="purpose"] input').first().fill('Visit')
  await page.locator('[data-field="amountCents"] input').first().fill('90')
  await page.keyboard.press('Alt+s')
  await see(dialog, 'Share €90.00 out')
  await page.waitForTimeout(400)
  assert.deepEqual(await said(), [])
  const { version } = (await rasa.report({ reportId })).lines[0]!
  await rasa.changeLine({ lineId: line.id, version, purpose: 'Fair' })
  await see(dialog, /Somebody has changed this meanwhile \(Purpose\)/)
  await page.context().close()

  const { id: roundId } = await rasa.openRound({ teamId: people.north, month: '2025-01-01' })
  const pile = await rasa.openReport({ memberId: people.jonas.id, month: '2025-01-01' })
  const receiptId = await pileReceipt(server(), { roundId, background: 'olive' })
  const reader = office.db.updateTable('expenseReceipt').where('id', '=', receiptId)
  await reader.set({ readingState: 'reading' }).execute()
  const own = await at('rasa', `/expenses/reports/${pile.id}`, { language: 'en' })
  const saidOwn = await saidInDialogs(own)
  await own.locator('[data-field="amountCents"] input').first().fill('20')
  await own.keyboard.press('Alt+s')
  await own.getByRole('dialog').waitFor()
  await reader.set({ readingState: 'read', merchant: 'Maxima', totalCents: 2_100 }).execute()
  await pileReceipt(server(), { roundId, background: 'navy' })
  await see(own.getByRole('dialog'), /The receipt has been read meanwhile \(Merchant\)/)
  assert.deepEqual(
    (await saidOwn()).filter((text) => /Somebody/.test(text)),
    [],
  )
  await own.context().close()
})

test('a receipt that another makes a line while it is being split is split as that line', async () => {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const [category] = (await rasa.categories({})).items.filter(({ closedAt }) => !closedAt)
  const { id: roundId } = await rasa.openRound({ teamId: people.north, month: '2026-01-01' })
  const { id: reportId } = await rasa.openReport({ memberId: people.jonas.id, month: '2026-01-01' })
  const receiptId = await pileReceipt(server(), { roundId, background: 'purple' })
  const correct = async (totalCents: number) => {
    const { version } = await rasa.receipt({ receiptId })
    await rasa.changeReceipt({ receiptId, version, totalCents, currency: 'EUR', merchant: 'Viešbutis' })
  }
  await correct(10_000)
  const { page, dialog, valuesOf } = await splitting(`/expenses/reports/${reportId}`)
  await dialog.getByLabel('Percent').first().fill('25')
  await page.keyboard.press('Tab')
  await correct(11_000)
  await see(dialog, 'Share €110.00 out')
  await rasa.addLine({
    ...{ reportId, receiptIds: [receiptId], amountCents: 12_000, currency: 'USD', rate: '0.9' },
    ...{ categoryId: category!.id, purpose: 'Fair' },
  })
  await see(dialog, /Share US\$120.00 out/)
  assert.deepEqual([await valuesOf('Amount'), await valuesOf('Percent')], [['30.00'], ['25']])
  await press(dialog, 'Split into 2 lines')
  await see(page, t('expenses.reportPage.done.split'))
  const { lines } = await rasa.report({ reportId })
  assert.deepEqual(
    lines.map((one) => [one.amountCents, one.currency, one.purpose, one.categoryId]),
    [
      [3_000, 'USD', 'Fair', category!.id],
      [9_000, 'USD', 'Fair', null],
    ],
  )
  await page.context().close()
})

/** All that a dialog of the page says aloud from now on, however shortly. */
async function saidInDialogs(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const said: string[] = []
    Object.assign(window, { said })
    new MutationObserver(() => {
      const text = document.querySelector('[role="dialog"] [role="status"]')?.textContent
      if (text && said.at(-1) !== text) said.push(text)
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  return () => page.evaluate(() => (window as unknown as { said: string[] }).said)
}

/** The split dialog of what lies in front of Ieva’s or Jonas’s report, and what stands in its parts. */
async function splitting(path: string) {
  const page = await at('rasa', path, { language: 'en' })
  await page.getByRole('button', { name: new RegExp(`^${t('expenses.reportPage.do.split')}`) }).click()
  const dialog = page.getByRole('dialog')
  const valuesOf = (label: string) =>
    dialog
      .getByLabel(label, { exact: true })
      .evaluateAll((inputs) => inputs.map((one) => (one as HTMLInputElement).value))
  return { page, dialog, valuesOf }
}
