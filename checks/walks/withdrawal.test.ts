import assert from 'node:assert/strict'
import { test } from 'node:test'
import { translate } from '#core/words.ts'
import { monthSteps } from '../month-steps.ts'
import { deaf, press, see, slow } from './act.ts'
import { servedOffice } from './served.ts'

const t = (key: string, params: Record<string, string | number> = {}) => translate('en', key, params)

const { server, at } = servedOffice()

/** A month of the department that lies before the senior manager. */
async function presented(month: string) {
  const { office, people } = server()
  const steps = monthSteps(() => ({ office, people, month }))
  await steps.claim(people.jonas, 4_000)
  const { departmentReportId } = await steps.handOver(people.north)
  await steps.present(departmentReportId)
  return { ...steps, people, departmentReportId }
}

test('of a page that hears nothing why a presentation is withdrawn counts for the version that is shown once it was refused', async () => {
  const { by, departmentReportId, present, people } = await presented('2026-09-01')
  const page = await deaf(await at('daiva', `/expenses/department-reports/${departmentReportId}`, { language: 'en' }))
  await press(page, t('expenses.review.withdrawPresentation'))
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('A page is missing')
  await by(people.daiva).withdrawPresentation({ departmentReportId, why: 'Another page' })
  await present(departmentReportId)
  await press(dialog, t('expenses.review.withdrawPresentation'))
  await see(dialog, t('expenses.review.newerVersion', { version: 2 }))
  await press(dialog, t('expenses.review.withdrawPresentation'))
  await see(page, t('expenses.review.withdrawDone'))
  assert.equal((await by(people.daiva).departmentReport({ departmentReportId })).withdrawn?.why, 'A page is missing')
  await page.context().close()
})

test('nothing is typed into a reason while it is sent that would be lost with its dialog', async () => {
  const { by, people, departmentReportId } = await presented('2026-08-01')
  const page = await at('daiva', `/expenses/department-reports/${departmentReportId}`, { language: 'en' })
  await press(page, t('expenses.review.withdrawPresentation'))
  const field = page.getByRole('dialog').getByRole('textbox')
  await field.fill('A page is missing')
  const sending = await slow(page, 'expenses/withdrawPresentation')
  await page.keyboard.press('Control+Enter')
  await sending.asked
  await page.keyboard.type(' of the hotel')
  assert.equal(await field.inputValue(), 'A page is missing')
  sending.go()
  await see(page, t('expenses.review.withdrawDone'))
  assert.equal((await by(people.daiva).departmentReport({ departmentReportId })).withdrawn?.why, 'A page is missing')
  await page.context().close()
})
