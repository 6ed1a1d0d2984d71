import assert from 'node:assert/strict'
import { test } from 'node:test'
import { translate } from '#core/words.ts'
import { monthSteps } from '../month-steps.ts'
import { answeredLate, gone, isAnotherPress, press, see } from './act.ts'
import { servedOffice } from './served.ts'

const t = (key: string, params: Record<string, unknown> = {}) => translate('en', key, params as never)

const { server, at } = servedOffice()

/** Steps of a month of which a team's report is handed over. */
async function handed(month: string) {
  const { office, people } = server()
  const steps = monthSteps(() => ({ office, people, month }))
  const reportId = await steps.claim(people.jonas, 4_500)
  const { teamReportId, departmentReportId } = await steps.handOver(people.north)
  const path = `/expenses/department-reports/${departmentReportId}`
  const now = () => steps.by(people.vytautas).departmentReport({ departmentReportId })
  return { ...steps, people, reportId, teamReportId, departmentReportId, path, now }
}

test('a question whether to withdraw a query does not become one whether to accept an answer that nobody read', async () => {
  const { by, people, present, departmentReportId, path, now } = await handed('2025-02-01')
  await present(departmentReportId)
  const about = { departmentReportId, memberId: people.jonas.id, body: 'Private?' }
  const { id: queryId } = await by(people.vytautas).askQuery(about)
  const page = await at('vytautas', `${path}?at=person:${people.jonas.id}`, { language: 'en' })
  await press(page, t('expenses.review.withdraw'))
  const question = page.getByRole('alertdialog', { name: t('expenses.review.withdrawQueryTitle') })
  await question.waitFor()
  await by(people.rasa).answerQuery({ queryId, body: 'It was private, pay nothing.' })
  await see(question, t('web.confirm.changedTo', { now: t('expenses.review.acceptAnswerTitle') }))
  await press(question, t('expenses.review.withdraw'))
  await see(page, t('expenses.review.queryAnswered'))
  assert.equal((await now()).queries[0]!.state, 'answered')
  await page.context().close()
})

test('what is signed is the version that the question was opened with, and another is refused in it', async () => {
  const { people, claim, handOver, present, departmentReportId, path, now } = await handed('2025-03-01')
  await present(departmentReportId)
  const page = await at('vytautas', path, { language: 'en' })
  // Signed by a key only where that was chosen for it.
  const chosen = server()
    .office.db.updateTable('apiKey')
    .set({ rights: ['expenses.see', 'expenses.review'] })
  await chosen.where('memberId', '=', people.vytautas.id).execute()
  await press(page, t('expenses.review.approve'))
  const question = page.getByRole('dialog')
  await see(question, /under version 1\..*45\.00/)
  await claim(people.tomasz, 4_700)
  await handOver(people.south)
  await present(departmentReportId)
  const stands = t('expenses.review.standsNow', { version: 2, total: { cents: 9_200, currency: 'EUR' } })
  await see(question, t('web.confirm.changedTo', { now: stands }))
  await see(question, /under version 1\..*45\.00/)
  await press(question, t('expenses.review.sign'))
  await see(question.getByRole('alert'), t('expenses.review.newerVersion', { version: 2 }))
  assert.equal((await now()).approval, null)
  await page.context().close()
})

test('a question whether to sign stays and says so when what was to be signed is withdrawn', async () => {
  const { by, people, present, departmentReportId, path, now } = await handed('2025-06-01')
  await present(departmentReportId)
  const page = await at('vytautas', path, { language: 'en' })
  await press(page, t('expenses.review.approve'))
  const question = page.getByRole('dialog')
  await see(question, /under version 1\./)
  await by(people.daiva).withdrawPresentation({ departmentReportId, versionNumber: 1, why: 'A page is missing' })
  await see(question, t('web.confirm.changed'))
  await see(question, /under version 1\..*45\.00/)
  await press(question, t('web.cancel'))
  await gone(page, t('expenses.review.approve'))
  assert.equal((await now()).approval, null)
  await page.context().close()
})

test('who is missing when it is asked whether to go on without them is who it is gone on without', async () => {
  const { by, people, claim, handOver, teamReportId, path, now } = await handed('2025-04-01')
  await claim(people.tomasz, 4_700)
  await handOver(people.south)
  const page = await at('daiva', path, { language: 'en' })
  await press(page, t('expenses.review.present'))
  const question = page.getByRole('dialog', { name: t('expenses.review.askWithout') })
  await see(question, people.ieva.name)
  await by(people.rasa).takeBackTeamReport({ teamReportId })
  const { teams } = (await now()).missing.toPresent
  const names = teams.map(({ name }) => name)
  await see(question, t('web.confirm.changedTo', { now: t('expenses.review.missingNow', { n: 1, names }) }))
  await see(question.getByRole('listitem'), people.ieva.name)
  await press(question, t('expenses.review.presentWithout'))
  await see(question.getByRole('alert'), names[0]!)
  assert.equal((await now()).version, null)
  await page.context().close()
})

test('an answer to a question after which another was asked is refused with that, stays typed, and goes once it is read', async () => {
  const { by, people, present, reportId, departmentReportId, now } = await handed('2025-05-01')
  await present(departmentReportId)
  const about = { departmentReportId, memberId: people.jonas.id, body: 'Private?' }
  const { id: queryId } = await by(people.vytautas).askQuery(about)
  const page = await at('rasa', `/expenses/reports/${reportId}?query=${queryId}`, { language: 'en' })
  const answer = page.getByRole('textbox', { name: t('expenses.reportPage.query.answerLabel') })
  await answer.fill('A visit to a customer')
  await by(people.vytautas).askAgain({ queryId, body: 'And who paid the taxi?' })
  await see(page.getByRole('listitem'), 'And who paid the taxi?')
  const form = page.locator('form', { has: answer })
  await press(form, t('expenses.reportPage.query.answer'))
  const name = people.vytautas.name
  await see(form, t('expenses.review.saidMeanwhile.asked', { name, body: 'And who paid the taxi?' }))
  assert.equal(await answer.inputValue(), 'A visit to a customer')
  assert.equal((await now()).queries[0]!.state, 'asked')
  await isAnotherPress(page)
  await press(form, t('expenses.reportPage.query.answer'))
  await see(page, t('expenses.reportPage.done.answered'))
  await page.context().close()
})

test('one’s own answer whose reply is late is not told as another’s', async () => {
  const { by, people, present, reportId, departmentReportId } = await handed('2025-07-01')
  await present(departmentReportId)
  const about = { departmentReportId, memberId: people.jonas.id, body: 'Private?' }
  const { id: queryId } = await by(people.vytautas).askQuery(about)
  const page = await at('rasa', `/expenses/reports/${reportId}?query=${queryId}`, { language: 'en' })
  await page.getByRole('textbox', { name: t('expenses.reportPage.query.answerLabel') }).fill('A visit to a customer')
  const answering = await answeredLate(page, 'expenses/answerQuery')
  await press(page, t('expenses.reportPage.query.answer'))
  await answering.done
  // The page has heard that it is answered before the reply comes.
  await see(page, t('expenses.reportPage.query.answered'))
  await page.waitForTimeout(300)
  assert.equal(await page.getByText(t('expenses.reportPage.query.over')).count(), 0)
  answering.go()
  await see(page, t('expenses.reportPage.done.answered'))
  await page.context().close()
})

test('a question that comes before the late reply to one’s own answer can be answered', async () => {
  const { by, people, present, reportId, departmentReportId } = await handed('2025-08-01')
  await present(departmentReportId)
  const about = { departmentReportId, memberId: people.jonas.id, body: 'Private?' }
  const { id: queryId } = await by(people.vytautas).askQuery(about)
  const page = await at('rasa', `/expenses/reports/${reportId}?query=${queryId}`, { language: 'en' })
  const answer = page.getByRole('textbox', { name: t('expenses.reportPage.query.answerLabel') })
  await answer.fill('A visit to a customer')
  const answering = await answeredLate(page, 'expenses/answerQuery')
  await press(page, t('expenses.reportPage.query.answer'))
  await answering.done
  await by(people.vytautas).askAgain({ queryId, body: 'And who paid the taxi?' })
  await see(page.getByRole('listitem'), 'And who paid the taxi?')
  answering.go()
  await see(page, t('expenses.reportPage.done.answered'))
  await page.locator('form [type="submit"]:not([data-loading])').first().waitFor()
  assert.equal(await answer.inputValue(), '')
  await answer.fill('He did')
  await press(page, t('expenses.reportPage.query.answer'))
  await see(page.getByRole('listitem'), 'He did')
  await page.context().close()
})
