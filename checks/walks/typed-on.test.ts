import assert from 'node:assert/strict'
import { test } from 'node:test'
import { translate } from '#core/words.ts'
import { as } from '../as.ts'
import { isAnotherPress, press, see, slow } from './act.ts'
import { servedOffice } from './served.ts'

const t = (key: string, params: Record<string, string | number> = {}) => translate('en', key, params)

const { server, at } = servedOffice()

async function roundIn(month: string) {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const { id: roundId } = await rasa.openRound({ teamId: people.north, month })
  return { rasa, roundId, people }
}

test('the next item that is typed on the board while one is sent stays', async () => {
  const { roundId } = await roundIn('2026-09-01')
  const page = await at('rasa', `/expenses/rounds/${roundId}`, { language: 'en' })
  const { asked, go } = await slow(page, 'expenses/addExpected')
  await page
    .getByRole('button', { name: t('expenses.expected.add') })
    .first()
    .click()
  const what = page.getByRole('textbox', { name: t('expenses.expected.what') })
  await what.fill('Taxi')
  await what.press('Enter')
  await asked
  await what.fill('Hotel')
  go()
  await page.getByRole('button', { name: /^Taxi: / }).waitFor()
  assert.equal(await what.inputValue(), 'Hotel')
  await isAnotherPress(page)
  await page.locator('form [type="submit"]:not([data-loading])').waitFor()
  await what.press('Enter')
  await page.getByRole('button', { name: /^Hotel: / }).waitFor()
  assert.equal(await what.inputValue(), '')
  await page.context().close()
})

test('the next item that one types of oneself while one is sent stays, and its field with it', async () => {
  await roundIn('2026-10-01')
  const page = await at('jonas', '/my', { language: 'en' })
  const { asked, go } = await slow(page, 'expenses/addExpected')
  await page
    .getByRole('button', { name: t('expenses.myPage.add.title') })
    .first()
    .click()
  const what = page.getByRole('textbox', { name: t('expenses.myPage.add.label') })
  await what.fill('Taxi')
  await what.press('Enter')
  await asked
  await what.press('End')
  await page.keyboard.type(' Hotel')
  go()
  await see(page, t('expenses.myPage.done.added'))
  assert.equal(await what.inputValue(), 'Hotel')
  await isAnotherPress(page)
  await page.locator('form [type="submit"]:not([data-loading])').waitFor()
  await what.press('Enter')
  await what.waitFor({ state: 'detached' })
  await page.context().close()
})

test('a reason that is typed on while it is sent stays whole in its dialog, and can be sent anew', async () => {
  const { rasa, roundId, people } = await roundIn('2026-11-01')
  const { id } = await rasa.addExpected({ roundId, memberId: people.jonas.id, what: 'Taxi' })
  const page = await at('rasa', `/expenses/rounds/${roundId}`, { language: 'en' })
  const { asked, go } = await slow(page, 'expenses/settleExpected')
  await page.getByRole('button', { name: /^Taxi: / }).click()
  await page.getByRole('menuitem', { name: t('expenses.expected.toMissing') }).click()
  const reason = page.getByRole('dialog').getByRole('textbox')
  await reason.fill('Lost')
  await reason.press('Enter')
  await asked
  await reason.press('End')
  await page.keyboard.type(' in Lyon')
  go()
  await see(page, `Taxi: ${t('expenses.expected.state.missing')}`)
  assert.equal(await reason.inputValue(), 'Lost in Lyon')
  await isAnotherPress(page)
  await press(page.getByRole('dialog'), t('expenses.expected.declare'))
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const { office } = server()
  const now = await office.db.selectFrom('expenseExpectedReceipt').select('reason').where('id', '=', id).execute()
  assert.deepEqual(now, [{ reason: 'Lost in Lyon' }])
  await page.context().close()
})
