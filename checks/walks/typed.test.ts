import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { GivenRight } from '#core/rights.ts'
import { translate } from '#core/words.ts'
import { monthSteps } from '../month-steps.ts'
import { choose, gone, isAnotherPress, press, see } from './act.ts'
import { servedOffice } from './served.ts'

let departmentReportId: string
const { server, at } = servedOffice(async ({ office, people }) => {
  const steps = monthSteps(() => ({ office, people, month: '2026-03-01' }))
  await steps.claim(people.jonas, 4_000)
  departmentReportId = (await steps.handOver(people.north)).departmentReportId
  await steps.sign(departmentReportId)
})

for (const language of ['en', 'lt'] as const) {
  const t = (key: string, params: Record<string, string | number> = {}) => translate(language, key, params)

  test(`what fits one choice is taken, and what fits none or several stays and says so (${language})`, async () => {
    const page = await at('rasa', '/expenses/reports', { language })
    await page
      .getByRole('button', { name: t('expenses.reportPage.open.title') })
      .first()
      .click()
    const dialog = page.getByRole('dialog')
    const person = dialog.getByRole('combobox', { name: t('expenses.list.reports.member') })
    for (const text of ['Nobody', 'a']) {
      await person.fill(text)
      await person.blur()
      await see(dialog, t('web.picker.none', { text }))
      assert.equal(await person.inputValue(), text)
    }
    await person.fill('azuolas')
    await person.blur()
    await gone(dialog, t('web.picker.none', { text: 'a' }))
    assert.equal(await person.inputValue(), 'Jonas Ąžuolas')
    // Chosen before, and something else typed since: neither is sent.
    await person.fill('Nobody')
    await press(dialog, t('expenses.reportPage.open.yes'))
    await see(dialog, t('web.picker.none', { text: 'Nobody' }))
    assert.match(page.url(), /\/expenses\/reports$/)
    await person.fill('ieva')
    await person.press('Enter')
    assert.equal(await person.inputValue(), 'Ieva Šimkutė')
    await press(dialog, t('expenses.reportPage.open.yes'))
    await page.waitForURL(/\/expenses\/reports\/./)
    await page.context().close()
  })

  test(`typing in a picker that was clicked replaces what is chosen there (${language})`, async () => {
    const page = await at('rasa', '/expenses/reports', { language })
    await page
      .getByRole('button', { name: t('expenses.reportPage.open.title') })
      .first()
      .click()
    const person = page.getByRole('dialog').getByRole('combobox', { name: t('expenses.list.reports.member') })
    await person.fill('azuolas')
    await person.press('Enter')
    assert.equal(await person.inputValue(), 'Jonas Ąžuolas')
    await person.blur()
    for (const [text, shown] of [
      ['ieva', 'Ieva Šimkutė'],
      ['jonas', 'Jonas Ąžuolas'],
    ] as const) {
      await person.click()
      await page.keyboard.type(text)
      assert.equal(await person.inputValue(), text)
      await page.keyboard.press('Enter')
      assert.equal(await person.inputValue(), shown)
      await isAnotherPress(page)
    }
    await page.context().close()
  })

  test(`a number beyond its bounds stays as it is typed and says them (${language})`, async () => {
    const page = await at('daiva', '/expenses/settings', { language })
    const day = page.getByLabel(t('expenses.settings.policy.dueDay'), { exact: true })
    const before = await day.inputValue()
    await day.fill('7')
    await day.fill('99')
    await day.blur()
    await see(page, t('web.field.bounds', { least: 1, most: 28 }))
    assert.equal(await day.inputValue(), '99')
    for (const text of ['2.5', '7,5', '1e1']) {
      await day.fill('7')
      await day.fill(text)
      await day.blur()
      await see(page, t('web.field.bounds', { least: 1, most: 28 }))
      assert.equal(await day.inputValue(), text)
    }
    await press(page, t('web.save'))
    assert.equal(await day.evaluate((field) => field === document.activeElement), true)
    await page.reload()
    assert.equal(await day.inputValue(), before)
    await page.context().close()
  })

  test(`a form says what it lacks in the person’s language, and not in the browser’s (${language})`, async () => {
    const page = await at('administrator', '/office/people', { language })
    await page
      .getByRole('button', { name: t('office.people.add') })
      .first()
      .click()
    const dialog = page.getByRole('dialog')
    const add = () => press(dialog, t('office.people.addDo'))
    await add()
    assert.equal(await dialog.getByText(t('web.field.required')).count(), 3)
    assert.equal(
      await dialog
        .locator('input:invalid')
        .evaluateAll((all) => all.some((one) => one.closest('form:not([novalidate])'))),
      false,
    )
    await dialog.getByRole('textbox', { name: t('office.field.name') }).fill('Nora Nauja')
    await dialog.getByRole('textbox', { name: t('office.field.email') }).fill('nora')
    await see(dialog, t('web.field.email', { text: 'nora' }))
    await dialog.getByRole('textbox', { name: t('office.field.email') }).fill(`nora.${language}@talka.example`)
    await choose(dialog, t('office.field.roles'), t('office.role.assistant'))
    await page.keyboard.press('Escape')
    await add()
    await page.getByRole('article').getByRole('heading', { name: 'Nora Nauja' }).waitFor()
    await page.context().close()
  })

  test(`what is typed is not thrown away unasked by Esc, by closing, by leaving or by a reload (${language})`, async () => {
    const page = await at('daiva', '/expenses/settings?tab=categories', { language })
    const open = () => press(page, t('expenses.settings.category.add'))
    const dialog = page.getByRole('dialog')
    const name = dialog.getByRole('textbox', { name: t('expenses.settings.category.nameEn') })
    const question = page.getByRole('alertdialog', { name: t('web.discard.title') })
    // Nothing typed: nothing asked.
    await open()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await open()
    await name.fill('Ferry')
    await page.keyboard.press('Escape')
    await question.waitFor()
    await page.keyboard.press('Escape')
    await question.waitFor({ state: 'hidden' })
    assert.equal(await name.inputValue(), 'Ferry')
    await press(dialog, t('web.close'))
    await press(question, t('web.discard.no'))
    const asked = new Promise<string>((told) =>
      page.once('dialog', (one) => {
        told(one.type())
        void one.dismiss()
      }),
    )
    await page.evaluate(() => setTimeout(() => location.reload()))
    assert.equal(await asked, 'beforeunload')
    await page.keyboard.press('Escape')
    await press(question, t('web.discard.yes'))
    await dialog.waitFor({ state: 'hidden' })

    // On a page of its own the form asks when somebody goes elsewhere, and does not once it is saved.
    await page.goto('/expenses/settings?tab=rates')
    const field = (name: string) => page.getByLabel(t(`expenses.settings.rate.${name}`, { currency: 'EUR' }))
    await field('currency').fill('PLN')
    await field('rate').fill('0.2353')
    const elsewhere = page
      .getByRole('navigation', { name: t('web.duties') })
      .getByRole('link')
      .first()
    await elsewhere.click()
    await press(question, t('web.discard.no'))
    assert.match(page.url(), /settings/)
    await field('source').fill('European Central Bank')
    await press(page, t('web.add'))
    await see(page, t('expenses.settings.saved'))
    await elsewhere.click()
    await page.waitForURL((url) => !url.pathname.includes('settings'))
    await page.context().close()
  })

  test(`a payout noted wrongly is taken back where it was noted (${language})`, async () => {
    const page = await at('lina', `/expenses/department-reports/${departmentReportId}/payouts`, { language })
    const rights: GivenRight[] = ['expenses.see', 'expenses.pay']
    const { office, people } = server()
    await office.db.updateTable('apiKey').set({ rights }).where('memberId', '=', people.lina.id).execute()
    await page.reload()
    const row = page.getByRole('row', { name: /Jonas/ })
    const choose = () => row.getByRole('checkbox').click()
    await row.waitFor()
    assert.match(await page.title(), /2026/)
    await choose()
    await press(page, t('expenses.review.markPaid'))
    await press(page.getByRole('dialog'), t('expenses.review.markPaid'))
    await row.getByText('Lina Rugelė').waitFor()
    await choose()
    await press(page, t('expenses.review.takePaymentBack'))
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(t('expenses.review.takePaymentBackWhy')).fill('From the wrong account')
    await press(dialog, t('expenses.review.takePaymentBack'))
    await row.getByText(t('expenses.review.toPay')).waitFor()
    await page.context().close()
  })

  test(`the page of a signed report says who signed it and when, and a wrong address that nothing is there (${language})`, async () => {
    const page = await at('vytautas', `/expenses/department-reports/${departmentReportId}`, { language })
    await see(page, new RegExp(`${language === 'en' ? 'Signed by' : 'Pasirašė'} Vytautas Girė, .*2026`))
    for (const path of ['department-reports/x', 'department-reports/x/payouts', 'team-reports/x', 'reports/x']) {
      await page.goto(`/expenses/${path}`)
      await see(page, t('web.notFound.text'))
      assert.equal(await page.getByText(t('web.trouble.invalid')).count(), 0, path)
    }
    await page.context().close()
  })
}
