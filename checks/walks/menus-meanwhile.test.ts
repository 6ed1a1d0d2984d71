import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { translate } from '#core/words.ts'
import { as } from '../as.ts'
import { monthSteps } from '../month-steps.ts'
import { pileReceipt } from '../pile-receipt.ts'
import { hasFocus, press, see } from './act.ts'
import { servedOffice } from './served.ts'

const t = (key: string, params: Record<string, string | number> = {}) => translate('en', key, params)

const { server, at } = servedOffice()

interface Meanwhile {
  /** The button of the menu. */
  button: Locator
  entry: string
  /** What another does while the entry has the focus, and what the page then says of it. */
  another: () => Promise<unknown>
  shows: string | RegExp
  /** What would undo that. */
  opposite: string
}

/** Presses the entry that has had the focus since before another did what it stands for. */
async function pressLater(page: Page, { button, entry: name, another, shows, opposite }: Meanwhile): Promise<void> {
  await button.focus()
  await page.keyboard.press('Enter')
  const entry = page.getByRole('menuitem', { name, exact: true })
  await entry.waitFor()
  await entry.focus()
  await another()
  await see(page.locator('#root'), shows)
  await page.waitForTimeout(300)
  assert.equal(await hasFocus(entry), true)
  assert.equal(await page.getByRole('menuitem', { name: opposite }).count(), 0)
  await page.keyboard.press('Enter')
}

test('a person whom another has let go while the menu was open is not taken back by its entry', async () => {
  const { office, people } = server()
  const { paulius, administrator } = people
  const { office: chart } = as(office, administrator)
  const { version } = await chart.member({ memberId: paulius.id })
  const page = await at('administrator', `/office/people?member=${paulius.id}`, { language: 'en' })
  await pressLater(page, {
    button: page.getByRole('article').getByRole('button', { name: t('web.more') }),
    entry: t('office.people.deactivateMore'),
    another: () => chart.deactivate({ memberId: paulius.id, version }),
    shows: t('office.people.left'),
    opposite: t('office.people.takeBack'),
  })
  const question = page.getByRole('alertdialog')
  await see(question, t('web.confirm.changed'))
  await press(question, t('office.people.deactivate'))
  await see(page, t('office.memberLeft', { name: paulius.name }))
  const now = await chart.member({ memberId: paulius.id })
  assert.equal(now.version, version + 1)
  await page.context().close()
})

test('a place that another has closed while its menu was open is not opened again by its entry', async () => {
  const { office, people } = server()
  const { office: places } = as(office, people.administrator)
  const page = await at('administrator', '/office/places', { language: 'en' })
  for (const act of ['web.edit', 'office.places.close'] as const) {
    const name = `Team of ${act}`
    const { id: teamId, version } = await places.addTeam({ name, departmentId: people.sales, branchId: people.vilnius })
    const row = page.getByRole('row').filter({ hasText: name })
    await row.waitFor()
    await pressLater(page, {
      button: row.getByRole('button'),
      entry: t(act),
      another: async () => {
        await places.closeTeam({ teamId, version })
        await see(row, t('office.places.isClosed'))
      },
      shows: name,
      opposite: t('office.places.reopen'),
    })
    const dialog = page.getByRole('dialog')
    if (act === 'web.edit') {
      await dialog.waitFor()
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
    } else await see(page, t('office.isClosed', { name }))
    const { items } = await places.teams({})
    const now = items.find(({ id }) => id === teamId)!
    assert.deepEqual([now.name, now.closedAt !== null], [name, true])
  }
  await page.context().close()
})

test('a round that another has closed while its menu was open is not opened again where History or Close stood', async () => {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const { id: roundId, number } = await rasa.openRound({ teamId: people.north, month: '2026-05-01' })
  const page = await at('rasa', `/expenses/rounds/${roundId}`, { language: 'en' })
  const badge = page.locator('header [data-tone], main [data-tone]').first()
  const isClosed = async () => (await rasa.round({ roundId })).closedAt !== null
  for (const entry of [t('web.history.title'), t('expenses.board.close')]) {
    await pressLater(page, {
      button: page
        .locator('header, main')
        .getByRole('button', { name: t('web.more'), exact: true })
        .first(),
      entry,
      another: () => rasa.closeRound({ roundId }),
      shows: t('expenses.standing.closed'),
      opposite: t('expenses.board.reopen'),
    })
    if (entry === t('web.history.title')) {
      await page.getByRole('dialog').waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    } else await see(page, t('expenses.roundClosed', { number }))
    assert.equal(await isClosed(), true)
    await rasa.reopenRound({ roundId })
    await badge.filter({ hasText: t('expenses.standing.closed') }).waitFor({ state: 'hidden' })
  }
  await page.context().close()
})

test('a receipt that another has set aside while its menu was open is not taken back by its entry, nor set aside twice', async () => {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const { id: roundId } = await rasa.openRound({ teamId: people.north, month: '2026-04-01' })
  const receiptId = await pileReceipt(server(), { roundId, background: 'white' })
  const { version, number } = await rasa.receipt({ receiptId })
  const page = await at('rasa', `/expenses/receipts?open=${receiptId}`, { language: 'en' })
  const why = 'Somebody else’s'
  await pressLater(page, {
    button: page.getByRole('button', { name: t('web.more'), exact: true }).last(),
    entry: t('expenses.receipts.setAside'),
    another: () => rasa.setAside({ receiptId, version, why }),
    shows: new RegExp(why),
    opposite: t('expenses.receipts.takeBack'),
  })
  const dialog = page.getByRole('dialog')
  await see(dialog, t('web.confirm.changed'))
  await dialog.getByRole('textbox').fill('Private')
  await press(dialog, t('expenses.receipts.setAside'))
  await see(dialog, t('expenses.receiptSetAside', { number }))
  assert.equal((await rasa.receipt({ receiptId })).setAsideWhy, why)
  await page.context().close()
})

test('papers keep their places in an open menu while another has one made', async () => {
  const { office, people } = server()
  const reportId = await monthSteps(() => ({ office, people, month: '2026-03-01' })).claim(people.jonas, 4_000)
  const { expenses } = as(office, people.rasa)
  await expenses.makePaper({ reportId, kind: 'csv' })
  const page = await at('rasa', `/expenses/reports/${reportId}`, { language: 'en' })
  await press(page, t('expenses.papers.papers'))
  const items = page.getByRole('menuitem')
  await see(page, t('expenses.papers.made'))
  const before = await items.allInnerTexts()
  await expenses.makePaper({ reportId, kind: 'xlsx' })
  await items.nth(before.length).waitFor()
  const after = await items.allInnerTexts()
  assert.deepEqual(
    after.slice(0, before.length).map((text) => text.split('\n')[0]),
    before.map((text) => text.split('\n')[0]),
  )
  await page.context().close()
})
