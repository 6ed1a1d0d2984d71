import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { translate } from '#core/words.ts'
import { as } from '../as.ts'
import { monthSteps } from '../month-steps.ts'
import { pileReceipt } from '../pile-receipt.ts'
import { gone, isAnotherPress, press, see } from './act.ts'
import { servedOffice } from './served.ts'

const t = (key: string, params: Record<string, string | number> = {}) => translate('en', key, params)

const { server, at } = servedOffice()

async function roundIn(month: string) {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const { id: roundId, number } = await rasa.openRound({ teamId: people.north, month })
  return { rasa, roundId, number, people }
}

test('why receipts are set aside stays typed when another sorts the last of them, and is refused in words', async () => {
  const { rasa, roundId, people } = await roundIn('2026-09-01')
  const receiptId = await pileReceipt(server(), { roundId, background: 'red' })
  const seen = async () => [{ receiptId, version: (await rasa.receipt({ receiptId })).version }]
  await rasa.attribute({ receipts: await seen(), memberId: null })
  const page = await at('rasa', '/expenses/tray', { language: 'en' })
  await page.getByRole('button', { name: /^Set aside/ }).click()
  const dialog = page.getByRole('dialog')
  await page.keyboard.type('Not ')
  await rasa.attribute({ receipts: await seen(), memberId: people.jonas.id, roundId })
  await see(dialog, t('web.confirm.changedTo', { now: t('expenses.receipts.goneMeanwhile', { n: 1 }) }))
  await page.keyboard.type('ours')
  await press(dialog, t('expenses.receipts.setAside'))
  const { number } = await rasa.receipt({ receiptId })
  await see(dialog.getByRole('alert'), t('expenses.receiptIsNow', { number }))
  await isAnotherPress(page)
  await press(dialog, t('expenses.receipts.setAside'))
  await see(dialog, t('expenses.receipts.noneToSetAside'))
  assert.equal(await dialog.getByRole('textbox').inputValue(), 'Not ours')
  assert.equal((await rasa.receipt({ receiptId })).setAsideAt, null)
  await page.context().close()
})

test('what is typed to be expected stays on the board when another closes the round', async () => {
  const { rasa, roundId, number } = await roundIn('2026-10-01')
  const page = await at('rasa', `/expenses/rounds/${roundId}`, { language: 'en' })
  await page
    .getByRole('button', { name: t('expenses.expected.add') })
    .first()
    .click()
  const what = page.getByRole('textbox', { name: t('expenses.expected.what') })
  await what.waitFor()
  await page.keyboard.type('Hotel in ')
  await rasa.closeRound({ roundId })
  await see(page, t('web.confirm.changedTo', { now: t('expenses.board.closed') }))
  await page.keyboard.type('Lyon')
  await refusedHere(what, t('expenses.roundClosed', { number }), 'Hotel in Lyon')
  await rasa.reopenRound({ roundId })
  await gone(page, t('expenses.board.closed'))
  await sentNow(what)
  await page.getByRole('button', { name: /^Hotel in Lyon: / }).waitFor()
  await page.context().close()
})

test('what is typed on one’s own page stays when the round is closed, and says what one can do', async () => {
  const { rasa, roundId, number } = await roundIn('2026-11-01')
  const page = await at('jonas', '/my', { language: 'en' })
  const heading = page.getByRole('heading', { name: 'November 2026' })
  await press(page.locator('div', { has: heading }).last(), t('expenses.myPage.add.title'))
  const what = page.getByRole('textbox', { name: t('expenses.myPage.add.label') })
  await what.waitFor()
  await page.keyboard.type('Hotel in ')
  await rasa.closeRound({ roundId })
  await page.keyboard.type('Lyon')
  await refusedHere(what, t('expenses.roundClosedToYou', { number }), 'Hotel in Lyon')
  await see(page, t('expenses.myPage.missing.closed'))
  await press(page.locator('form', { has: what }), t('web.cancel'))
  await press(page.getByRole('alertdialog'), t('web.discard.yes'))
  await gone(page, t('expenses.myPage.missing.closed'))
  await page.waitForFunction(() => document.activeElement?.closest('#main'))
  await page.context().close()
})

test('why a receipt is lost stays typed when the round is closed: on one’s own page and by link', async () => {
  const { rasa, roundId, people } = await roundIn('2026-12-01')
  const { url } = await rasa.makeLink({ roundId, memberId: people.jonas.id })
  await rasa.addExpected({ roundId, memberId: people.jonas.id, what: 'Ferry' })
  const mine = await at('jonas', '/my', { language: 'en' })
  await press(mine.getByRole('listitem').filter({ hasText: 'Ferry' }), t('expenses.myPage.missing.lost'))
  const byLink = await at('jonas', new URL(url!).pathname)
  const item = byLink.getByRole('listitem').filter({ hasText: 'Ferry' })
  await press(item, t('expenses.byLink.haveNone'))
  for (const page of [mine, byLink]) await page.keyboard.type('Left in ')
  await rasa.closeRound({ roundId })
  // He hears of what is expected of him, not of rounds.
  const other = await roundIn('2027-01-01')
  await rasa.addExpected({ roundId: other.roundId, memberId: people.jonas.id, what: 'Train' })
  await see(mine, t('expenses.myPage.missing.closed'))
  await mine.keyboard.type('the taxi')
  assert.equal(await mine.getByRole('dialog').getByRole('textbox').inputValue(), 'Left in the taxi')
  await byLink.keyboard.type('the taxi')
  const why = item.getByRole('textbox')
  await press(item, t('expenses.byLink.declare'))
  await see(item.getByRole('alert'), t('expenses.link.closed'))
  await isRead(byLink)
  assert.equal(await byLink.getByText(t('expenses.link.closed')).count(), 1)
  assert.equal(await why.inputValue(), 'Left in the taxi')
  for (const page of [mine, byLink]) await page.context().close()
})

test('what is typed to ask further stays once the query is settled and the report approved, also after a reload', async () => {
  const { office, people } = server()
  const steps = monthSteps(() => ({ office, people, month: '2026-03-01' }))
  await steps.claim(people.jonas, 4_000)
  const { departmentReportId } = await steps.handOver(people.north)
  await steps.present(departmentReportId)
  const vytautas = steps.by(people.vytautas)
  const about = { departmentReportId, memberId: people.jonas.id, body: 'Private?' }
  const { id: queryId } = await vytautas.askQuery(about)
  const at0 = `/expenses/department-reports/${departmentReportId}?at=person:${people.jonas.id}`
  const page = await at('vytautas', at0, { language: 'en' })
  const box = page.getByRole('textbox', { name: t('expenses.review.askFurther') })
  await box.click()
  await page.keyboard.type('And who ')
  const { queries } = await vytautas.departmentReport({ departmentReportId })
  await vytautas.settleQuery({ queryId, version: queries[0]!.version })
  await see(page, t('expenses.review.queryOver'))
  await vytautas.approve(await steps.signingOf(departmentReportId))
  await page.getByRole('button', { name: t('expenses.review.approve') }).waitFor({ state: 'detached' })
  await page.keyboard.type('paid?')
  assert.equal(await box.inputValue(), 'And who paid?')
  await page.reload()
  await see(page, t('expenses.review.queryOver'))
  assert.equal(await box.inputValue(), 'And who paid?')
  await press(page, t('web.draft.discard'))
  await press(page.getByRole('alertdialog'), t('web.discard.yes'))
  await box.waitFor({ state: 'detached' })
  await page.context().close()
})

/** Sends the form of the field by Enter: it is refused there, and what is typed stays. */
async function refusedHere(field: Locator, words: string, typed: string): Promise<void> {
  await field.press('Enter')
  await see(form(field), words)
  await isRead(field.page())
  assert.equal(await field.inputValue(), typed)
}

async function sentNow(field: Locator): Promise<void> {
  await isAnotherPress(field.page())
  await field.press('Enter')
}

const form = (field: Locator) => field.page().locator('form', { has: field })

/** Waits until the page has been read anew after a refusal. */
async function isRead(page: Page): Promise<void> {
  await page.waitForTimeout(800)
}
