import assert from 'node:assert/strict'
import { test } from 'node:test'
import { translate } from '#core/words.ts'
import { as } from '../as.ts'
import { fieldOf, hasFocus, press, see } from './act.ts'
import { servedOffice } from './served.ts'

const t = (key: string, params: Record<string, string | number> = {}) => translate('en', key, params)

const { server, at } = servedOffice()

const first = { bodyEn: 'Old words', bodyLt: 'Seni žodžiai', whatChanged: 'Words' }

/** The draft as it is to be found, and Daiva at it. */
async function atDraft() {
  const { office, people } = server()
  const { expenses } = as(office, people.rasa)
  const { draft: before } = await expenses.procedure({})
  const draft = await expenses.draftProcedure({ ...first, ...(before ? { version: before.version } : {}) })
  const page = await at('daiva', '/expenses/procedure?tab=draft', { language: 'en' })
  const english = page.getByRole('textbox', { name: t('expenses.procedure.field.bodyEn') })
  return { daiva: as(office, people.daiva).expenses, expenses, draft, page, english }
}

test('a draft that comes back after a reload keeps what another has saved since, and asks about what both changed', async () => {
  const { expenses, draft, page, english } = await atDraft()
  await english.fill('New words')
  const next = await expenses.draftProcedure({ ...first, bodyLt: 'Nauji žodžiai', version: draft.version })
  await page.reload()
  await see(page, t('web.draft.restored'))
  assert.equal(await english.inputValue(), 'New words')
  await press(page, t('expenses.procedure.save'))
  await see(page, t('expenses.procedure.saved'))
  const { draft: both } = await expenses.procedure({})
  assert.deepEqual([both!.bodyEn, both!.bodyLt], ['New words', 'Nauji žodžiai'])
  assert.ok(both!.version > next.version)

  await english.fill('Newer words')
  await expenses.draftProcedure({ ...first, bodyEn: 'Other words', bodyLt: 'Kiti žodžiai', version: both!.version })
  await page.getByRole('navigation', { name: 'Duties' }).getByRole('link', { name: 'Desk' }).click()
  await page.getByRole('heading', { level: 1, name: 'Desk' }).waitFor()
  await page.goBack()
  await see(page, t('web.draft.restored'))
  await press(page, t('expenses.procedure.save'))
  const asked = page.getByRole('dialog').filter({ hasText: 'Other words' })
  await asked.waitFor()
  assert.equal(await asked.getByRole('rowheader').count(), 1)
  await asked.getByText('Newer words').click()
  const saved = page.waitForResponse(/draftProcedure/)
  await press(page, /^Save what is chosen/)
  assert.equal((await saved).status(), 200)
  const { draft: now } = await expenses.procedure({})
  assert.deepEqual([now!.bodyEn, now!.bodyLt], ['Newer words', 'Kiti žodžiai'])
  await page.context().close()
})

test('a version that is published while one types leaves the text and the cursor, says so, and loses nothing to a save', async () => {
  const { daiva, expenses, draft, page, english } = await atDraft()
  await english.fill('New')
  const next = await expenses.draftProcedure({ ...first, bodyLt: 'Nauji žodžiai', version: draft.version })
  const { number } = await daiva.publishProcedure({ version: next.version })
  await see(page, t('expenses.procedure.publishedMeanwhile', { number: number! }))
  await page.keyboard.type(' words')
  assert.ok(await hasFocus(english))
  assert.equal(await english.inputValue(), 'New words')
  await press(page, t('expenses.procedure.save'))
  await see(page, t('expenses.procedure.saved'))
  const { draft: now } = await expenses.procedure({})
  assert.deepEqual([now!.bodyEn, now!.bodyLt, now!.whatChanged], ['New words', 'Nauji žodžiai', ''])
  await page.context().close()
})

test('a rate that another sets for the same currency and day while one types is asked about', async () => {
  const { office, people } = server()
  const { expenses } = as(office, people.administrator)
  const page = await at('daiva', '/expenses/settings?tab=rates', { language: 'en' })
  const field = (name: string) =>
    page.getByRole('textbox', { name: t(`expenses.settings.rate.${name}`, { currency: 'EUR' }) })
  await field('currency').fill('PLN')
  await field('day').fill('2026-03-12')
  await field('rate').fill('0.2301')
  const theirs = { currency: 'PLN', day: '2026-03-12', rate: '0.2355', source: 'Bank of Poland' }
  await expenses.setRate({ ...theirs, was: null })
  await see(page, theirs.source)
  await field('source').fill('European Central Bank')
  await press(page, t('web.add'))
  const asked = page.getByRole('dialog').filter({ hasText: theirs.rate })
  await asked.getByText('0.2301').click()
  await press(page, /^Save what is chosen/)
  await see(page, t('expenses.settings.saved'))
  const rateNow = async () => (await expenses.rates({ currency: 'PLN' })).items.map(({ rate }) => Number(rate))
  assert.deepEqual(await rateNow(), [0.2301])

  // What one has set oneself is not asked about.
  await field('rate').fill('0.2302')
  const set = page.waitForResponse(/setRate/)
  await press(page, t('web.add'))
  assert.equal((await set).status(), 200)
  assert.deepEqual(await rateNow(), [0.2302])
  await page.context().close()
})

test('a new line that two windows show is made once, and what is typed on in one of them stays there', async () => {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const { id: reportId } = await rasa.openReport({ memberId: people.jonas.id, month: '2026-05-01' })
  const first = await at('rasa', `/expenses/reports/${reportId}?new=1`, { language: 'en' })
  await fieldOf(first, 'merchant').fill('Kava')
  await fieldOf(first, 'amountCents').fill('5.00')
  await fieldOf(first, 'merchant').focus()
  const second = await first.context().newPage()
  await second.goto(`/expenses/reports/${reportId}?new=1`)
  await see(second, t('web.draft.restored'))
  const third = await first.context().newPage()
  await third.goto(`/expenses/reports/${reportId}?new=1`)
  await see(third, t('web.draft.restored'))
  await fieldOf(third, 'merchant').fill('Arbata')

  await press(first, /^Add the line/)
  await see(second, '€5.00')
  await second.waitForFunction(() => !document.querySelector<HTMLInputElement>('[data-field="merchant"] input')?.value)
  assert.equal(await fieldOf(third, 'merchant').inputValue(), 'Arbata')
  await third.reload()
  await see(third, t('web.draft.restored'))
  assert.equal(await fieldOf(third, 'merchant').inputValue(), 'Arbata')
  assert.equal((await rasa.report({ reportId })).lines.length, 1)
  await first.context().close()
})
