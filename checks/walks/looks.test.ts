import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#core/ids.ts'
import { as } from '../as.ts'
import { southernRecords } from '../walk-records.ts'
import { servedOffice } from './served.ts'

let reportId: string
let teamReportId: string
const { server, at } = servedOffice(async ({ office, people }) => {
  const { expenses } = as(office, people.daiva)
  teamReportId = (await southernRecords(office, people)).ids.teamReportId!
  const month = new Date().toISOString().slice(0, 8).concat('01')
  await expenses.openRound({ teamId: people.south, month })
  await expenses.setRate({ currency: 'PLN', day: month, rate: '0.235295', was: null, source: 'European Central Bank' })
  reportId = (await expenses.openReport({ memberId: people.tomasz.id, month })).id
  await expenses.addLine({ reportId, merchant: 'Hotel', currency: 'MYR', amountCents: 32_700 })
})

test('the tables of settings that have few columns are whole on a phone', async () => {
  // Rasa has one team, so one column beside the categories.
  for (const tab of ['budgets', 'rates']) {
    const page = await at('rasa', `/expenses/settings?tab=${tab}`, { width: 390 })
    const frame = page.getByRole('table').locator('xpath=..')
    await frame.waitFor()
    const [wide, room] = await frame.evaluate((box) => [box.scrollWidth, box.clientWidth])
    assert.ok(wide! <= room!, `${tab}: ${wide} px in ${room}`)
    await page.context().close()
  }
})

test('a closed category that has a budget stands among the budgets as closed, and its sum has it', async () => {
  const { office, people } = server()
  const { expenses } = as(office, people.daiva)
  const month = '2026-02-01'
  const [open, closed] = (await expenses.categories({})).items
  const amounts = [open!, closed!].map(({ id }, at) => ({ categoryId: id, cents: 10_000 * (at + 1), was: null }))
  await expenses.setBudgets({ teamId: people.north, month, amounts })
  await expenses.closeCategory({ categoryId: closed!.id })
  const page = await at('daiva', `/expenses/settings?tab=budgets&month=${month}`)
  await page.getByRole('row', { name: 'Sum' }).getByText('300.00').waitFor()
  await page.getByRole('row', { name: closed!.nameEn }).getByText('not used').waitFor()
  await page.context().close()
})

test('that a sum lacks a line stands under it, not in its way', async () => {
  const page = await at('daiva', `/expenses/reports/${reportId}`)
  const note = page.locator('dl').getByText('no amount or exchange rate')
  await note.waitFor()
  const [label, sum, said] = await note.evaluate((one) => {
    const box = (part: Element) => part.getBoundingClientRect()
    const [term, amount] = one.parentElement!.children
    return [box(term!).height, box(amount!).bottom, box(one).top]
  })
  assert.ok(label! < 30 && said! >= sum! - 1, `${label} px high, sum ends at ${sum}, note begins at ${said}`)
  await page.context().close()

  const own = await at('tomasz', '/my', { width: 390 })
  const [first, second] = await own
    .getByText('not counted: no amount or exchange rate')
    .evaluate((one) => [one.getBoundingClientRect().bottom, one.nextElementSibling!.getBoundingClientRect().top])
  assert.ok(second! >= first! - 1, `one note ends at ${first}, the next begins at ${second}`)
  await own.context().close()
})

test('failed work stands once on the desk, with its reason and what can be done', async () => {
  const { office, people } = server()
  const asked = {
    id: newId(),
    task: 'expenses.sendReminder',
    payload: '{}',
    says: 'expenses.job.mailing',
    params: JSON.stringify({ name: 'Tomasz' }),
    askedBy: people.daiva.id,
    recordId: null,
    endedAt: new Date().toISOString(),
    result: null,
  }
  const failure = JSON.stringify({
    says: 'core.mail.addressRefused',
    address: 'tomasz@example.com',
    reason: '550 unknown',
  })
  await office.db
    .insertInto('job')
    .values({ ...asked, state: 'failed', failure })
    .execute()
  const page = await at('daiva', '/')
  await page.getByRole('button', { name: 'Try again' }).waitFor()
  assert.equal(await page.getByText('550 unknown').count(), 1)
  await page.context().close()
})

test('where nothing was spent before, no figure of nothing stands beside what was spent now', async () => {
  const page = await at('daiva', `/expenses/team-reports/${teamReportId}`)
  const beside = page.getByRole('grid').locator('small')
  await beside.first().waitFor()
  assert.deepEqual(new Set(await beside.allTextContents()), new Set(['–']))
  await page.context().close()
})
