import assert from 'node:assert/strict'
import { test } from 'node:test'
import { translate } from '#core/words.ts'
import { as } from '../as.ts'
import { pileReceipt, reportWith } from '../pile-receipt.ts'
import { fieldOf, hasFocus, press, refuse, see, slow } from './act.ts'
import { servedOffice } from './served.ts'

const t = (key: string, params: Record<string, string | number> = {}) => translate('en', key, params)

const { server, at } = servedOffice()

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
  const { asked, go } = await slow(page, 'expenses/splitLine')
  await press(dialog, 'Split into 2 lines')
  await asked
  await see(dialog, /€90.00/)
  assert.equal(await dialog.getByLabel('Amount').first().inputValue(), '40.00')
  go()
  await see(page, t('expenses.reportPage.done.split'))
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
  const { asked, go } = await slow(page, 'expenses/addLine')
  await page.locator('[data-field="amountCents"] input').first().fill('33.50')
  await page.keyboard.press('Alt+s')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Amount').first().fill('10')
  const split = dialog.getByRole('button', { name: 'Split into 2 lines' })
  await split.click()
  await asked
  await split.click({ force: true, timeout: 500 }).catch(() => {})
  go()
  await see(page, t('expenses.reportPage.done.split'))
  await page.waitForLoadState('networkidle').catch(() => {})
  const { lines } = await rasa.report({ reportId })
  assert.deepEqual(lines.map(({ amountCents }) => amountCents).sort(), [1_000, 2_350])
  await page.context().close()
})

test('while a receipt is split the front stays, and a second Enter takes no other receipt', async () => {
  const { rasa, reportId, receiptIds } = await reportWith(server(), '2026-01-01', 2)
  const page = await at('rasa', `/expenses/reports/${reportId}?receipt=${receiptIds[0]}`, { language: 'en' })
  const slowed = [await slow(page, 'expenses/addLine'), await slow(page, 'expenses/splitLine')]
  await fieldOf(page, 'amountCents').fill('20')
  await page.keyboard.press('Alt+s')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Amount').first().fill('5')
  for (const { go } of slowed) {
    await page.keyboard.press('Enter')
    await page.waitForTimeout(400)
    await page.keyboard.press('Enter')
    await page.waitForTimeout(400)
    assert.ok(await hasFocus(dialog))
    await dialog.locator('[type="submit"][data-loading]').waitFor()
    go()
    await page.waitForTimeout(200)
  }
  await see(page, t('expenses.reportPage.done.split'))
  await page.getByRole('form', { name: /^Receipt 1 of 1/ }).waitFor()
  const { lines, pile } = await rasa.report({ reportId })
  assert.deepEqual(lines.map(({ amountCents }) => amountCents).sort(), [1_500, 500])
  assert.deepEqual(
    pile.map(({ id }) => id),
    [receiptIds[1]],
  )
  await page.context().close()
})

test('a split that is refused is told in its dialog, with the receipt still in front and the focus in the dialog', async () => {
  const { rasa, reportId, receiptIds } = await reportWith(server(), '2026-02-01', 2)
  const page = await at('rasa', `/expenses/reports/${reportId}?receipt=${receiptIds[0]}`, { language: 'en' })
  await refuse(page, 'splitLine')
  await fieldOf(page, 'amountCents').fill('20')
  await page.keyboard.press('Alt+s')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Amount').first().fill('5')
  await page.keyboard.press('Enter')
  await dialog.getByRole('alert').filter({ hasText: 'Not like this.' }).waitFor()
  assert.ok(await hasFocus(dialog))
  assert.match(page.url(), new RegExp(receiptIds[0]!))
  await page.unroute(/\/splitLine/)
  await press(dialog, 'Split into 2 lines')
  await see(page, t('expenses.reportPage.done.split'))
  assert.equal((await rasa.report({ reportId })).lines.length, 2)
  await page.context().close()
})

test('the form of a changed line has the focus while it is saved to be split, and after its dialog', async () => {
  const { rasa, reportId } = await reportWith(server(), '2026-09-01', 0)
  const line = await rasa.addLine({ reportId, merchant: 'Kava', amountCents: 500, currency: 'EUR' })
  const page = await at('rasa', `/expenses/reports/${reportId}?line=${line.id}`, { language: 'en' })
  const { go } = await slow(page, 'expenses/changeLine')
  await fieldOf(page, 'purpose').fill('Visit')
  await page.keyboard.press('Alt+s')
  await page.waitForTimeout(400)
  const form = page.locator('form[aria-label]').first()
  assert.ok(await hasFocus(form))
  go()
  await page.getByRole('dialog').waitFor()
  await page.waitForFunction(() => document.activeElement?.closest('[role="dialog"]'))
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.waitForTimeout(700)
  assert.ok(await hasFocus(form))
  await page.context().close()
})
