import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { translate } from '#core/words.ts'
import { as } from '../as.ts'
import { addTeam, makeMember } from '../people.ts'
import { press, see } from './act.ts'
import { servedOffice } from './served.ts'

const t = (key: string, params: Record<string, string | number> = {}) => translate('en', key, params)

const { server, at } = servedOffice()

async function asked(month: string) {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const { id: roundId } = await rasa.openRound({ teamId: people.north, month })
  const expect = (what: string) => rasa.addExpected({ roundId, memberId: people.jonas.id, what })
  await expect('Ferry')
  const taxi = await expect('Taxi')
  const settle = () => rasa.settleExpected({ expectedId: taxi.id, version: taxi.version, state: 'notNeeded' })
  const page = await at('rasa', `/expenses/rounds/${roundId}`, { language: 'en' })
  const open = async () => {
    await page.locator(`[data-member="${people.jonas.id}"] input[type=checkbox]`).focus()
    await page.locator(`[data-member="${people.jonas.id}"][data-here]`).waitFor()
    await page.keyboard.press('e')
    await see(page.getByRole('dialog'), /Ferry/)
  }
  return { page, open, settle }
}

const selected = (page: Page) => page.evaluate(() => String(getSelection()))

test('where the browser has no clipboard the text of a reminder stays in its window, marked, with the link that went into it', async () => {
  const { page, open } = await asked('2026-08-01')
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
  await page.reload()
  await open()
  const dialog = page.getByRole('dialog')
  await press(dialog, t('expenses.remind.copy'))
  await see(page, t('expenses.remind.notCopied'))
  await page.waitForTimeout(400)
  assert.match(await selected(page), /Ferry[\s\S]*\/u\//)
  await dialog
    .getByRole('button', { name: t('web.close') })
    .last()
    .click()
  await dialog.waitFor({ state: 'detached' })
  await page.context().close()
})

test('a reminder that asks for something else by now says so while it is read', async () => {
  const { page, open, settle } = await asked('2026-09-01')
  await open()
  const dialog = page.getByRole('dialog')
  await see(dialog, /Taxi/)
  assert.equal(await dialog.getByText(t('expenses.remind.isNow')).count(), 0)
  await settle()
  await see(dialog, t('expenses.remind.isNow'))
  assert.equal(await dialog.locator('article').getByText(/Taxi/).count(), 0)
  await page.context().close()
})

test('a team that is closed while its round is to be opened is said to be, and nothing of it is asked', async () => {
  const { office, people } = server()
  const teamId = await addTeam(office, people, { name: 'Elm', assistant: people.rasa })
  const place = { branchId: people.vilnius, departmentId: people.sales, teamId, language: 'en' as const }
  const { id: memberId } = await makeMember(office, 'Benas Elm', 'salesperson', place)
  const administrator = as(office, people.administrator).office
  const page = await at('rasa', `/expenses/rounds?open=${teamId}`, { language: 'en' })
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: t('expenses.open.yes') }).waitFor()
  const { version } = await administrator.member({ memberId })
  await administrator.changeMember({ memberId, version, teamId: people.north })
  const { rows, today: lastDay } = await administrator.chart({})
  for (const line of rows.filter(({ place }) => place.id === teamId).flatMap(({ lines }) => lines))
    if (line.toDay === null)
      await administrator.endAssignment({ assignmentId: line.id, version: line.version, lastDay })
  const { items } = await administrator.teams({})
  await administrator.closeTeam({ teamId, version: items.find(({ id }) => id === teamId)!.version })
  await press(dialog, t('expenses.open.yes')).catch(() => undefined)
  await see(dialog, t('expenses.open.teamGone'))
  assert.equal(await dialog.getByRole('button', { name: t('expenses.open.yes') }).count(), 0)
  await page.context().close()
})
