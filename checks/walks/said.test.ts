import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { translate } from '#core/words.ts'
import { monthSteps } from '../month-steps.ts'
import { press, see } from './act.ts'
import { servedOffice } from './served.ts'

let departmentReportId: string
let signedId: string
let openId: string
const { at: inOffice } = servedOffice(async ({ office, people }) => {
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
  const t = (key: string, params: Record<string, string | number> = {}) => translate(language, key, params)

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
    const free = page.getByLabel(t('expenses.collectPage.settings.policy.receiptFreeCents'))
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
}
