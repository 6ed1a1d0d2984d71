import assert from 'node:assert/strict'
import { test } from 'node:test'
import { today } from '#core/clock.ts'
import type { GivenRight } from '#core/rights.ts'
import { translate } from '#core/words.ts'
import { as } from '../as.ts'
import { monthSteps } from '../month-steps.ts'
import { pileReceipt } from '../pile-receipt.ts'
import { runJobs } from '../run-jobs.ts'
import { press, refuse, see, slow } from './act.ts'
import { servedOffice } from './served.ts'

const t = (key: string, params: Record<string, string | number> = {}) => translate('en', key, params)

let signedId: string
const { server, at } = servedOffice(async ({ office, people }) => {
  const steps = monthSteps(() => ({ office, people, month: '2026-03-01' }))
  await steps.claim(people.jonas, 4_000)
  await steps.claim(people.ieva, 3_000)
  await steps.claim(people.tomasz, 2_000)
  await steps.handOver(people.south)
  signedId = (await steps.handOver(people.north)).departmentReportId
  await steps.sign(signedId)
})

test('each row that is ticked with the mouse stays ticked, and each that is unticked stays out', async () => {
  const page = await at('lina', `/expenses/department-reports/${signedId}/payouts`, { language: 'en' })
  const ticks = page.locator('[id^="row-"] input[type="checkbox"]')
  await ticks.nth(2).waitFor()
  const ticked = () => ticks.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).checked))
  for (const nth of [0, 1, 2]) await ticks.nth(nth).click()
  assert.deepEqual(await ticked(), [true, true, true])
  for (const nth of [0, 2]) await ticks.nth(nth).click()
  assert.deepEqual(await ticked(), [false, true, false])
  await page.context().close()
})

test('who notes payouts that another has noted meanwhile is told whose they are until that is closed', async () => {
  const { office, people } = server()
  const page = await at('lina', `/expenses/department-reports/${signedId}/payouts`, { language: 'en' })
  const rights: GivenRight[] = ['expenses.see', 'expenses.pay']
  await office.db.updateTable('apiKey').set({ rights }).where('memberId', '=', people.lina.id).execute()
  const ticks = page.locator('[id^="row-"] input[type="checkbox"]')
  for (const nth of [0, 1]) await ticks.nth(nth).click()
  await press(page, t('expenses.review.markPaid'))
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  const id = (await page.locator('[id^="row-"]').first().getAttribute('id'))!.slice(4)
  const paidOn = today('Europe/Vilnius')
  await as(office, people.lina).expenses.markPaid({ departmentReportId: signedId, payoutIds: [id], paidOn })
  await press(dialog, t('expenses.review.markPaid'))
  const { payouts } = await as(office, people.lina).expenses.payouts({ departmentReportId: signedId })
  const { name } = payouts.find((one) => one.id === id)!.member
  const warning = page.getByText(new RegExp(`Noted: 1 of 2\\. .* as paid already: ${name}\\.`))
  await warning.waitFor()
  await new Promise((resolve) => setTimeout(resolve, 5000))
  assert.ok(await warning.isVisible())
  await page.getByRole('button', { name: t('web.close') }).click()
  await warning.waitFor({ state: 'hidden' })
  await page.context().close()
})

test('a double press on a page that is slow to answer is one', async () => {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const { id: reportId } = await rasa.openReport({ memberId: people.ieva.id, month: '2026-06-01' })
  const page = await at('rasa', `/expenses/reports/${reportId}?new=1`, { language: 'en' })
  await page.locator('[data-field="merchant"] input').first().fill('Kava')
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: 8 })
  await page.getByRole('button', { name: new RegExp(`^${t('expenses.reportPage.do.add')}`) }).dblclick()
  await page.locator('tbody tr', { hasText: 'Kava' }).first().waitFor()
  await page.waitForLoadState('networkidle').catch(() => {})
  assert.equal((await rasa.report({ reportId })).lines.length, 1)
  await page.context().close()
})

test('a rate that is sent by Enter stands as it was taken, and asks nothing when one leaves', async () => {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const { id: reportId } = await rasa.openReport({ memberId: people.jonas.id, month: '2026-06-01' })
  const line = { reportId, merchant: 'Kava', spentOn: '2026-06-12', amountCents: 1_000, currency: 'MYR' }
  const { id } = await rasa.addLine(line)
  const page = await at('rasa', `/expenses/reports/${reportId}?line=${id}`, { language: 'en' })
  const rate = page.locator('[data-field="rate"] input').first()
  await rate.fill('0,2353')
  await rate.press('Enter')
  await see(page, t('expenses.reportPage.done.saved'))
  assert.equal(await rate.inputValue(), '0.2353')
  await page
    .getByRole('navigation', { name: t('web.duties') })
    .getByRole('link')
    .first()
    .click()
  await page.waitForURL((url) => !url.pathname.includes(reportId))
  await page.context().close()
})

test('a budget that cannot be is marked in its field; Esc gives up what was typed there, and a reload asks', async () => {
  const page = await at('daiva', '/expenses/settings?tab=budgets', { language: 'en' })
  const field = page.locator('table[data-grid] input').first()
  await field.fill('-5')
  await field.press('Enter')
  await page.locator('table[data-grid] input[aria-invalid="true"]').waitFor()
  await field.fill('500')
  await field.press('Escape')
  assert.equal(await field.inputValue(), '')
  await field.fill('300')
  const asked = page.waitForEvent('dialog')
  void page.reload().catch(() => {})
  await (await asked).dismiss()
  assert.equal(await field.inputValue(), '300')
  await page.context().close()
})

test('a paper that somebody else has made is offered in the open menu once it is ready', async () => {
  const { office, people } = server()
  const { fileName } = await as(office, people.vytautas).expenses.makePaper({
    departmentReportId: signedId,
    kind: 'csv',
  })
  const page = await at('daiva', `/expenses/department-reports/${signedId}`, { language: 'en' })
  const refused: string[] = []
  page.on('response', (answer) => answer.status() === 404 && refused.push(answer.url()))
  await press(page, t('expenses.papers.papers'))
  await see(page, t('expenses.papers.making'))
  await runJobs(server())
  await page.getByRole('menuitem', { name: fileName }).and(page.locator('a')).waitFor()
  assert.deepEqual(refused, [])

  await as(office, people.vytautas).expenses.makePaper({ departmentReportId: signedId, kind: 'xlsx' })
  await office.db.updateTable('job').set({ state: 'failed' }).where('state', '=', 'waiting').execute()
  await page.getByRole('menuitem', { name: t('expenses.papers.failed') }).waitFor()
  await page.context().close()
})

test('the dialog of a cover has the focus, and a line that another has changed is asked about before it ends', async () => {
  const { office, people } = server()
  const page = await at('administrator', '/office/chart', { language: 'en' })
  const bar = () => page.getByRole('button', { name: new RegExp(people.rasa.name) }).first()
  await bar().press('Enter')
  await page.getByRole('button', { name: t('office.chart.arrangeCover') }).press('Space')
  await page.getByRole('dialog', { name: t('office.chart.coverTitle', { name: people.rasa.name }) }).waitFor()
  await page.waitForFunction(() => document.activeElement?.closest('[role="dialog"]'))
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await bar().press('Enter')
  const { office: chart } = as(office, people.administrator)
  const lines = (await chart.chart({})).rows.flatMap((row) => row.lines)
  const line = lines.find(({ memberId }) => memberId === people.rasa.id)!
  await chart.changeAssignment({ assignmentId: line.id, version: line.version, toDay: '2099-12-31' })
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('office.chart.endToday') })
    .click()
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: t('office.chart.endToday') })
    .click()
  await page.getByRole('alertdialog').getByText(/2099/).first().waitFor()
  await page.context().close()
})

test('a form is sent once until that has ended, whatever is pressed', async () => {
  const page = await at('daiva', '/expenses/settings?tab=categories', { language: 'en' })
  const { go } = await slow(page, 'expenses/addCategory')
  let calls = 0
  page.on('request', (request) => {
    if (request.url().includes('addCategory')) calls += 1
  })
  await press(page, t('expenses.settings.category.add'))
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').nth(0).fill('Books')
  await dialog.getByRole('textbox').nth(1).fill('Knygos')
  for (const _ of ['once', 'again']) {
    await page.keyboard.press('Control+Enter')
    await page.waitForTimeout(400)
  }
  go()
  await dialog.waitFor({ state: 'hidden' })
  assert.equal(calls, 1)
  await page.context().close()
})

test('a reason is sent once, and its button shows that it is under way', async () => {
  const { office, people } = server()
  const steps = monthSteps(() => ({ office, people, month: '2026-04-01' }))
  await steps.claim(people.jonas, 4_000)
  const { departmentReportId } = await steps.handOver(people.north)
  await steps.present(departmentReportId)
  const page = await at('daiva', `/expenses/department-reports/${departmentReportId}`, { language: 'en' })
  const { go } = await slow(page, 'expenses/withdrawPresentation')
  await press(page, t('expenses.review.withdrawPresentation'))
  const dialog = page.getByRole('dialog')
  await dialog.locator('textarea').fill('One is missing')
  for (const _ of ['once', 'again']) {
    await page.keyboard.press('Enter')
    await page.waitForTimeout(400)
  }
  await dialog.locator('[type="submit"][data-loading]').waitFor()
  go()
  await see(page, t('expenses.review.withdrawDone'))
  await page.waitForTimeout(400)
  assert.equal(
    await page
      .locator('[role="alert"]')
      .filter({ hasText: /presented/ })
      .count(),
    0,
  )
  await page.context().close()
})

test('a reason that is refused stays in its dialog, which says why', async () => {
  const { office, people } = server()
  const { id: roundId } = await as(office, people.rasa).expenses.openRound({
    teamId: people.north,
    month: '2026-05-01',
  })
  const id = await pileReceipt(server(), { roundId, background: 'red' })
  const page = await at('rasa', `/expenses/receipts?open=${id}`, { language: 'en' })
  await refuse(page, 'setAside')
  await page
    .locator('main')
    .getByRole('button', { name: t('web.more') })
    .first()
    .click()
  await page.getByRole('menuitem', { name: t('expenses.receipts.setAside') }).click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('textarea').fill('A long reason')
  await page.keyboard.press('Enter')
  await dialog.getByRole('alert').filter({ hasText: 'Not like this.' }).waitFor()
  assert.equal(await dialog.locator('textarea').inputValue(), 'A long reason')
  await page.unroute(/\/setAside/)
  await press(dialog, t('expenses.receipts.setAside'))
  await see(page, t('expenses.receipts.setAsideDone', { count: 1 }))
  await page.context().close()
})
