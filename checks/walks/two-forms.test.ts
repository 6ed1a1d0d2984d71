import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { translate } from '#core/words.ts'
import { as } from '../as.ts'
import { monthSteps } from '../month-steps.ts'
import { pileReceipt } from '../pile-receipt.ts'
import { gone, press, see, slow } from './act.ts'
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

test('an amount typed over a line is saved before it is split', async () => {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const { id: reportId } = await rasa.openReport({ memberId: people.ieva.id, month: '2026-06-01' })
  const line = await rasa.addLine({ reportId, merchant: 'Kava', amountCents: 1_000, currency: 'EUR' })
  const page = await at('rasa', `/expenses/reports/${reportId}?line=${line.id}`, { language: 'en' })
  await page.locator('[data-field="amountCents"] input').first().fill('100')
  await page.getByRole('button', { name: new RegExp(`^${t('expenses.reportPage.do.split')}`) }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Amount').first().fill('40')
  await press(dialog, 'Split into 2 lines')
  await see(page, t('expenses.reportPage.done.split'))
  const { lines } = await rasa.report({ reportId })
  assert.deepEqual(lines.map(({ amountCents }) => amountCents).sort(), [4_000, 6_000])
  await page.context().close()
})

/** All that a dialog of the page says aloud from now on, however shortly. */
async function saidInDialogs(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const said: string[] = []
    Object.assign(window, { said })
    new MutationObserver(() => {
      const text = document.querySelector('[role="dialog"] [role="status"]')?.textContent
      if (text && said.at(-1) !== text) said.push(text)
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  return () => page.evaluate(() => (window as unknown as { said: string[] }).said)
}

/** The split dialog of what lies in front of Ieva’s or Jonas’s report, and what stands in its parts. */
async function splitting(path: string) {
  const page = await at('rasa', path, { language: 'en' })
  await page.getByRole('button', { name: new RegExp(`^${t('expenses.reportPage.do.split')}`) }).click()
  const dialog = page.getByRole('dialog')
  const valuesOf = (label: string) =>
    dialog
      .getByLabel(label, { exact: true })
      .evaluateAll((inputs) => inputs.map((one) => (one as HTMLInputElement).value))
  return { page, dialog, valuesOf }
}

test('what another saves on a line while it is being split follows into the parts, but for what is typed there', async () => {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const [category] = (await rasa.categories({})).items.filter(({ closedAt }) => !closedAt)
  const { id: reportId } = await rasa.openReport({ memberId: people.ieva.id, month: '2026-07-01' })
  const line = await rasa.addLine({
    reportId,
    merchant: 'Viešbutis',
    amountCents: 10_000,
    currency: 'EUR',
    purpose: 'Visit',
  })
  const { page, dialog, valuesOf } = await splitting(`/expenses/reports/${reportId}?line=${line.id}`)
  await dialog.getByLabel('Amount').first().fill('60')
  await dialog.getByLabel('Purpose').last().fill('Breakfast')
  const theirs = { categoryId: category!.id, purpose: 'Fair in Vilnius', amountCents: 12_000 }
  const { version } = await rasa.changeLine({ lineId: line.id, version: line.version, ...theirs })
  await see(dialog, /meanwhile \(Amount, Category,? and Purpose\)/)
  await see(dialog, 'Share €120.00 out')
  assert.deepEqual(await valuesOf('Amount'), ['60.00'])
  assert.deepEqual(await valuesOf('Percent'), ['50'])
  assert.deepEqual(await valuesOf('Purpose'), ['Fair in Vilnius', 'Breakfast'])
  // The currency too; the figures stay as they are written.
  await rasa.changeLine({ lineId: line.id, version, currency: 'JPY', amountCents: 120 })
  await see(dialog, /¥60$/)
  await press(dialog, 'Split into 2 lines')
  await see(page, t('expenses.reportPage.done.split'))
  const { lines } = await rasa.report({ reportId })
  assert.deepEqual(
    lines.map((one) => [one.amountCents, one.currency, one.purpose, one.categoryId]),
    [
      [60, 'JPY', 'Fair in Vilnius', category!.id],
      [60, 'JPY', 'Breakfast', null],
    ],
  )
  await page.context().close()
})

test('what one has saved oneself is not told as another’s in the split that saved it, nor is what the reader fills in', async () => {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const { id: reportId } = await rasa.openReport({ memberId: people.ieva.id, month: '2026-09-01' })
  const line = await rasa.addLine({ reportId, merchant: 'Kava', amountCents: 1_000, currency: 'EUR' })
  const page = await at('rasa', `/expenses/reports/${reportId}?line=${line.id}`, { language: 'en' })
  const said = await saidInDialogs(page)
  const dialog = page.getByRole('dialog')
  await page.locator('[data-field="purpose"] input').first().fill('Visit')
  await page.locator('[data-field="amountCents"] input').first().fill('90')
  await page.keyboard.press('Alt+s')
  await see(dialog, 'Share €90.00 out')
  await page.waitForTimeout(400)
  assert.deepEqual(await said(), [])
  const { version } = (await rasa.report({ reportId })).lines[0]!
  await rasa.changeLine({ lineId: line.id, version, purpose: 'Fair' })
  await see(dialog, /Somebody has changed this meanwhile \(Purpose\)/)
  await page.context().close()

  const { id: roundId } = await rasa.openRound({ teamId: people.north, month: '2025-01-01' })
  const pile = await rasa.openReport({ memberId: people.jonas.id, month: '2025-01-01' })
  const receiptId = await pileReceipt(server(), { roundId, background: 'olive' })
  const reader = office.db.updateTable('expenseReceipt').where('id', '=', receiptId)
  await reader.set({ readingState: 'reading' }).execute()
  const own = await at('rasa', `/expenses/reports/${pile.id}`, { language: 'en' })
  const saidOwn = await saidInDialogs(own)
  await own.locator('[data-field="amountCents"] input').first().fill('20')
  await own.keyboard.press('Alt+s')
  await own.getByRole('dialog').waitFor()
  await reader.set({ readingState: 'read', merchant: 'Maxima', totalCents: 2_100 }).execute()
  await pileReceipt(server(), { roundId, background: 'navy' })
  await see(own.getByRole('dialog'), /The receipt has been read meanwhile \(Merchant\)/)
  assert.deepEqual(
    (await saidOwn()).filter((text) => /Somebody/.test(text)),
    [],
  )
  await own.context().close()
})

test('a receipt that another makes a line while it is being split is split as that line', async () => {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const [category] = (await rasa.categories({})).items.filter(({ closedAt }) => !closedAt)
  const { id: roundId } = await rasa.openRound({ teamId: people.north, month: '2026-01-01' })
  const { id: reportId } = await rasa.openReport({ memberId: people.jonas.id, month: '2026-01-01' })
  const receiptId = await pileReceipt(server(), { roundId, background: 'purple' })
  const correct = async (totalCents: number) => {
    const { version } = await rasa.receipt({ receiptId })
    await rasa.changeReceipt({ receiptId, version, totalCents, currency: 'EUR', merchant: 'Viešbutis' })
  }
  await correct(10_000)
  const { page, dialog, valuesOf } = await splitting(`/expenses/reports/${reportId}`)
  await dialog.getByLabel('Percent').first().fill('25')
  await page.keyboard.press('Tab')
  await correct(11_000)
  await see(dialog, 'Share €110.00 out')
  await rasa.addLine({
    ...{ reportId, receiptIds: [receiptId], amountCents: 12_000, currency: 'USD', rate: '0.9' },
    ...{ categoryId: category!.id, purpose: 'Fair' },
  })
  await see(dialog, /Share US\$120.00 out/)
  assert.deepEqual([await valuesOf('Amount'), await valuesOf('Percent')], [['30.00'], ['25']])
  await press(dialog, 'Split into 2 lines')
  await see(page, t('expenses.reportPage.done.split'))
  const { lines } = await rasa.report({ reportId })
  assert.deepEqual(
    lines.map((one) => [one.amountCents, one.currency, one.purpose, one.categoryId]),
    [
      [3_000, 'USD', 'Fair', category!.id],
      [9_000, 'USD', 'Fair', null],
    ],
  )
  await page.context().close()
})

test('a budget that another sets while one types is not overwritten unasked', async () => {
  const { office, people } = server()
  const month = '2026-06-01'
  const page = await at('daiva', `/expenses/settings?tab=budgets&month=${month}`, { language: 'en' })
  const { expenses, office: places } = as(office, people.daiva)
  const [category] = (await expenses.categories({})).items
  const team = (await places.teams({})).items.find(({ id }) => id === people.north)!
  const field = page.getByRole('textbox', { name: `${category!.nameEn}, ${team.name}` })
  await field.click()
  await page.keyboard.type('5')
  const amounts = [{ categoryId: category!.id, cents: 70_000, was: null }]
  await expenses.setBudgets({ teamId: team.id, month, amounts })
  await see(page, '€700.00')
  await page.keyboard.type('00')
  await page.keyboard.press('Enter')
  await see(page, /meanwhile|somebody/i)
  assert.deepEqual(
    (await expenses.budgets({ month })).items.map(({ cents }) => cents),
    [70_000],
  )
  await page.context().close()
})

test('a duty that another has passed on meanwhile stays his when only its last day is set', async () => {
  const { page, line, chart, now, passTo } = await openLine()
  const { milda } = server().people
  await passTo(milda)
  await page.getByRole('textbox', { name: 'Last day' }).fill('2031-05-05')
  await press(page, 'Save')
  await see(page, 'Saved.')
  assert.deepEqual(await now(), [milda.id, line.fromDay, '2031-05-05'])
  await page.context().close()

  const other = await openLine()
  await chart.changeAssignment({ assignmentId: other.line.id, version: other.line.version, toDay: '2032-01-01' })
  await other.page.getByRole('textbox', { name: 'Last day' }).fill('2031-06-06')
  await press(other.page, 'Save')
  const asked = other.page.getByRole('dialog').filter({ hasText: '6 Jun 2031' })
  await asked.getByText('1 Jan 2032').waitFor()
  assert.equal(await asked.getByRole('rowheader').count(), 1)
  await press(other.page, 'Cancel')
  await other.page.context().close()
  const { id: assignmentId, version } = other.line
  await chart.endAssignment({ assignmentId, version: version + 1, lastDay: other.line.fromDay })
})

test('a duty in which nothing is changed is not said to be saved', async () => {
  const { page } = await openLine('2025-08-01', '2025-08-31')
  await press(page, 'Save')
  await see(page.getByRole('dialog'), t('web.form.unchanged'))
  assert.equal(await page.getByText('Saved.').count(), 0)
  await page.context().close()
})

test('a duty that is another’s by now is ended, taken back or covered only when that is asked', async () => {
  const { page, line, now, passTo } = await openLine('2026-06-01')
  const { milda, rasa, paulius } = server().people
  await passTo(paulius)
  const end = t('office.chart.endToday')
  await press(page.getByRole('dialog'), end)
  await press(page.getByRole('alertdialog', { name: t('office.chart.endTitle', { name: rasa.name }) }), end)
  const again = page.getByRole('alertdialog', { name: t('office.chart.endTitle', { name: paulius.name }) })
  await again.getByText(new RegExp(`now ${paulius.name} has this duty`)).waitFor()
  assert.equal((await now())[2], line.toDay)
  let calls = 0
  await page.route('**/rpc/office/endAssignment', async (route) => {
    calls++
    await new Promise((resolve) => setTimeout(resolve, 1200))
    await route.continue()
  })
  await press(again, end)
  await page.getByRole('dialog').getByRole('button', { name: end }).and(page.locator('[data-loading]')).waitFor()
  await see(page, t('office.chart.ended'))
  assert.equal(calls, 1)
  assert.equal((await now())[0], paulius.id)
  await page.context().close()

  const [coming, covered] = [await openLine('2031-07-01', '2031-07-31'), await openLine('2031-08-01')]
  await coming.passTo(milda, '2031-07-15')
  const back = t('office.chart.remove')
  await press(coming.page.getByRole('dialog'), back)
  await press(coming.page.getByRole('alertdialog'), back)
  const removal = coming.page.getByRole('alertdialog', { name: t('office.chart.removeTitle', { name: milda.name }) })
  await removal.getByText('15 Jul 2031').waitFor()
  await press(removal, 'Cancel')
  assert.deepEqual(await coming.now(), [milda.id, '2031-07-15', '2031-07-31'])
  await coming.page.context().close()

  await press(covered.page.getByRole('dialog'), t('office.chart.arrangeCover'))
  await covered.passTo(milda)
  await covered.page.getByRole('combobox', { name: t('office.chart.standIn') }).fill(paulius.name)
  await covered.page.getByRole('option').first().click()
  await press(covered.page.getByRole('dialog'), t('office.chart.arrangeCover'))
  const form = covered.page.getByRole('dialog', { name: t('office.chart.coverTitle', { name: milda.name }) })
  await form.getByText(new RegExp(`now ${milda.name} has this duty`)).waitFor()
  await press(form, t('office.chart.arrangeCover'))
  await see(covered.page, t('office.chart.coverDone'))
  await covered.page.context().close()
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

test('why something is turned down, lost or two purchases stays typed when another settles that item, and is refused in words', async () => {
  const { office, people } = server()
  const steps = monthSteps(() => ({ office, people, month: '2026-02-01' }))
  await steps.claim(people.jonas, 4_000)
  const { departmentReportId } = await steps.handOver(people.north)
  await steps.sign(departmentReportId)
  const { lines } = await steps.by(people.daiva).departmentReport({ departmentReportId })
  const about = { departmentReportId, lineId: lines[0]!.lineId, nowCents: 1_000, reason: 'Counted again' }
  const { id: correctionId } = await steps.by(people.daiva).proposeCorrection(about)
  const review = await at('vytautas', `/expenses/department-reports/${departmentReportId}`, { language: 'en' })
  await office.db
    .updateTable('apiKey')
    .set({ rights: ['expenses.see', 'expenses.review'] })
    .where('memberId', '=', people.vytautas.id)
    .execute()
  const turnDown = t('expenses.review.turnDown')
  await press(review, turnDown)
  await review.keyboard.type('The receipt ')
  await steps.by(people.vytautas).decideCorrection({ correctionId, agreed: true })
  await isTold(review)
  await review.keyboard.type('says so')
  await refusedInside(review, turnDown, 'The receipt says so', t('expenses.correction.decided'))
  await closedAt(review, `correction-${correctionId}`)

  const rasa = as(office, people.rasa).expenses
  const { id: roundId } = await rasa.openRound({ teamId: people.north, month: '2026-10-01' })
  const hotel = await rasa.addExpected({ roundId, memberId: people.jonas.id, what: 'Hotel in Lyon' })
  const mine = await at('jonas', '/my', { language: 'en' })
  const item = mine.getByRole('listitem').filter({ hasText: 'Hotel in Lyon' })
  await press(item, t('expenses.myPage.missing.lost'))
  await mine.keyboard.type('Left in ')
  await rasa.settleExpected({ expectedId: hotel.id, version: hotel.version, state: 'notNeeded' })
  await isTold(mine)
  await mine.keyboard.type('the taxi')
  await refusedInside(mine, t('expenses.reportPage.missing.yes'), 'Left in the taxi', /meanwhile|since|changed/i)
  await closedAt(mine, `expected-${hotel.id}`)
  const row = await office.db
    .selectFrom('expenseExpectedReceipt')
    .selectAll()
    .where('id', '=', hotel.id)
    .executeTakeFirst()
  assert.equal(row?.state, 'notNeeded')

  const pile = (background: string) => pileReceipt(server(), { roundId, background })
  const [oneId, otherId] = [await pile('white'), await pile('white')]
  for (const receiptId of [oneId, otherId]) {
    const { version } = await rasa.receipt({ receiptId })
    const same = { merchant: 'Kava', totalCents: 450, currency: 'EUR', spentOn: '2026-10-05' }
    await rasa.changeReceipt({ receiptId, version, ...same })
  }
  const tray = await at('rasa', '/expenses/tray?tab=twins', { language: 'en' })
  const [one, other] = [await rasa.receipt({ receiptId: oneId }), await rasa.receipt({ receiptId: otherId })]
  const pair = tray.locator('section').filter({ hasText: one.number }).filter({ hasText: other.number })
  await press(pair, t('expenses.twins.apart'))
  await tray.keyboard.type('Two ')
  await rasa.toldApart({ oneId, otherId, why: 'Two cups' })
  await isTold(tray)
  await tray.keyboard.type('coffees')
  await refusedInside(tray, t('expenses.twins.apart'), 'Two coffees', t('expenses.alreadyApart'))
  await tray.context().close()
})

test('an answer and a refusal stay typed when the query or the presentation is withdrawn, and are refused in words', async () => {
  const { office, people } = server()
  const steps = monthSteps(() => ({ office, people, month: '2026-08-01' }))
  const reportId = await steps.claim(people.jonas, 4_000)
  const { departmentReportId } = await steps.handOver(people.north)
  await steps.present(departmentReportId)
  const about = { departmentReportId, memberId: people.jonas.id, body: 'Private?' }
  const { id: queryId } = await steps.by(people.vytautas).askQuery(about)
  const page = await at('rasa', `/expenses/reports/${reportId}?query=${queryId}`, { language: 'en' })
  const answer = page.getByRole('textbox', { name: t('expenses.reportPage.query.answerLabel') })
  await answer.click()
  await page.keyboard.type('A visit ')
  const { queries } = await steps.by(people.vytautas).departmentReport({ departmentReportId })
  await steps.by(people.vytautas).settleQuery({ queryId, version: queries[0]!.version })
  await see(page, t('expenses.reportPage.query.over'))
  await page.keyboard.type('to Lyon')
  assert.equal(await answer.inputValue(), 'A visit to Lyon')
  await page.keyboard.press('Control+Enter')
  await see(page.locator('form', { has: answer }), t('expenses.review.alreadySettled'))
  await press(page, t('web.draft.discard'))
  await press(page.getByRole('alertdialog'), t('web.discard.yes'))
  await gone(page, t('expenses.reportPage.query.over'))
  await page.waitForFunction(() => document.activeElement?.closest('#main'))
  await page.context().close()

  const review = await at('vytautas', `/expenses/department-reports/${departmentReportId}?at=all`, { language: 'en' })
  await press(review, t('expenses.review.refuse'))
  const why = review.getByRole('textbox', { name: t('expenses.review.whyRefuse') })
  await review.keyboard.type('Not ')
  await steps.by(people.daiva).withdrawPresentation({ departmentReportId, why: 'A page is missing' })
  await gone(review, t('expenses.review.approve'))
  await review.keyboard.type('ours')
  assert.equal(await why.inputValue(), 'Not ours')
  await review.keyboard.press('Control+Enter')
  await see(review.locator('form', { has: why }), t('expenses.review.notPresented'))
  await review.context().close()
})

test('what is typed on while a question is being sent stays in its box', async () => {
  const { office, people } = server()
  const steps = monthSteps(() => ({ office, people, month: '2026-04-01' }))
  await steps.claim(people.jonas, 4_000)
  const { departmentReportId } = await steps.handOver(people.north)
  await steps.present(departmentReportId)
  const at0 = `/expenses/department-reports/${departmentReportId}?at=person:${people.jonas.id}`
  const page = await at('vytautas', at0, { language: 'en' })
  await press(page, t('expenses.review.ask'))
  const box = page.getByRole('textbox', { name: /^Ask about/ })
  await page.keyboard.type('Private?')
  const asking = await slow(page, 'expenses/askQuery')
  await page.keyboard.press('Control+Enter')
  await asking.asked
  await page.keyboard.type(' And the second line?')
  asking.go()
  await see(page, t('expenses.review.askedDone'))
  assert.equal(await box.inputValue(), 'And the second line?')
  await page.context().close()
})

/** Waits until what another did has reached the page. */
async function isTold(page: Page): Promise<void> {
  await page.waitForTimeout(1_500)
  await page.getByRole('dialog').waitFor({ timeout: 1_000 })
}

/** Sends the dialog that is open: what is typed in it stays, and the refusal stands in it. */
async function refusedInside(page: Page, send: string, typed: string, words: string | RegExp): Promise<void> {
  const dialog = page.getByRole('dialog')
  const field = dialog.getByRole('textbox')
  assert.equal(await field.inputValue(), typed)
  await press(dialog, send)
  await see(dialog.getByRole('alert'), words)
  assert.equal(await field.inputValue(), typed)
}

/** Leaves the dialog: the focus is on the item it was about. */
async function closedAt(page: Page, id: string): Promise<void> {
  await press(page.getByRole('dialog'), t('web.cancel'))
  await press(page.getByRole('alertdialog'), t('web.discard.yes'))
  await page.waitForFunction((wanted) => document.activeElement?.id === wanted, id)
  await page.context().close()
}

/** A duty of Rasa’s for a team that has her only then, open in the administrator's chart. */
async function openLine(fromDay = '2026-05-01', toDay: string | null = null) {
  const { office, people } = server()
  const { office: chart } = as(office, people.administrator)
  const given = { role: 'expenses.prepare', memberId: people.rasa.id, placeId: people.south } as const
  const line = await chart.assign({ ...given, fromDay, toDay })
  const month = line.fromDay.slice(0, 7)
  const page = await at('administrator', `/office/chart?month=${month}&place=${people.south}`, { language: 'en' })
  await page
    .getByRole('button', { name: new RegExp(`^${people.rasa.name}`) })
    .last()
    .click()
  await page.getByRole('dialog', { name: new RegExp(people.rasa.name) }).waitFor()
  const now = async () => {
    const from = { from: `${month}-01`, to: `${month}-28` }
    const lines = (await chart.chart(from)).rows.flatMap((row) => row.lines)
    const { memberId, fromDay, toDay } = lines.find(({ id }) => id === line.id)!
    return [memberId, fromDay, toDay]
  }
  const passTo = (member: { id: string }, from = line.fromDay) =>
    chart.changeAssignment({ assignmentId: line.id, version: line.version, memberId: member.id, fromDay: from })
  return { page, line, chart, now, passTo }
}

async function editing(path: string): Promise<Page> {
  const page = await at('administrator', path, { language: 'en' })
  await page.getByRole('button', { name: 'Edit', exact: true }).first().click()
  await page.getByRole('button', { name: 'Save', exact: true }).waitFor()
  return page
}
