import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { translate } from '#core/words.ts'
import { as } from '../as.ts'
import { monthSteps } from '../month-steps.ts'
import { sentFile } from '../sent-file.ts'
import { smallPhoto } from '../small-photo.ts'
import { press, refuse, see } from './act.ts'
import { servedOffice } from './served.ts'

let signedId: string
let openId: string
let reportId: string
let askedLineId: string
let correctionId: string
const { server, at, pageOf } = servedOffice(async ({ office, people }) => {
  const steps = monthSteps(() => ({ office, people, month: '2026-03-01' }))
  await steps.claim(people.jonas, 4_000)
  signedId = (await steps.handOver(people.north)).departmentReportId
  await steps.sign(signedId)
  const next = monthSteps(() => ({ office, people, month: '2026-04-01' }))
  await next.claim(people.jonas, 4_000)
  openId = (await next.handOver(people.north)).departmentReportId
  await next.present(openId)
  const line = await office.db
    .selectFrom('expenseLine')
    .innerJoin('expenseReport', 'expenseReport.id', 'expenseLine.reportId')
    .select(['expenseLine.id', 'expenseLine.reportId'])
    .where('expenseReport.month', '=', '2026-04-01')
    .executeTakeFirstOrThrow()
  askedLineId = line.id
  reportId = line.reportId
})

const t = (key: string, params: Record<string, string | number> = {}) => translate('en', key, params)

async function isFocused(one: Locator, what: string): Promise<void> {
  for (let tries = 0; tries < 20; tries += 1) {
    if (await one.evaluate((element) => element === document.activeElement)) return
    await one.page().waitForTimeout(100)
  }
  const now = await one.page().evaluate(() => document.activeElement?.outerHTML.slice(0, 200))
  assert.fail(`${what}: the focus is at ${now}`)
}

/** Nothing is told in passing: what is refused stands where it was pressed. */
async function isSaidIn(scope: Page | Locator, text: string | RegExp): Promise<void> {
  await scope.locator('[role="alert"]', { hasText: text }).waitFor()
}

test('a figure that is opened gets the focus, and Esc gives it back to the figure', async () => {
  const page = await at('vytautas', `/expenses/department-reports/${openId}`, { language: 'en' })
  const cell = page.locator('[role="gridcell"][data-opens]').first()
  await cell.focus()
  await page.keyboard.press('Enter')
  await isFocused(page.locator('#lines-panel'), 'opened')
  await page.keyboard.press('Escape')
  await page.locator('#lines-panel').waitFor({ state: 'hidden' })
  await isFocused(cell, 'closed')
  await page.context().close()
})

test('Ctrl+Enter refuses a line, and Esc closes the boxes that ask and refuse', async () => {
  const page = await at('vytautas', `/expenses/department-reports/${openId}?at=line:${askedLineId}`, { language: 'en' })
  await press(page, t('expenses.review.ask'))
  await page.locator('form textarea').first().waitFor()
  await page.keyboard.press('Escape')
  await page.locator('form textarea').first().waitFor({ state: 'hidden' })
  await isFocused(page.getByRole('button', { name: t('expenses.review.ask'), exact: true }), 'asking closed')
  await press(page, t('expenses.review.refuse'))
  await page.getByLabel(t('expenses.review.whyRefuse')).waitFor()
  await page.keyboard.press('Escape')
  await page.getByLabel(t('expenses.review.whyRefuse')).waitFor({ state: 'hidden' })
  await see(page, t('expenses.review.lineCount', { n: 1 }))
  await press(page, t('expenses.review.refuse'))
  await page.getByLabel(t('expenses.review.whyRefuse')).fill('Twice')
  await page.keyboard.press('Control+Enter')
  await see(page, t('expenses.review.takeRefusalBack'))
  await press(page, t('expenses.review.takeRefusalBack'))
  await see(page, t('expenses.review.refuse'))
  await page.context().close()
})

test('a refused proposal of a correction is marked at the amount, which gets the focus', async () => {
  const page = await at('daiva', `/expenses/department-reports/${signedId}?at=person:${server().people.jonas.id}`, {
    language: 'en',
  })
  await press(page, t('expenses.review.proposeCorrection'))
  const amount = page.getByLabel(t('expenses.review.correctTo'))
  await amount.fill('9999')
  await page.getByLabel(t('expenses.review.correctWhy')).fill('Typed wrongly')
  await page.keyboard.press('Control+Enter')
  await isFocused(amount, 'refused')
  assert.equal(await amount.getAttribute('aria-invalid'), 'true')
  await amount.fill('30')
  await page.keyboard.press('Control+Enter')
  await see(page, t('expenses.review.correctionProposed'))
  const found = await server().office.db.selectFrom('expenseCorrection').select('id').executeTakeFirstOrThrow()
  correctionId = found.id
  await page.context().close()
})

test('what is refused in the head of a page and in a dialog stands there, and the focus stays on what was pressed', async () => {
  const { office, people } = server()
  const next = monthSteps(() => ({ office, people, month: '2026-05-01' }))
  await next.claim(people.jonas, 4_000)
  const made = await next.by(people.rasa).makeTeamReport({ teamId: people.north, month: '2026-05-01' })
  const page = await at('rasa', `/expenses/team-reports/${made.id}`, { language: 'en' })
  await refuse(page, 'handOverTeamReport')
  const handOver = page.getByRole('button', { name: t('expenses.review.handOver'), exact: true })
  await handOver.focus()
  await page.keyboard.press('Enter')
  await isSaidIn(page.locator('main header'), 'Not like this.')
  await isFocused(handOver, 'refused in the head')

  await page.goto('/expenses/reports')
  await refuse(page, 'openReport')
  await press(page, t('expenses.reportPage.open.title'))
  const dialog = page.getByRole('dialog')
  const person = dialog.getByRole('combobox', { name: t('expenses.list.reports.member') })
  await person.fill('azuolas')
  await person.press('Enter')
  const yes = dialog.getByRole('button', { name: t('expenses.reportPage.open.yes') })
  await yes.focus()
  await page.keyboard.press('Space')
  await isSaidIn(dialog, 'Not like this.')
  await isFocused(yes, 'refused in a dialog')
  await page.context().close()
})

test('the desk leads to the line that is asked about, and to the correction that is proposed', async () => {
  const { office, people } = server()
  const next = monthSteps(() => ({ office, people, month: '2026-04-01' }))
  await next.by(people.vytautas).askQuery({
    departmentReportId: openId,
    memberId: people.jonas.id,
    lineId: askedLineId,
    body: 'What for?',
  })
  const page = await at('rasa', '/', { language: 'en' })
  await page
    .getByRole('link', { name: /What for/ })
    .first()
    .click()
  await page.waitForURL(new RegExp(`/expenses/reports/${reportId}\\?query=`))
  await page.context().close()
  const manager = await at('vytautas', '/', { language: 'en' })
  await manager
    .getByRole('link', { name: /Typed wrongly/ })
    .first()
    .click()
  await manager.waitForURL(new RegExp(`correction=${correctionId}`))
  await isFocused(manager.locator('li', { hasText: 'Typed wrongly' }), 'arrived')
  await manager.context().close()
})

test('a question about what binds has the focus on the button that leaves it', async () => {
  const page = await at('vytautas', `/expenses/department-reports/${openId}`, { language: 'en' })
  await server().office.db.updateTable('expenseQuery').set({ state: 'settled' }).execute()
  await page.reload()
  await press(page, t('expenses.review.approve'))
  await isFocused(page.getByRole('dialog').getByRole('button', { name: t('web.cancel'), exact: true }), 'asked')
  await page.context().close()
})

test('only what can be done to the chosen payouts is offered', async () => {
  const page = await at('lina', `/expenses/department-reports/${signedId}/payouts`, { language: 'en' })
  await page.getByRole('row', { name: /Jonas/ }).first().getByRole('checkbox').click()
  await page.getByRole('button', { name: t('expenses.review.markPaid') }).waitFor()
  assert.equal(await page.getByRole('button', { name: t('expenses.review.takePaymentBack') }).count(), 0)
  await page.context().close()
})

test('an empty password that is refused gets the focus', async () => {
  const page = await pageOf(server().people.lina, { width: 390 })
  await page.context().setExtraHTTPHeaders({})
  await page.goto('/sign-in')
  await page.getByLabel(t('office.field.email')).fill('lina@north.example')
  await press(page, t('office.signIn.do'))
  await isFocused(page.locator('input[type="password"]'), 'empty')
  await page.context().close()
})

test('what is refused of what is chosen in the tray is said there', async () => {
  const { office, people } = server()
  const { receipt } = await as(office, people.rasa).expenses.addReceipt({
    file: sentFile(await smallPhoto()),
    teamId: people.north,
  })
  const page = await at('rasa', `/expenses/tray?open=${receipt.id}`, { language: 'en' })
  await refuse(page, 'attribute')
  await page.getByRole('button', { name: /Jonas Ąžuolas/ }).click()
  await isSaidIn(page.locator('fieldset'), 'Not like this.')
  await page.context().close()
})

test('a line of which nothing is known is refused in its form, and one without an amount has a dash', async () => {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const { id } = await rasa.openReport({ memberId: people.ieva.id, month: '2026-06-01' })
  await rasa.addLine({ reportId: id, merchant: 'Kava' })
  const page = await at('rasa', `/expenses/reports/${id}?new=1`, { language: 'en' })
  await press(page, new RegExp(`^${t('expenses.reportPage.do.add')}`))
  await isSaidIn(page.locator('form'), t('expenses.report.blankLine'))
  const row = page.locator('tbody tr', { hasText: 'Kava' })
  await row
    .getByRole('img', { name: t('expenses.reportPage.lines.noAmount') })
    .first()
    .waitFor()
  assert.equal(await page.locator('main').getByText('0.00').count(), 0)
  await page.context().close()
})
