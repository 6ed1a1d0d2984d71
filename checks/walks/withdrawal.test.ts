import assert from 'node:assert/strict'
import { test } from 'node:test'
import { today } from '#core/clock.ts'
import { decimalText } from '#core/money.ts'
import type { GivenRight } from '#core/rights.ts'
import { translate } from '#core/words.ts'
import { monthSteps } from '../month-steps.ts'
import { deaf, isAnotherPress, press, see, slow } from './act.ts'
import { servedOffice } from './served.ts'

const t = (key: string, params: Record<string, string | number> = {}) => translate('en', key, params)

const { server, at } = servedOffice()

/** A month of two reports that the department combines. */
async function handed(month: string) {
  const { office, people } = server()
  const steps = monthSteps(() => ({ office, people, month }))
  await steps.claim(people.jonas, 4_000)
  await steps.claim(people.ieva, 5_000)
  const { departmentReportId } = await steps.handOver(people.north)
  return { ...steps, people, departmentReportId }
}

/** One that lies before the senior manager. */
async function presented(month: string) {
  const steps = await handed(month)
  await steps.present(steps.departmentReportId)
  return steps
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

test('of what is approved meanwhile nothing is withdrawn, and the dialog says so while the reason stays', async () => {
  const { by, departmentReportId, signingOf, people } = await presented('2026-07-01')
  const page = await deaf(await at('daiva', `/expenses/department-reports/${departmentReportId}`, { language: 'en' }))
  await press(page, t('expenses.review.withdrawPresentation'))
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('A page is missing')
  await by(people.vytautas).approve(await signingOf(departmentReportId))
  await press(dialog, t('expenses.review.withdrawPresentation'))
  await see(dialog.getByRole('alert'), /approved/)
  await isAnotherPress(page)
  await press(dialog, t('expenses.review.withdrawPresentation'))
  await see(dialog, t('expenses.review.noneToWithdraw'))
  const { number } = await by(people.daiva).departmentReport({ departmentReportId })
  await see(dialog, t('expenses.review.withdrawTitle', { number, version: 1 }))
  assert.equal(await dialog.getByRole('textbox').inputValue(), 'A page is missing')
  await page.context().close()
})

test('payments that are taken back by another meanwhile are counted no more, and with none left the dialog says so', async () => {
  const { by, departmentReportId, sign, people } = await handed('2026-06-01')
  await sign(departmentReportId)
  const lina = by(people.lina)
  const { payouts } = await lina.payouts({ departmentReportId })
  const payoutIds = payouts.map(({ id }) => id)
  await lina.markPaid({ departmentReportId, payoutIds, paidOn: today('Europe/Vilnius') })
  const page = await at('lina', `/expenses/department-reports/${departmentReportId}/payouts`, { language: 'en' })
  const rights: GivenRight[] = ['expenses.see', 'expenses.pay']
  await server().office.db.updateTable('apiKey').set({ rights }).where('memberId', '=', people.lina.id).execute()
  await page.getByRole('checkbox').first().check()
  await press(page, t('expenses.review.takePaymentBack'))
  const dialog = page.getByRole('dialog')
  await see(dialog, /90\.00/)
  await dialog.getByRole('textbox').fill('Paid from the wrong account')
  const takenBack = async (id: string) => {
    const { paidAt } = (await lina.payouts({ departmentReportId })).payouts.find((one) => one.id === id)!
    await lina.takePaymentBack({ departmentReportId, payments: [{ payoutId: id, paidAt: paidAt! }], why: 'Not him' })
  }
  const pressOnce = async () => {
    await press(dialog, t('expenses.review.takePaymentBack'))
    await isAnotherPress(page)
  }
  const [first, second] = payouts
  await takenBack(first!.id)
  await pressOnce()
  await see(dialog.getByRole('alert'), first!.member.name)
  await see(dialog, decimalText(second!.cents, 'EUR'))
  await takenBack(second!.id)
  await pressOnce()
  await see(dialog.getByRole('alert'), second!.member.name)
  await pressOnce()
  await see(dialog, t('expenses.review.noneToTakeBack'))
  assert.equal(await dialog.getByRole('textbox').inputValue(), 'Paid from the wrong account')
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
