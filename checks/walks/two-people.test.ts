import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { translate } from '#core/words.ts'
import { as } from '../as.ts'
import { monthSteps } from '../month-steps.ts'
import type { TestMember } from '../people.ts'
import { fieldOf, see } from './act.ts'
import { servedOffice } from './served.ts'

const picture = join(import.meta.dirname, '../../src/duties/expenses/reader/fixtures/receipts/lt-parking-clean.jpg')
const t = (key: string, params: Record<string, string | number> = {}) => translate('en', key, params)

let reportId: string
const { server, at } = servedOffice(async ({ office, people }) => {
  reportId = await monthSteps(() => ({ office, people, month: '2026-05-01' })).claim(people.jonas, 4_000)
})

/** From now on this browser is somebody else’s, as after signing out and in. */
async function becomes(page: Page, member: TestMember): Promise<void> {
  await page.context().setExtraHTTPHeaders({ authorization: `Bearer ${await server().keyOf(member)}` })
}

test('what one has typed and not saved is kept for him, whoever he acts for, and not shown to the next person at this browser', async () => {
  const { office, people } = server()
  const before = (await as(office, people.rasa).expenses.procedure({})).draft!
  const page = await at('rasa', '/expenses/procedure?tab=draft', { language: 'en' })
  const english = page.getByRole('textbox', { name: t('expenses.procedure.field.bodyEn') })
  await english.fill('Rasa’s words')
  await page.goto('/expenses/settings')
  await page.locator('main h1').first().waitFor()

  await office.db.updateTable('member').set({ language: 'en' }).where('id', '=', people.daiva.id).execute()
  await becomes(page, people.daiva)
  await page.goto('/expenses/procedure?tab=draft')
  await english.waitFor()
  assert.equal(await english.inputValue(), before.bodyEn)
  assert.equal(await page.getByText(t('web.draft.restored')).count(), 0)
  await english.fill('Daiva’s words')

  await becomes(page, people.rasa)
  await page.reload()
  await see(page, t('web.draft.restored'))
  assert.equal(await english.inputValue(), 'Rasa’s words')

  await page.goto(`/expenses/reports/${reportId}`)
  await fieldOf(page, 'purpose').fill('Two customers')
  await page.getByRole('button', { name: t('web.person.menu', { name: people.rasa.name }) }).click()
  await page.getByRole('menuitem', { name: people.jonas.name }).click()
  await see(page, t('web.behalf.banner', { name: people.jonas.name }))
  await see(page, t('web.draft.restored'))
  assert.equal(await fieldOf(page, 'purpose').inputValue(), 'Two customers')
  await page.context().close()
})

test('a picture that waits for the line is sent by who chose it, and by nobody else at this browser', async () => {
  const { office, people } = server()
  const { id: roundId } = await as(office, people.rasa).expenses.openRound({
    teamId: people.north,
    month: '2026-03-01',
  })
  const page = await at('rasa', `/expenses/rounds/${roundId}`, { language: 'en' })
  await page.route('**/uploads**', (route) => route.abort())
  await page.locator('input[type=file]').last().setInputFiles(picture)
  await see(page, 'lt-parking-clean.jpg')

  await becomes(page, people.daiva)
  await page.unroute('**/uploads**')
  await office.db.updateTable('member').set({ language: 'en' }).where('id', '=', people.daiva.id).execute()
  await page.reload()
  await page.locator('main h1').first().waitFor()
  await page.getByText(people.jonas.name).first().waitFor()
  // What would be sent is sent as soon as the board is there.
  await page.waitForTimeout(1_500)
  assert.equal(await page.getByText('lt-parking-clean.jpg').count(), 0)
  const receipts = async () => (await office.db.selectFrom('expenseReceipt').select('id').execute()).length
  assert.equal(await receipts(), 0)

  await becomes(page, people.rasa)
  await page.reload()
  await see(page, t('web.upload.summary', { done: 1, all: 1 }))
  assert.equal(await receipts(), 1)
  await page.context().close()
})
