import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { translate } from '#core/words.ts'
import { as } from '../as.ts'
import { monthSteps } from '../month-steps.ts'
import { pileReceipt } from '../pile-receipt.ts'
import { deaf, gone, isAnotherPress, press, see } from './act.ts'
import { servedOffice } from './served.ts'

const t = (key: string, params: Record<string, string | number> = {}) => translate('en', key, params)

const { server, at } = servedOffice()

test('two who change different fields of one record keep both, without a question', async () => {
  const { jonas } = server().people
  const [first, second] = await Promise.all([editing(`/office/people?member=${jonas.id}`), editing(`/office/people?member=${jonas.id}`)]) // biome-ignore format: two of the same
  await first.getByRole('textbox', { name: 'Name' }).fill('Jonas Ąžuolynas')
  await press(first, 'Save')
  await see(second, 'Jonas Ąžuolynas')
  await second.getByRole('textbox', { name: 'Phone' }).fill('+370 600 11111')
  await press(second, 'Save')
  await see(second, 'Saved.')
  const row = await server()
    .office.db.selectFrom('member')
    .selectAll()
    .where('id', '=', jonas.id)
    .executeTakeFirstOrThrow()
  assert.deepEqual([row.name, row.phone], ['Jonas Ąžuolynas', '+370 600 11111'])
})

test('what both changed is asked about, and only that', async () => {
  const [first, second] = await Promise.all([editing('/office/places'), editing('/office/places')])
  await first.getByRole('textbox', { name: 'Name of the office' }).fill('Gintaro vartai')
  await press(first, 'Save')
  await see(second, 'Gintaro vartai')
  await second.getByRole('textbox', { name: 'Name of the office' }).fill('Gintaro tiltas')
  await press(second, 'Save')
  const asked = second.getByRole('dialog').filter({ hasText: 'Gintaro vartai' })
  await asked.waitFor()
  assert.equal(await asked.getByRole('rowheader').count(), 1)
  await asked.getByText('Gintaro tiltas').click()
  await press(second, /^Save what is chosen/)
  await see(second, 'Saved.')
  const profile = await server().office.db.selectFrom('officeProfile').selectAll().executeTakeFirstOrThrow()
  assert.deepEqual([profile.name, profile.timeZone], ['Gintaro tiltas', 'Europe/Vilnius'])
})

test('what is typed over a receipt stays where it was typed when somebody else makes it a line', async () => {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const { id: roundId } = await rasa.openRound({ teamId: people.north, month: '2026-03-01' })
  const { id: reportId } = await rasa.openReport({ memberId: people.jonas.id, month: '2026-03-01' })
  const [first, second] = [
    await pileReceipt(server(), { roundId, background: 'white' }),
    await pileReceipt(server(), { roundId, background: 'grey' }),
  ]
  const page = await at('rasa', `/expenses/reports/${reportId}`, { language: 'en' })
  const field = (name: string) => page.locator(`[data-field="${name}"] :is(input, textarea)`).first()
  const [purpose, merchant] = [field('purpose'), field('merchant')]
  await purpose.click()
  await page.keyboard.type('Visit to ')
  const line = await as(office, people.rasa).expenses.addLine({
    ...{ reportId, receiptIds: [first], spentOn: '2026-03-12', merchant: 'Gintaro viešbutis' },
    ...{ amountCents: 9_000, currency: 'EUR', purpose: 'Meeting' },
  })
  await page.waitForFunction((text) => document.body.textContent.includes(text), 'Gintaro viešbutis')
  await page.keyboard.type('a customer')
  assert.equal(await purpose.inputValue(), 'Visit to a customer')
  assert.equal(await merchant.inputValue(), 'Gintaro viešbutis')
  await press(page, /^Save/)
  const asked = page.getByRole('dialog').filter({ hasText: 'Meeting' })
  await asked.getByText('Visit to a customer').click()
  await press(page, /^Save what is chosen/)
  await see(page, t('expenses.reportPage.done.saved'))
  const { lines } = await rasa.report({ reportId })
  assert.deepEqual([lines[0]!.id, lines[0]!.purpose], [line.id, 'Visit to a customer'])

  await page.goto(`/expenses/reports/${reportId}?receipt=${second}`)
  await merchant.click()
  await page.keyboard.type('Smiltynės ')
  await rasa.setAside({ receiptId: second, why: 'Private' })
  await see(page, t('expenses.reportPage.form.gone.receipt'))
  assert.equal(await merchant.inputValue(), 'Smiltynės ')
  await page.context().close()
})

test('an amount that is typed and not left yet stays when another sets it, and both are told', async () => {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const { id: reportId } = await rasa.openReport({ memberId: people.jonas.id, month: '2026-05-01' })
  const line = await rasa.addLine({ reportId, merchant: 'Kava', amountCents: 5_000, currency: 'EUR' })
  const page = await at('rasa', `/expenses/reports/${reportId}?line=${line.id}`, { language: 'en' })
  const amount = page.locator('[data-field="amountCents"] input').first()
  await amount.click()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('88')
  await rasa.changeLine({ lineId: line.id, version: line.version, amountCents: 4_321 })
  await page.locator('tbody').getByText('43.21').first().waitFor()
  await page.keyboard.type('.50')
  assert.equal(await amount.inputValue(), '88.50')
  await page.keyboard.press('Enter')
  const asked = page.getByRole('dialog').filter({ hasText: '43.21' })

  await asked.getByText('88.50').click()
  await press(page, /^Save what is chosen/)
  await see(page, t('expenses.reportPage.done.saved'))
  assert.equal((await rasa.report({ reportId })).lines[0]!.amountCents, 8_850)
  await page.context().close()
})

test('a line that another takes out while one types in it stays in front, and nothing typed goes elsewhere', async () => {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const { id: roundId } = await rasa.openRound({ teamId: people.north, month: '2026-06-01' })
  const { id: reportId } = await rasa.openReport({ memberId: people.jonas.id, month: '2026-06-01' })
  await pileReceipt(server(), { roundId, background: 'black' })
  const line = await rasa.addLine({ reportId, merchant: 'Kava', amountCents: 1_000, currency: 'EUR' })
  const page = await at('rasa', `/expenses/reports/${reportId}?line=${line.id}`, { language: 'en' })
  const amount = page.locator('[data-field="amountCents"] input').first()
  await amount.click()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('1')
  await rasa.removeLine({ lineId: line.id })
  await see(page, t('expenses.reportPage.form.gone.line'))
  await page.keyboard.type('2.5')
  assert.equal(await amount.inputValue(), '12.5')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: new RegExp(`^${t('expenses.reportPage.do.goOn')}`) }).click()
  await gone(page, t('expenses.reportPage.form.gone.line'))
  const { lines, pile } = await rasa.report({ reportId })
  assert.deepEqual([lines.length, pile.length], [0, 1])
  // One’s own line goes at once.
  await page.goto(`/expenses/reports/${reportId}`)
  const other = await rasa.addLine({ reportId, merchant: 'Arbata', amountCents: 1_000, currency: 'EUR' })
  await page.goto(`/expenses/reports/${reportId}?line=${other.id}`)
  await page.getByRole('button', { name: new RegExp(`^${t('expenses.reportPage.do.remove')}`) }).click()
  await see(page, t('expenses.reportPage.done.removed'))
  await page.getByRole('form', { name: /^Receipt 1 of 1/ }).waitFor()
  assert.equal(await page.getByText(t('expenses.reportPage.form.gone.line')).count(), 0)
  await page.context().close()
})

test('a new line that is typed while the report is presented stays, and says why it is closed', async () => {
  const { office, people } = server()
  const steps = monthSteps(() => ({ office, people, month: '2026-07-01' }))
  const reportId = await steps.claim(people.jonas, 4_000)
  const { departmentReportId } = await steps.handOver(people.north)
  const page = await at('rasa', `/expenses/reports/${reportId}?new=1`, { language: 'en' })
  const merchant = page.locator('[data-field="merchant"] input').first()
  await merchant.click()
  await page.keyboard.type('Smiltynės ')
  await steps.present(departmentReportId)
  await page.locator('form').getByText(t('expenses.late.presented')).waitFor()
  await page.keyboard.type('perkėla')
  assert.equal(await merchant.inputValue(), 'Smiltynės perkėla')
  await page.context().close()
})

test('a budget that another sets while one types stays typed and marked with whose stands there, and Enter sets it', async () => {
  const { office, people } = server()
  const month = '2026-06-01'
  const path = `/expenses/settings?tab=budgets&month=${month}`
  const { expenses, office: places } = as(office, people.daiva)
  const other = as(office, people.administrator).expenses
  const [category] = (await expenses.categories({})).items
  const team = (await places.teams({})).items.find(({ id }) => id === people.north)!
  const setTo = (cents: number, was: number | null) =>
    other.setBudgets({ teamId: team.id, month, amounts: [{ categoryId: category!.id, cents, was }] })
  const standing = async () => (await expenses.budgets({ month })).items.map(({ cents }) => cents)
  const isNow = /700\.00 stands here, set by Aušra Lankė/
  for (const [hears, digit, was] of [
    [true, 5, null],
    [false, 6, 50_000],
  ] as const) {
    const mine = `${digit}00.00`
    const page = await at('daiva', path, { language: 'en' })
    if (!hears) await deaf(page)
    const field = page.getByRole('textbox', { name: `${category!.nameEn}, ${team.name}` })
    await field.click()
    await page.keyboard.press('Control+A')
    await page.keyboard.type(`${digit}`)
    await setTo(70_000, was)
    if (hears) await see(page, '€700.00')
    await page.keyboard.type('00')
    await page.keyboard.press('Enter')
    await see(page.getByRole('cell'), isNow)
    await see(page, '€700.00')
    assert.equal(await field.inputValue(), mine)
    assert.deepEqual(await standing(), [70_000])
    await isAnotherPress(page)
    await page.keyboard.press('Enter')
    await see(page, `€${mine}`)
    await gone(page, isNow)
    assert.equal(await field.inputValue(), mine)
    assert.deepEqual(await standing(), [digit * 10_000])
    await page.context().close()
  }
})

test('a procedure that two write in two languages keeps both', async () => {
  const { office, people } = server()
  const { expenses } = as(office, people.daiva)
  const { draft: before } = await expenses.procedure({})
  const words = { bodyEn: 'Old words', bodyLt: 'Seni žodžiai', whatChanged: 'Words' }
  const draft = await expenses.draftProcedure({ ...words, ...(before ? { version: before.version } : {}) })
  const page = await at('administrator', '/expenses/procedure?tab=draft', { language: 'en' })
  await page.getByRole('textbox', { name: 'English' }).fill('New words')
  await expenses.draftProcedure({ ...words, bodyLt: 'Nauji žodžiai', version: draft.version })
  await press(page, 'Save the draft')
  await see(page, t('expenses.procedure.saved'))
  const { draft: now } = await expenses.procedure({})
  assert.deepEqual([now!.bodyEn, now!.bodyLt], ['New words', 'Nauji žodžiai'])
  await page.context().close()
})

async function editing(path: string): Promise<Page> {
  const page = await at('administrator', path, { language: 'en' })
  await page.getByRole('button', { name: 'Edit', exact: true }).first().click()
  await page.getByRole('button', { name: 'Save', exact: true }).waitFor()
  return page
}
