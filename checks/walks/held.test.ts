import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator } from 'playwright-core'
import { translate } from '#core/words.ts'
import { as } from '../as.ts'
import { monthSteps } from '../month-steps.ts'
import { reportWith } from '../pile-receipt.ts'
import { fieldOf, gone, hasFocus, isAnotherPress, press, refusedLate, see, slow } from './act.ts'
import { servedOffice } from './served.ts'

const t = (key: string, params: Record<string, string | number> = {}) => translate('en', key, params)

let departmentReportId: string
const { server, at } = servedOffice(async ({ people }) => {
  await claim(people.jonas, 4_000)
  departmentReportId = (await handOver(people.north)).departmentReportId
  await present(departmentReportId)
})
const { claim, handOver, present } = monthSteps(() => ({ ...server(), month: '2026-08-01' }))

/** What an input method does: it shows what is being composed, and then puts the words there. */
async function compose(field: Locator, text: string, isSent = true) {
  const session = await field.page().context().newCDPSession(field.page())
  await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
  if (isSent) await session.send('Input.insertText', { text })
  await session.detach()
}

test('while a category is being saved nothing of it is changed by a press, a key or an input method, and what had the focus has it', async () => {
  const { office, people } = server()
  const taxi = async () =>
    (await as(office, people.daiva).expenses.categories({})).items.find((one) => one.code === 'taxi')!
  const before = await taxi()
  const page = await at('daiva', '/expenses/settings?tab=categories', { language: 'en' })
  await press(page, before.nameEn)
  const dialog = page.getByRole('dialog')
  const { asked, go } = await slow(page, 'expenses/changeCategory')
  const account = dialog.getByLabel(t('expenses.settings.category.account'))
  await account.fill('6311')
  await press(dialog, t('web.save'))
  await asked
  await see(page.getByRole('status'), t('web.sending'))
  assert.ok(await hasFocus(dialog.locator('[type="submit"]')))
  const tick = dialog.getByRole('checkbox')
  await tick.click({ force: true })
  await tick.press('Space')
  const position = dialog.getByLabel(t('expenses.settings.category.position'))
  await position.press('ArrowUp')
  await position.press('Control+ArrowUp')
  await account.focus()
  await page.keyboard.type('9')
  await compose(account, '99')
  assert.deepEqual(
    [await tick.isChecked(), await position.inputValue(), await account.inputValue()],
    [before.needsCustomer, String(before.position), '6311'],
  )
  assert.ok(await hasFocus(account))
  go()
  await dialog.waitFor({ state: 'detached' })
  const { account: stored, needsCustomer, position: placed } = await taxi()
  assert.deepEqual([stored, needsCustomer, placed], ['6311', before.needsCustomer, before.position])
  await page.context().close()
})

test('what an input method is composing as the form is sent does not change it', async () => {
  const page = await at('daiva', '/expenses/settings?tab=categories', { language: 'en' })
  await press(page, t('expenses.settings.category.add'))
  const dialog = page.getByRole('dialog')
  const { asked, go } = await refusedLate(page, 'addCategory')
  const [english, lithuanian] = [dialog.getByRole('textbox').first(), dialog.getByRole('textbox').nth(1)]
  await english.fill('Ferry')
  await lithuanian.fill('Keltas')
  await compose(lithuanian, 'as', false)
  await dialog.locator('form').evaluate((form: HTMLFormElement) => form.requestSubmit())
  await asked
  const sent = await lithuanian.inputValue()
  await compose(lithuanian, 'asas')
  assert.equal(await lithuanian.inputValue(), sent)
  go()
  await see(dialog.getByRole('alert'), 'Not like this.')
  await lithuanian.fill('Keltai')
  await page.context().close()
})

test('while it is recorded who was told, neither the way nor the day is another', async () => {
  const { office, people } = server()
  const daiva = as(office, people.daiva).expenses
  const { draft } = await daiva.procedure({})
  const { version } = await daiva.draftProcedure({ bodyEn: 'A', bodyLt: 'B', ...(draft && { version: draft.version }) })
  await daiva.publishProcedure({ version })
  const page = await at('rasa', '/expenses/procedure?tab=people', { language: 'en' })
  await page.getByRole('row', { name: /Ieva/ }).getByRole('checkbox').click()
  await page
    .getByRole('button', { name: t('expenses.procedure.told') })
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  const { asked, go } = await slow(page, 'expenses/recordInformed')
  const day = dialog.getByRole('textbox').first()
  const typed = await day.inputValue()
  await press(dialog, t('expenses.procedure.record'))
  await asked
  await dialog.getByText(t('expenses.way.mail')).click({ force: true })
  await day.press('ArrowDown')
  await press(dialog, t('web.day.open'))
  assert.ok(await dialog.getByRole('radio', { name: t('expenses.way.phone') }).isChecked())
  assert.equal(await day.inputValue(), typed)
  assert.equal(await page.getByRole('dialog').count(), 1)
  go()
  await dialog.waitFor({ state: 'detached' })
  await page.context().close()
})

test('while a line is split neither a category is chosen from a list that is open nor a part added', async () => {
  const { rasa, reportId } = await reportWith(server(), '2026-09-01', 0)
  const line = await rasa.addLine({ reportId, merchant: 'Kava', amountCents: 1_000, currency: 'EUR' })
  const page = await at('rasa', `/expenses/reports/${reportId}?line=${line.id}`, { language: 'en' })
  await fieldOf(page, 'amountCents').click()
  await page.keyboard.press('Alt+s')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Amount').first().fill('4')
  const { asked, go } = await slow(page, 'expenses/splitLine')
  const category = dialog.getByRole('combobox').first()
  await category.click()
  await page.getByRole('option').first().waitFor()
  await dialog.locator('form').evaluate((form: HTMLFormElement) => form.requestSubmit())
  await asked
  await page.getByRole('option').first().click()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await press(dialog, t('expenses.reportPage.split.add'))
  assert.equal(await category.inputValue(), '')
  assert.equal(await dialog.getByRole('combobox').count(), 2)
  go()
  await see(page, t('expenses.reportPage.done.split'))
  const { lines } = await rasa.report({ reportId })
  assert.deepEqual(
    lines.map(({ amountCents, categoryId }) => [amountCents, categoryId]),
    [
      [400, null],
      [600, null],
    ],
  )
  await page.context().close()
})

test('a reason that was chosen from those offered while another is sent stays in its dialog', async () => {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const { id: roundId } = await rasa.openRound({ teamId: people.north, month: '2026-11-01' })
  await rasa.addExpected({ roundId, memberId: people.jonas.id, what: 'Taxi' })
  const page = await at('rasa', `/expenses/rounds/${roundId}`, { language: 'en' })
  const { asked, go } = await slow(page, 'expenses/settleExpected')
  await page.getByRole('button', { name: /^Taxi: / }).click()
  await page.getByRole('menuitem', { name: t('expenses.expected.toMissing') }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('Left there')
  await page.keyboard.press('Enter')
  await asked
  await dialog.getByText(t('expenses.expected.offer.machine')).click()
  go()
  await see(page, `Taxi: ${t('expenses.expected.state.missing')}`)
  assert.equal(await dialog.getByRole('textbox').inputValue(), t('expenses.expected.offer.machine'))
  await page.context().close()
})

test('who closes a reason or a signature before it is answered is asked, and a refusal finds both, with what was pressed', async () => {
  const path = `/expenses/department-reports/${departmentReportId}`
  const cases = [
    [
      'daiva',
      'withdrawPresentation',
      t('expenses.review.withdrawPresentation'),
      t('expenses.review.withdrawPresentation'),
    ],
    ['vytautas', 'approve', t('expenses.review.approve'), t('expenses.review.sign')],
  ] as const
  for (const [who, operation, open, yes] of cases) {
    const page = await at(who, path, { language: 'en' })
    const { asked, go } = await refusedLate(page, operation)
    await press(page, open)
    const dialog = page.getByRole('dialog')
    const why = dialog.getByRole('textbox')
    if (who === 'daiva') await why.fill('A page is missing')
    await press(dialog, yes)
    await asked
    for (const leave of [() => page.keyboard.press('Escape'), () => press(dialog, t('web.cancel'))]) {
      await leave()
      await press(page.getByRole('alertdialog'), t('web.unanswered.no'))
      await page.getByRole('alertdialog').waitFor({ state: 'detached' })
      await isAnotherPress(page)
    }
    await page.keyboard.press('Escape')
    await see(page.getByRole('alertdialog'), t('web.unanswered.text'))
    go()
    await gone(page, t('web.unanswered.text'))
    await see(dialog.getByRole('alert'), 'Not like this.')
    if (who === 'daiva') assert.equal(await why.inputValue(), 'A page is missing')
    await isAnotherPress(page)
    const reading = await slow(page, 'expenses/departmentReport')
    await press(dialog, yes)
    await reading.asked
    await page.waitForTimeout(1_500)
    reading.go()
    const button = await dialog.getByRole('button', { name: yes, exact: true }).elementHandle()
    await page.waitForFunction((one) => one === document.activeElement, button)
    await page.context().close()
  }
})

test('over a line that hangs one leaves a reason all the same, once that is asked', async () => {
  const page = await at('daiva', `/expenses/department-reports/${departmentReportId}`, { language: 'en' })
  const { asked } = await slow(page, 'expenses/withdrawPresentation')
  await press(page, t('expenses.review.withdrawPresentation'))
  await page.getByRole('dialog').getByRole('textbox').fill('A page is missing')
  await page.keyboard.press('Control+Enter')
  await asked
  await page.keyboard.press('Escape')
  await press(page.getByRole('alertdialog'), t('web.unanswered.yes'))
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.context().close()
})
