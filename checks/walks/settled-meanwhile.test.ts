import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { translate } from '#core/words.ts'
import { as } from '../as.ts'
import { monthSteps } from '../month-steps.ts'
import { pileReceipt, reportWith } from '../pile-receipt.ts'
import { gone, press, see, slow } from './act.ts'
import { servedOffice } from './served.ts'

const t = (key: string, params: Record<string, string | number> = {}) => translate('en', key, params)

const { server, at } = servedOffice()

test('why something is turned down, lost or two purchases stays typed when another settles that item, and is refused in words', async () => {
  const { office, people } = server()
  const steps = monthSteps(() => ({ office, people, month: '2026-02-01' }))
  await steps.claim(people.jonas, 4_000)
  const { departmentReportId } = await steps.handOver(people.north)
  await steps.sign(departmentReportId)
  const { lines } = await steps.by(people.daiva).departmentReport({ departmentReportId })
  const about = { departmentReportId, lineId: lines[0]!.lineId, nowCents: 1_000, reason: 'Counted again' }
  const { id: correctionId } = await steps.by(people.daiva).proposeCorrection(about)
  const review = await at('vytautas', `/expenses/department-reports/${departmentReportId}`, { language: 'en' })
  await office.db
    .updateTable('apiKey')
    .set({ rights: ['expenses.see', 'expenses.review'] })
    .where('memberId', '=', people.vytautas.id)
    .execute()
  const turnDown = t('expenses.review.turnDown')
  await press(review, turnDown)
  await review.keyboard.type('The receipt ')
  await steps.by(people.vytautas).decideCorrection({ correctionId, agreed: true })
  await isTold(review)
  await review.keyboard.type('says so')
  await refusedInside(review, turnDown, 'The receipt says so', t('expenses.correction.decided'))
  await closedAt(review, `correction-${correctionId}`)

  const rasa = as(office, people.rasa).expenses
  const { id: roundId } = await rasa.openRound({ teamId: people.north, month: '2026-10-01' })
  const hotel = await rasa.addExpected({ roundId, memberId: people.jonas.id, what: 'Hotel in Lyon' })
  const mine = await at('jonas', '/my', { language: 'en' })
  const item = mine.getByRole('listitem').filter({ hasText: 'Hotel in Lyon' })
  await press(item, t('expenses.myPage.missing.lost'))
  await mine.keyboard.type('Left in ')
  await rasa.settleExpected({ expectedId: hotel.id, version: hotel.version, state: 'notNeeded' })
  await isTold(mine)
  await mine.keyboard.type('the taxi')
  await refusedInside(mine, t('expenses.reportPage.missing.yes'), 'Left in the taxi', /meanwhile|since|changed/i)
  await closedAt(mine, `expected-${hotel.id}`)
  const row = await office.db
    .selectFrom('expenseExpectedReceipt')
    .selectAll()
    .where('id', '=', hotel.id)
    .executeTakeFirst()
  assert.equal(row?.state, 'notNeeded')

  const pile = (background: string) => pileReceipt(server(), { roundId, background })
  const [oneId, otherId] = [await pile('white'), await pile('white')]
  for (const receiptId of [oneId, otherId]) {
    const { version } = await rasa.receipt({ receiptId })
    const same = { merchant: 'Kava', totalCents: 450, currency: 'EUR', spentOn: '2026-10-05' }
    await rasa.changeReceipt({ receiptId, version, ...same })
  }
  const tray = await at('rasa', '/expenses/tray?tab=twins', { language: 'en' })
  const [one, other] = [await rasa.receipt({ receiptId: oneId }), await rasa.receipt({ receiptId: otherId })]
  const pair = tray.locator('section').filter({ hasText: one.number }).filter({ hasText: other.number })
  await press(pair, t('expenses.twins.apart'))
  await tray.keyboard.type('Two ')
  await rasa.toldApart({ oneId, otherId, why: 'Two cups' })
  await isTold(tray)
  await tray.keyboard.type('coffees')
  await refusedInside(tray, t('expenses.twins.apart'), 'Two coffees', t('expenses.alreadyApart'))
  await tray.context().close()
})

test('an answer and a refusal stay typed when the query or the presentation is withdrawn, and are refused in words', async () => {
  const { office, people } = server()
  const steps = monthSteps(() => ({ office, people, month: '2026-08-01' }))
  const reportId = await steps.claim(people.jonas, 4_000)
  const { departmentReportId } = await steps.handOver(people.north)
  await steps.present(departmentReportId)
  const about = { departmentReportId, memberId: people.jonas.id, body: 'Private?' }
  const { id: queryId } = await steps.by(people.vytautas).askQuery(about)
  const page = await at('rasa', `/expenses/reports/${reportId}?query=${queryId}`, { language: 'en' })
  const answer = page.getByRole('textbox', { name: t('expenses.reportPage.query.answerLabel') })
  await answer.click()
  await page.keyboard.type('A visit ')
  const { queries } = await steps.by(people.vytautas).departmentReport({ departmentReportId })
  await steps.by(people.vytautas).settleQuery({ queryId, version: queries[0]!.version })
  await see(page, t('expenses.reportPage.query.over'))
  await page.keyboard.type('to Lyon')
  assert.equal(await answer.inputValue(), 'A visit to Lyon')
  await page.keyboard.press('Control+Enter')
  await see(page.locator('form', { has: answer }), t('expenses.review.alreadySettled'))
  await press(page, t('web.draft.discard'))
  await press(page.getByRole('alertdialog'), t('web.discard.yes'))
  await gone(page, t('expenses.reportPage.query.over'))
  await page.waitForFunction(() => document.activeElement?.closest('#main'))
  await page.context().close()

  const review = await at('vytautas', `/expenses/department-reports/${departmentReportId}?at=all`, { language: 'en' })
  await press(review, t('expenses.review.refuse'))
  const why = review.getByRole('textbox', { name: t('expenses.review.whyRefuse') })
  await review.keyboard.type('Not ')
  await steps.by(people.daiva).withdrawPresentation({ departmentReportId, why: 'A page is missing' })
  await gone(review, t('expenses.review.approve'))
  await review.keyboard.type('ours')
  assert.equal(await why.inputValue(), 'Not ours')
  await review.keyboard.press('Control+Enter')
  await see(review.locator('form', { has: why }), t('expenses.review.withdrawn', { version: 1 }))
  await gone(review, t('expenses.review.withdrawnSince'))
  await review.context().close()
})

test('a question that is answered with yes or no says so when another decides it', async () => {
  const { office, people } = server()
  const steps = monthSteps(() => ({ office, people, month: '2026-05-01' }))
  await steps.claim(people.jonas, 4_000)
  const { departmentReportId } = await steps.handOver(people.north)
  await steps.present(departmentReportId)
  const { id: queryId } = await steps
    .by(people.vytautas)
    .askQuery({ departmentReportId, memberId: people.jonas.id, body: 'Private?' })
  const at0 = `/expenses/department-reports/${departmentReportId}?at=person:${people.jonas.id}`
  const review = await at('vytautas', at0, { language: 'en' })
  await press(review, t('expenses.review.withdraw'))
  const title = t('expenses.review.withdrawQueryTitle')
  await review.getByRole('alertdialog', { name: title }).waitFor()
  const { queries } = await steps.by(people.vytautas).departmentReport({ departmentReportId })
  await steps.by(people.vytautas).settleQuery({ queryId, version: queries[0]!.version })
  await see(review, t('web.confirm.gone', { title }))
  await gone(review.getByRole('alertdialog'), title)
  await review.context().close()

  const { rasa, reportId, receiptIds } = await reportWith(server(), '2026-09-01', 1)
  const receiptId = receiptIds[0]!
  const half = (x: number) => ({ box: { page: 0, x, y: 0, width: 0.5, height: 1 } })
  const reading = JSON.stringify({ warnings: [], engines: [], parts: [half(0), half(0.5)] })
  await office.db
    .updateTable('expenseReceipt')
    .set({ reading, readingState: 'read' })
    .where('id', '=', receiptId)
    .execute()
  const page = await at('rasa', `/expenses/reports/${reportId}?receipt=${receiptId}`, { language: 'en' })
  const decided = page.getByText(t('expenses.parts.decided'))
  const one = page.getByRole('button', { name: t('expenses.parts.one') })
  await one.click()
  await see(page, t('expenses.parts.oneDone'))
  assert.equal(await decided.count(), 0)
  await one.waitFor({ state: 'hidden' })
  await rasa.sayOneReceipt({ receiptId, isOne: false })
  await one.waitFor()
  await rasa.sayOneReceipt({ receiptId })
  await decided.waitFor()
  await page.context().close()
})

test('what is typed on while a question is being sent stays in its box', async () => {
  const { office, people } = server()
  const steps = monthSteps(() => ({ office, people, month: '2026-04-01' }))
  await steps.claim(people.jonas, 4_000)
  const { departmentReportId } = await steps.handOver(people.north)
  await steps.present(departmentReportId)
  const at0 = `/expenses/department-reports/${departmentReportId}?at=person:${people.jonas.id}`
  const page = await at('vytautas', at0, { language: 'en' })
  await press(page, t('expenses.review.ask'))
  const box = page.getByRole('textbox', { name: /^Ask about/ })
  await page.keyboard.type('Private?')
  const asking = await slow(page, 'expenses/askQuery')
  await page.keyboard.press('Control+Enter')
  await asking.asked
  await page.keyboard.type(' And the second line?')
  asking.go()
  await see(page, t('expenses.review.askedDone'))
  assert.equal(await box.inputValue(), 'And the second line?')
  await page.context().close()
})

/** Waits until what another did has reached the page. */
async function isTold(page: Page): Promise<void> {
  await page.waitForTimeout(1_500)
  await page.getByRole('dialog').waitFor({ timeout: 1_000 })
}

/** Sends the dialog that is open: what is typed in it stays, and the refusal stands in it. */
async function refusedInside(page: Page, send: string, typed: string, words: string | RegExp): Promise<void> {
  const dialog = page.getByRole('dialog')
  const field = dialog.getByRole('textbox')
  assert.equal(await field.inputValue(), typed)
  await press(dialog, send)
  await see(dialog.getByRole('alert'), words)
  assert.equal(await field.inputValue(), typed)
}

/** Leaves the dialog: the focus is on the item it was about. */
async function closedAt(page: Page, id: string): Promise<void> {
  await press(page.getByRole('dialog'), t('web.cancel'))
  await press(page.getByRole('alertdialog'), t('web.discard.yes'))
  await page.waitForFunction((wanted) => document.activeElement?.id === wanted, id)
  await page.context().close()
}
