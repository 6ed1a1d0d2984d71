import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import type { Param } from '#core/refusal.ts'
import { translate } from '#core/words.ts'
import { monthSteps } from '../month-steps.ts'
import { press, see } from './act.ts'
import { servedOffice } from './served.ts'

let departmentReportId: string
let signedId: string
let openId: string
const { at: inOffice, server } = servedOffice(async ({ office, people }) => {
  const steps = monthSteps(() => ({ office, people, month: '2026-03-01' }))
  signedId = await steps.claim(people.jonas, 4_000)
  departmentReportId = (await steps.handOver(people.north)).departmentReportId
  await steps.sign(departmentReportId)
  openId = await monthSteps(() => ({ office, people, month: '2026-04-01' })).claim(people.ieva, 3_000)
})

const at = (who: Parameters<typeof inOffice>[0], path: string, look: Parameters<typeof inOffice>[2] = {}) =>
  inOffice(who, path, { language: 'en', ...look })

const hasFocus = (field: Locator) => field.evaluate((one) => one === document.activeElement)

/** No field by the name that programs know it by. */
async function namesNoField(page: Page): Promise<void> {
  assert.equal(await page.getByText(/[a-z](Cents|Day|Id|Percent)\b/).count(), 0)
}

for (const language of ['en', 'lt'] as const) {
  const t = (key: string, params: Record<string, Param> = {}) => translate(language, key, params)

  test(`a button pressed too early says at the field what is lacking (${language})`, async () => {
    const page = await at('rasa', `/expenses/reports/${openId}`, { language })
    await page.getByText('Parkomatas').first().click()
    await press(page, new RegExp(`^${t('expenses.reportPage.do.split')}`))
    const dialog = page.getByRole('dialog')
    await press(dialog, t('expenses.reportPage.split.yes', { n: 2 }))
    const amount = dialog.getByLabel(t('expenses.reportPage.split.amount'))
    await see(dialog, t('expenses.reportPage.split.noPart', { amount: '' }).slice(0, 12))
    assert.equal(await hasFocus(amount), true)
    await amount.fill('30')
    await press(dialog, t('expenses.reportPage.split.yes', { n: 2 }))
    await see(dialog, t('expenses.reportPage.split.noRest'))
    await page.context().close()
  })

  test(`what the duty chart and an API key lack is said (${language})`, async () => {
    const page = await at('administrator', '/me', { language })
    const name = page.getByLabel(t('office.me.keyName'))
    await name.fill('Till')
    await page.getByText(t('office.me.keyMayChosen'), { exact: true }).click()
    await press(page, t('office.me.makeKey'))
    await see(page, t('office.me.keyNoRights'))
    await page.context().close()
  })

  test(`a refused field says so where it stands, and nowhere by its inner name (${language})`, async () => {
    const page = await at('daiva', '/expenses/settings', { language })
    await press(page, t('web.save'))
    await see(page, t('web.form.unchanged'))
    const free = page.getByLabel(t('expenses.settings.policy.receiptFreeCents'))
    const refuse = (...fields: { field: string; message: string }[]) => {
      const { field, message } = fields[0]!
      const data = {
        defined: false,
        code: 'BAD_REQUEST',
        status: 400,
        message: `${field}: ${message}`,
        data: { fields },
      }
      return page.route(/changePolicy/, (route) =>
        route.fulfill({ status: 400, headers: { 'x-request-id': 'one' }, json: { json: data } }),
      )
    }
    await refuse({ field: 'receiptFreeCents', message: 'x0' })
    await free.fill('3.33')
    await free.press('Enter')
    await see(page, 'x0')
    assert.equal(await page.getByText('x0').count(), 1, 'at the field alone')
    assert.equal(await hasFocus(free), true)
    await namesNoField(page)
    // What stands nowhere on the page is told by its name in words, or by none.
    await refuse({ field: 'reason', message: 'x1' }, { field: 'hashOfSomeId', message: 'x2' })
    await free.fill('7')
    await free.press('Enter')
    await see(page, t('web.field.of', { field: t('expenses.field.reason'), why: 'x1' }))
    await see(page, t('web.field.unnamed', { why: 'x2' }))
    await namesNoField(page)
    await page.context().close()
  })

  test(`whoever would correct what is signed is led to it, or told who may (${language})`, async () => {
    for (const who of ['rasa', 'jonas'] as const) {
      const page = await at(who, `/expenses/reports/${signedId}`, { language })
      await page.getByText('Parkomatas').first().click()
      await see(page, t('expenses.review.correctedBy', { n: 1, names: 'Daiva Upė' }))
      await page.context().close()
    }
    const manager = await at('vytautas', `/expenses/department-reports/${departmentReportId}`, { language })
    await see(manager, t('expenses.review.correctedBy', { n: 1, names: 'Daiva Upė' }))
    await manager.context().close()
    const page = await at('daiva', `/expenses/reports/${signedId}`, { language })
    await page.getByText('Parkomatas').first().click()
    await page.getByRole('link', { name: t('expenses.review.proposeCorrection') }).click()
    await page.waitForURL(/department-reports/)
    await press(page, t('expenses.review.proposeCorrection'))
    await press(page, t('expenses.review.proposeCorrection'))
    await see(page, t('expenses.review.correctNothing'))
    await see(page, t('web.field.required'))
    await page.context().close()
  })

  test(`a correction that waits is the only one of its line; it is decided once that is asked, or with a reason (${language})`, async () => {
    const { office, people } = server()
    const steps = monthSteps(() => ({ office, people, month: language === 'en' ? '2025-03-01' : '2025-04-01' }))
    await steps.claim(people.jonas, 4_000)
    const { departmentReportId: id } = await steps.handOver(people.north)
    await steps.sign(id)
    const { lines } = await steps.by(people.daiva).departmentReport({ departmentReportId: id })
    const { lineId, reportId } = lines[0]!
    const propose = { departmentReportId: id, lineId, nowCents: 3_000, reason: 'Counted again' }
    await steps.by(people.daiva).proposeCorrection(propose)
    const now = { cents: 3_000, currency: 'EUR' }
    const was = { cents: 4_000, currency: 'EUR' }
    const waits = t('expenses.review.correctionWaits', { proposer: 'Daiva Upė', now })

    const manager = await at('vytautas', `/expenses/department-reports/${id}`, { language })
    // Deciding wants a key for which that right was chosen.
    await office.db
      .updateTable('apiKey')
      .set({ rights: ['expenses.see', 'expenses.review'] })
      .where('memberId', '=', people.vytautas.id)
      .execute()
    await press(manager, t('expenses.review.agree'))
    await see(manager.getByRole('alertdialog'), t('expenses.review.agreeTitle', { now, was }))
    const by = { cents: 1_000, currency: 'EUR' }
    const less = t('expenses.review.agreeLess', { name: people.jonas.name, merchant: 'Parkomatas', by })
    await see(manager.getByRole('alertdialog'), less)
    await press(manager.getByRole('alertdialog'), t('web.cancel'))
    await press(manager, t('expenses.review.turnDown'))
    const why = manager.getByRole('dialog')
    await press(why, t('expenses.review.turnDown'))
    await see(why, t('web.field.required'))

    const page = await at('daiva', `/expenses/department-reports/${id}?at=line:${lineId}`, { language })
    await page.locator(`#line-${lineId}`).waitFor()
    await see(page, waits)
    assert.equal(await page.getByRole('button', { name: t('expenses.review.proposeCorrection') }).count(), 0)
    await page.goto(`/expenses/reports/${reportId}`)
    await page.getByText('Parkomatas').first().click()
    await see(page, waits)

    await why.getByLabel(t('expenses.review.turnDownWhy')).fill('The receipt says 40')
    await press(why, t('expenses.review.turnDown'))
    await see(manager, t('expenses.review.correctionStates.turnedDown'))
    await manager.context().close()
    await page.goto('/')
    const seen = page.waitForResponse((answer) => answer.url().includes('seeCorrections'))
    await page.getByText('The receipt says 40').click()
    await page.waitForURL(/correction=/)
    await see(page, 'The receipt says 40')
    await seen
    await page.goto('/')
    await page.locator('main h1').first().waitFor()
    assert.equal(await page.getByText('The receipt says 40').count(), 0)
    await page.context().close()
  })
}
