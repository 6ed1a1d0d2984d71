import assert from 'node:assert/strict'
import { test } from 'node:test'
import { translate } from '#core/words.ts'
import { as } from '../as.ts'
import { gone, hasFocus, press, see } from './act.ts'
import { servedOffice } from './served.ts'

const t = (key: string, params: Record<string, string | number> = {}) => translate('en', key, params)

const { server, at } = servedOffice()

test('an open menu of an expected receipt stays about it as it was, and what another decided is not taken back', async () => {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const { id: roundId } = await rasa.openRound({ teamId: people.north, month: '2026-08-01' })
  const expect = (what: string) => rasa.addExpected({ roundId, memberId: people.jonas.id, what })
  const [ferry, taxi] = [await expect('Ferry'), await expect('Taxi')]
  const settled = ({ id: expectedId, version }: typeof ferry) =>
    rasa.settleExpected({ expectedId, version, state: 'notNeeded' })
  const stateOf = async (id: string) => {
    const { people: rows } = await rasa.round({ roundId })
    return rows.flatMap(({ expected }) => expected).find((one) => one.id === id)?.state
  }
  const page = await at('rasa', `/expenses/rounds/${roundId}`, { language: 'en' })
  const chip = (what: string) => page.getByRole('button', { name: new RegExp(`^${what}`) })
  const entry = page.getByRole('menuitem', { name: t('expenses.expected.toNotNeeded') })

  await chip('Ferry').focus()
  await page.keyboard.press('Enter')
  await entry.waitFor()
  await entry.focus()
  await settled(ferry)
  await see(page.getByRole('button', { name: `Ferry: ${t('expenses.expected.state.notNeeded')}` }), 'Ferry')
  await page.waitForTimeout(300)
  assert.equal(await hasFocus(entry), true)
  assert.equal(await page.getByRole('menuitem', { name: t('expenses.expected.toWaiting') }).count(), 0)
  await page.keyboard.press('Enter')
  await see(page, t('expenses.expectedIsNow', { what: 'Ferry', state: 'notNeeded' }))
  await page.waitForFunction(() => document.activeElement?.closest('#main'))
  assert.equal(await stateOf(ferry.id), 'notNeeded')

  await chip('Taxi').click()
  await page.getByRole('menuitem', { name: t('expenses.expected.toMissing') }).waitFor()
  await settled(taxi)
  await page.waitForTimeout(800)
  await page.getByRole('menuitem', { name: t('expenses.expected.toMissing') }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('Left in it')
  await press(dialog, t('expenses.expected.declare'))
  await see(dialog.getByRole('alert'), /Taxi/)
  assert.equal(await stateOf(taxi.id), 'notNeeded')
  await page.context().close()
})

test('a menu that is open while the round is closed leaves the focus on the page', async () => {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const { id: roundId } = await rasa.openRound({ teamId: people.north, month: '2026-07-01' })
  await rasa.addExpected({ roundId, memberId: people.jonas.id, what: 'Ferry' })
  const page = await at('rasa', `/expenses/rounds/${roundId}`, { language: 'en' })
  await page.getByRole('button', { name: /^Ferry/ }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menu').waitFor()
  await rasa.closeRound({ roundId })
  await see(page, t('expenses.standing.closed'))
  assert.equal(await page.getByRole('menu').count(), 1)
  await page.keyboard.press('Escape')
  await gone(page, t('expenses.expected.toNotNeeded'))
  await page.waitForFunction(() => document.activeElement?.closest('#main'))
  await page.context().close()
})

test('the month that a round is to be opened of stays when another opens it, and the dialog says so', async () => {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const teamId = people.north
  const page = await at('rasa', '/expenses/rounds', { language: 'en' })
  await page.getByRole('button', { name: /^(More|Open a round)$/ }).click()
  await page.getByRole('menuitem', { name: t('expenses.open.other') }).click()
  const dialog = page.getByRole('dialog')
  const month = dialog.getByRole('combobox', { name: t('expenses.rounds.month') })
  await press(dialog, t('web.cancel'))
  await page.getByRole('button', { name: /^(More|Open a round)$/ }).click()
  await page.getByRole('menuitem', { name: t('expenses.open.other') }).click()
  await page.waitForFunction(() => document.querySelectorAll<HTMLInputElement>('[role=dialog] input')[2]?.value)
  const before = await month.inputValue()
  const next = await rasa.nextRoundOf({ teamId })
  await rasa.openRound({ teamId, month: next.month })
  await see(dialog, t('expenses.open.exists'))
  assert.equal(await month.inputValue(), before)
  assert.equal(await dialog.getByRole('button', { name: t('expenses.open.yes') }).count(), 0)
  await press(dialog, t('expenses.open.go'))
  await page.waitForURL(/\/rounds\/./)
  const { items } = await rasa.rounds({ teamId })
  assert.equal(items[0]!.month, next.month)
  await page.context().close()
})
