import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { translate } from '#core/words.ts'
import { as } from '../as.ts'
import { deaf, press, see, slow } from './act.ts'
import { servedOffice } from './served.ts'

const t = (key: string, params: Record<string, string | number> = {}) => translate('en', key, params)

const { server, at } = servedOffice()

test('a draft of the procedure that another has changed is published as it stands before one’s eyes', async () => {
  const { office, people } = server()
  const daiva = as(office, people.daiva).expenses
  const before = await daiva.procedure({})
  const first = { bodyEn: 'Hand in by the fifth.', bodyLt: 'Atiduokite iki penktos.' }
  const draft = await daiva.draftProcedure({ ...first, ...(before.draft && { version: before.draft.version }) })
  const page = await at('daiva', '/expenses/procedure?tab=draft', { language: 'en' })
  const english = page.getByRole('textbox', { name: t('expenses.procedure.field.bodyEn') })
  await page.getByRole('button', { name: t('expenses.procedure.publish'), exact: true }).waitFor()
  await as(office, people.rasa).expenses.draftProcedure({ ...first, bodyEn: 'By the sixth.', version: draft.version })
  await page.waitForFunction(
    (text) => [...document.querySelectorAll('textarea')].some(({ value }) => value === text),
    'By the sixth.',
  )
  assert.equal(await english.inputValue(), 'By the sixth.')
  await press(page, t('expenses.procedure.publish'))
  await press(page.getByRole('alertdialog'), t('expenses.procedure.publish'))
  await see(page, t('expenses.procedure.published', { number: (before.current?.number ?? 0) + 1 }))
  assert.equal((await daiva.procedure({})).current?.bodyEn, 'By the sixth.')
  await page.context().close()
})

test('why a receipt is lost is sent for the item as it is now once the day of it was changed meanwhile: on one’s own page, on the board, by link', async () => {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const { id: roundId } = await rasa.openRound({ teamId: people.north, month: '2026-10-01' })
  const { url } = await rasa.makeLink({ roundId, memberId: people.jonas.id })
  const expect = (what: string) => rasa.addExpected({ roundId, memberId: people.jonas.id, what })
  const [hotel, taxi, train] = [await expect('Hotel in Lyon'), await expect('Taxi'), await expect('Train')]
  const moved = async ({ id: expectedId, version }: typeof hotel) =>
    rasa.changeExpected({ expectedId, version, expectedOn: '2026-10-20' })
  const reasonOf = async (id: string) => {
    const { people: rows } = await rasa.round({ roundId })
    return rows.flatMap(({ expected }) => expected).find((one) => one.id === id)?.reason
  }
  /** Sends it twice: refused in words that say what the item is by now, then done. */
  const sendTwice = async (scope: Page | Locator, item: typeof hotel, yes: string) => {
    const field = scope.getByRole('textbox')
    const typed = await field.inputValue()
    await press(scope, yes)
    await see(scope, t('expenses.expectedBy', { what: item.what, day: '2026-10-20' }))
    assert.equal(await field.inputValue(), typed)
    await press(scope, yes)
    await field.waitFor({ state: 'detached' })
    assert.equal(await reasonOf(item.id), typed)
  }

  const mine = await at('jonas', '/my', { language: 'en' })
  await press(mine.getByRole('listitem').filter({ hasText: hotel.what }), t('expenses.myPage.missing.lost'))
  await mine.keyboard.type('Left in the taxi')
  await moved(hotel)
  await sendTwice(mine.getByRole('dialog'), hotel, t('expenses.reportPage.missing.yes'))
  await mine.context().close()

  const board = await at('rasa', `/expenses/rounds/${roundId}`, { language: 'en' })
  await board.getByRole('button', { name: /^Taxi/ }).click()
  await board.getByRole('menuitem', { name: t('expenses.expected.toMissing') }).click()
  await board.getByRole('dialog').getByRole('textbox').fill('Left in the taxi')
  await moved(taxi)
  await sendTwice(board.getByRole('dialog'), taxi, t('expenses.expected.declare'))
  await board.context().close()

  const byLink = await at('jonas', new URL(url!).pathname)
  const item = byLink.getByRole('listitem').filter({ hasText: train.what })
  await press(item, t('expenses.byLink.haveNone'))
  await byLink.keyboard.type('The machine gave none')
  await moved(train)
  await sendTwice(item, train, t('expenses.byLink.declare'))
  await byLink.context().close()
})

test('of a page that hears nothing an act that is refused reads the page anew, and counts at the next press', async () => {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const { id: roundId } = await rasa.openRound({ teamId: people.north, month: '2026-11-01' })
  const item = await rasa.addExpected({ roundId, memberId: people.jonas.id, what: 'Ferry' })
  const board = await deaf(await at('rasa', `/expenses/rounds/${roundId}`, { language: 'en' }))
  const { id: expectedId, version } = item
  await rasa.changeExpected({ expectedId, version, expectedOn: '2026-11-20' })
  const settle = async () => {
    await board.getByRole('button', { name: /^Ferry/ }).click()
    await board.getByRole('menuitem', { name: t('expenses.expected.toNotNeeded') }).click()
  }
  const reading = await slow(board, 'expenses/round')
  await settle()
  await see(board, t('expenses.expectedBy', { what: item.what, day: '2026-11-20' }))
  await reading.asked
  const again = settle()
  // Long enough for a hand to press twice before what it presses about is read.
  await board.waitForTimeout(1_000)
  reading.go()
  await again
  await see(board, `Ferry: ${t('expenses.expected.state.notNeeded')}`)
  await board.context().close()
})
