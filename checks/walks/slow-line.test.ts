import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { translate } from '#core/words.ts'
import { as } from '../as.ts'
import { pileReceipt } from '../pile-receipt.ts'
import { choose, gone, isAnotherPress, press, refuse, see, slow } from './act.ts'
import { servedOffice } from './served.ts'

const t = (key: string, params: Record<string, string | number> = {}) => translate('en', key, params)

const { server, at } = servedOffice()

const fieldOf = (page: Page, name: string) => page.locator(`[data-field="${name}"] :is(input, textarea)`).first()

/** Whether the focus is in it; once, for what must not have moved. */
const hasFocus = (part: Locator) => part.evaluate((element) => element.contains(document.activeElement))

/** A report of a month with so many receipts in its pile. */
async function reportWith(month: string, receipts: number) {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const { id: roundId } = await rasa.openRound({ teamId: people.north, month })
  const { id: reportId } = await rasa.openReport({ memberId: people.jonas.id, month })
  const receiptIds: string[] = []
  for (const background of ['red', 'blue', 'green'].slice(0, receipts))
    receiptIds.push(await pileReceipt(server(), { roundId, background }))
  return { rasa, reportId, receiptIds }
}

test('over a slow line a new line is sent once, and nothing typed meanwhile goes elsewhere', async () => {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const { id: reportId } = await rasa.openReport({ memberId: people.ieva.id, month: '2026-08-01' })
  const line = await rasa.addLine({ reportId, merchant: 'Arbata', amountCents: 500, currency: 'EUR' })
  const page = await at('rasa', `/expenses/reports/${reportId}?new=1`, { language: 'en' })
  const { asked, go } = await slow(page, 'expenses/addLine')
  const field = (name: string) => fieldOf(page, name)
  await field('merchant').fill('Kava')
  await field('purpose').click()
  await page.keyboard.press('Enter')
  await asked
  const add = page.getByRole('button', { name: new RegExp(`^${t('expenses.reportPage.do.add')}`) })
  await add.and(page.locator('[data-loading]')).waitFor()
  await add.click({ force: true, timeout: 500 }).catch(() => {})
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

test('while a new line is sent the mouse chooses nothing either, and the focus stays', async () => {
  const { rasa, reportId } = await reportWith('2025-01-01', 0)
  const page = await at('rasa', `/expenses/reports/${reportId}?new=1`, { language: 'en' })
  const { asked, go } = await slow(page, 'expenses/addLine')
  await fieldOf(page, 'amountCents').fill('5')
  await fieldOf(page, 'merchant').fill('Kava')
  await page.keyboard.press('Enter')
  await asked
  const [category, spentOn] = [fieldOf(page, 'categoryId'), fieldOf(page, 'spentOn')]
  await page.getByRole('button', { name: t('expenses.reportPage.vat.add') }).click()
  await page.locator('[data-field="spentOn"]').getByRole('button').click()
  assert.ok(await hasFocus(page.locator('form[aria-label]').first()))
  assert.equal(await page.getByRole('textbox', { name: t('expenses.reportPage.vat.rate') }).count(), 0)
  assert.equal(await page.locator('table[aria-label]').count(), 0)
  await category.click()
  await page.getByRole('option').nth(1).click()
  assert.deepEqual([await category.inputValue(), await spentOn.inputValue()], ['', ''])
  go()
  // Whoever is at the form already fills the next one.
  await page.waitForFunction(() => !document.querySelector<HTMLInputElement>('[data-field="merchant"] input')?.value)
  await choose(page, t('expenses.reportPage.field.categoryId'), /./)
  assert.notEqual(await category.inputValue(), '')
  assert.match(page.url(), /new=/)
  assert.deepEqual(
    (await rasa.report({ reportId })).lines.map((line) => [line.merchant, line.categoryId, line.vat]),
    [['Kava', null, []]],
  )
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
  const { rasa, reportId, receiptIds } = await reportWith('2026-01-01', 2)
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
  const { rasa, reportId, receiptIds } = await reportWith('2026-02-01', 2)
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

test('a new line that is made under an open drawer leaves the focus in it and the page as it was', async () => {
  const { rasa, reportId } = await reportWith('2026-03-01', 0)
  const page = await at('rasa', `/expenses/reports/${reportId}?new=1`, { language: 'en' })
  const { go } = await slow(page, 'expenses/addLine')
  await fieldOf(page, 'merchant').fill('Kava')
  await fieldOf(page, 'merchant').press('Enter')
  await page.getByRole('button', { name: t('web.history.title'), exact: true }).click()
  const drawer = page.getByRole('dialog')
  await drawer.waitFor()
  await page.waitForFunction(() => document.activeElement?.closest('[role="dialog"]'))
  go()
  await page.locator('tbody tr', { hasText: 'Kava' }).waitFor()
  await page.waitForTimeout(400)
  assert.ok(await hasFocus(drawer))
  assert.match(page.url(), /new=1/)
  assert.equal((await rasa.report({ reportId })).lines.length, 1)
  await page.context().close()
})

test('a new line without a receipt is held until its reason is saved; whoever types meanwhile is left there', async () => {
  const { rasa, reportId } = await reportWith('2026-04-01', 0)
  const page = await at('rasa', `/expenses/reports/${reportId}?new=1`, { language: 'en' })
  const { go } = await slow(page, 'expenses/declareMissing')
  await fieldOf(page, 'merchant').fill('Kava')
  await fieldOf(page, 'amountCents').fill('5')
  await page.locator('[data-field="receipts"] textarea').first().fill('The machine prints none')
  await fieldOf(page, 'purpose').press('Enter')
  await page.locator('tbody tr', { hasText: 'Kava' }).waitFor()
  assert.equal(await fieldOf(page, 'merchant').inputValue(), 'Kava')
  await fieldOf(page, 'merchant').click()
  await page.keyboard.type('s')
  assert.equal(await fieldOf(page, 'merchant').inputValue(), 'Kava')
  go()
  await page.waitForFunction(() => !document.querySelector<HTMLInputElement>('[data-field="merchant"] input')?.value)
  await page.keyboard.type('mds')
  await page.waitForTimeout(400)
  assert.equal(await fieldOf(page, 'merchant').inputValue(), 'mds')
  assert.equal(await page.getByRole('dialog').count(), 0)
  const { lines } = await rasa.report({ reportId })
  assert.deepEqual(
    lines.map(({ missingReason }) => missingReason),
    ['The machine prints none'],
  )
  await page.context().close()
})

test('over a slow line one opens the keys and the palette while a new line is sent', async () => {
  const { reportId } = await reportWith('2026-05-01', 0)
  const page = await at('rasa', `/expenses/reports/${reportId}?new=1`, { language: 'en' })
  await slow(page, 'expenses/addLine')
  await fieldOf(page, 'merchant').fill('Kava')
  await fieldOf(page, 'merchant').press('Enter')
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await fieldOf(page, 'merchant').press('Escape')
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  await page.context().close()
})

test('one’s own second save goes on from the first, and is nobody else’s change', async () => {
  const { rasa, reportId } = await reportWith('2026-06-01', 0)
  const line = await rasa.addLine({ reportId, merchant: 'Kava', amountCents: 500, currency: 'EUR' })
  const page = await at('rasa', `/expenses/reports/${reportId}?line=${line.id}`, { language: 'en' })
  let calls = 0
  await page.route('**/rpc/expenses/changeLine', async (route) => {
    calls += 1
    await new Promise((go) => setTimeout(go, 900))
    await route.continue()
  })
  const purpose = fieldOf(page, 'purpose')
  await purpose.click()
  await page.keyboard.type('One')
  await page.keyboard.press('Enter')
  await page.keyboard.type(' two')
  await page.keyboard.press('Enter')
  await page.waitForTimeout(400)
  await page.getByRole('button', { name: /^Save/ }).first().click()
  for (let tries = 0; tries < 40 && (await rasa.report({ reportId })).lines[0]!.purpose !== 'One two'; tries += 1)
    await page.waitForTimeout(100)
  await page.waitForTimeout(1_200)
  assert.equal(await page.getByRole('dialog').count(), 0)
  assert.equal(await purpose.inputValue(), 'One two')
  assert.equal((await rasa.report({ reportId })).lines[0]!.purpose, 'One two')
  assert.equal(calls, 2)
  await page.context().close()
})

test('what was set aside from a dialog that was left moves nothing, and closes no other dialog', async () => {
  const { rasa, reportId, receiptIds } = await reportWith('2026-07-01', 3)
  const page = await at('rasa', `/expenses/reports/${reportId}?receipt=${receiptIds[0]}`, { language: 'en' })
  const { go } = await slow(page, 'expenses/setAside')
  const form = page.locator('form[aria-label]').first()
  await form.getByRole('button', { name: new RegExp(`^${t('expenses.reportPage.do.aside')}`) }).click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('textarea').fill('Private thing')
  await page.keyboard.press('Enter')
  await dialog.locator('[type="submit"][data-loading]').waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  await form.getByRole('button', { name: new RegExp(`^${t('expenses.reportPage.do.skip')}`) }).click()
  await page.waitForURL(new RegExp(receiptIds[1]!))
  await form.getByRole('button', { name: new RegExp(`^${t('expenses.reportPage.do.more')}`) }).click()
  await dialog.waitFor()
  go()
  await see(page, t('expenses.reportPage.done.aside'))
  await page.waitForTimeout(400)
  assert.ok(await dialog.isVisible())
  assert.match(page.url(), new RegExp(receiptIds[1]!))
  // The last receipt that could be chosen goes: the focus stays in the dialog.
  await rasa.setAside({ receiptId: receiptIds[2]!, why: 'Private' })
  await gone(dialog, t('expenses.reportPage.more.text'))
  assert.ok(await hasFocus(dialog))
  await page.context().close()
})

test('a line that is taken out twice over a slow line is taken out once', async () => {
  const { rasa, reportId } = await reportWith('2026-08-01', 0)
  const line = await rasa.addLine({ reportId, merchant: 'Kava', amountCents: 500, currency: 'EUR' })
  const page = await at('rasa', `/expenses/reports/${reportId}?line=${line.id}`, { language: 'en' })
  const { go } = await slow(page, 'expenses/removeLine')
  let calls = 0
  page.on('request', (request) => {
    if (request.url().includes('removeLine')) calls += 1
  })
  await page.locator('form[aria-label]').first().focus()
  await page.keyboard.press('Delete')
  await page.waitForTimeout(500)
  await page.keyboard.press('Delete')
  await page.waitForTimeout(200)
  go()
  await see(page, t('expenses.reportPage.done.removed'))
  assert.equal(calls, 1)
  await page.context().close()
})

test('the form of a changed line has the focus while it is saved to be split, and after its dialog', async () => {
  const { rasa, reportId } = await reportWith('2026-09-01', 0)
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

test('what lies under a question over a dialog takes neither focus nor keys', async () => {
  const { rasa, reportId } = await reportWith('2025-03-01', 0)
  const line = await rasa.addLine({ reportId, merchant: 'Kava', amountCents: 500, currency: 'EUR' })
  const page = await at('rasa', `/expenses/reports/${reportId}?line=${line.id}`, { language: 'en' })
  await page.locator('form[aria-label]').first().focus()
  await page.keyboard.press('s')
  const dialog = page.locator('[role="dialog"][aria-modal]')
  await dialog.getByLabel('Amount').first().fill('3')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Escape')
  await page.getByRole('alertdialog').waitFor()
  const isInert = () => dialog.evaluate((element) => element.closest('[inert]') !== null)
  assert.equal(await isInert(), true)
  await page.keyboard.press('Escape')
  await page.getByRole('alertdialog').waitFor({ state: 'hidden' })
  assert.equal(await isInert(), false)
  await page.context().close()
})
