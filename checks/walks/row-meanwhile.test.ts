import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { translate } from '#core/words.ts'
import { as } from '../as.ts'
import { monthSteps } from '../month-steps.ts'
import { addTeam, makeMember } from '../people.ts'
import { hasFocus, see } from './act.ts'
import { servedOffice } from './served.ts'

const t = (key: string, params: Record<string, string | number> = {}) => translate('en', key, params)

const { server, at } = servedOffice()

/** A presented month of one person with three lines, before the senior manager. */
async function presented(month: string) {
  const { office, people } = server()
  const steps = monthSteps(() => ({ office, people, month }))
  const daiva = steps.by(people.daiva)
  const confirm = () => daiva.recordConfirmation({ reportId, way: 'phone', confirmedOn: month.replace(/01$/, '28') })
  const reportId = await steps.claim(people.tomasz, 4_000)
  const { categoryId } = (await daiva.report({ reportId })).lines[0]!
  for (const [merchant, day] of [
    ['Second', '20'],
    ['Third', '25'],
  ] as const) {
    const said = { merchant, spentOn: month.replace(/01$/, day), amountCents: 1_500, currency: 'EUR', purpose: 'Visit' }
    const { id: lineId } = await daiva.addLine({ reportId, categoryId: categoryId!, ...said })
    await daiva.declareMissing({ lineId, reason: 'The machine prints none' })
  }
  await confirm()
  const { departmentReportId } = await steps.handOver(people.south)
  await steps.present(departmentReportId)
  const vytautas = steps.by(people.vytautas)
  const ticked = async () => {
    const { ticks, lines } = await vytautas.departmentReport({ departmentReportId })
    return lines.filter(({ lineId }) => ticks.includes(`line:${lineId}`)).map(({ merchant }) => merchant)
  }
  const page = await at('vytautas', `/expenses/department-reports/${departmentReportId}?at=all`, { language: 'en' })
  const line = (merchant: string) => page.locator('button[id^="line-"]', { hasText: merchant })
  await line('Third').waitFor()
  return { page, line, ticked, daiva, vytautas, reportId, departmentReportId, confirm, people }
}

const until = async <Value>(read: () => Promise<Value>, wanted: Value) => {
  for (let tries = 0; JSON.stringify(await read()) !== JSON.stringify(wanted) && tries < 40; tries++)
    await new Promise((resolve) => setTimeout(resolve, 100))
  assert.deepEqual(await read(), wanted)
}

test('keys of the review are for the line that has the focus, however it came there', async () => {
  const { page, line, ticked } = await presented('2026-03-01')
  await line('Third').focus()
  await page.keyboard.press('x')
  await until(ticked, ['Third'])
  await line('Second').focus()
  await page.keyboard.press('a')
  await page.getByRole('textbox', { name: /Second/ }).waitFor()
  await page.context().close()
})

test('when the line with the focus is taken out meanwhile, its keys do nothing to another before one moves there', async () => {
  const { page, line, ticked, daiva, vytautas, people, confirm, ...ids } = await presented('2026-04-01')
  const about = { departmentReportId: ids.departmentReportId, memberId: people.tomasz.id, body: 'All of it?' }
  const { id: queryId } = await vytautas.askQuery(about)
  await see(page, 'All of it?')
  await line('Parkomatas').focus()
  const { lines } = await daiva.report({ reportId: ids.reportId })
  const { id: lineId, version } = lines.find(({ merchant }) => merchant === 'Parkomatas')!
  await daiva.removeLine({ lineId, version })
  await confirm()
  await daiva.answerQuery({ queryId, body: 'One too many' })
  await line('Parkomatas').waitFor({ state: 'detached' })
  await page.keyboard.press('x')
  await page.keyboard.press('a')
  await page.waitForTimeout(600)
  assert.deepEqual(await ticked(), [])
  assert.equal(await page.getByRole('textbox', { name: /Second|Third/ }).count(), 0)
  await page.keyboard.press('j')
  assert.equal(await hasFocus(line('Second')), true)
  await page.keyboard.press('x')
  await until(ticked, ['Second'])
  await page.context().close()
})

/** A round of a team of three, and who is chosen and stood on in it. */
async function board(name: string) {
  const { office, people } = server()
  const teamId = await addTeam(office, people, { name, assistant: people.rasa })
  const place = { branchId: people.vilnius, departmentId: people.sales, teamId }
  const names = ['Benas', 'Domas', 'Edgaras'].map((first) => `${first} ${name}`)
  const members = [] as { id: string }[]
  for (const one of names) members.push(await makeMember(office, one, 'salesperson', { ...place, language: 'en' }))
  const { id: roundId } = await as(office, people.rasa).expenses.openRound({ teamId, month: '2026-10-01' })
  const page = await at('rasa', `/expenses/rounds/${roundId}`, { language: 'en' })
  const row = (of: string) => page.locator('tbody tr', { hasText: of })
  await row(names[2]!).waitFor()
  const join = (of: string) => makeMember(office, of, 'salesperson', { ...place, language: 'en' })
  const administrator = as(office, people.administrator).office
  const change = async (memberId: string, set: { teamId: string }) => {
    const { version } = await administrator.member({ memberId })
    await administrator.changeMember({ memberId, version, ...set })
  }
  // The page hears of it as of everything that is done in the round.
  const expect = (memberId: string) =>
    as(office, people.rasa).expenses.addExpected({ roundId, memberId, what: 'Hotel' })
  return { page, row, names, members, join, change, expect, people }
}

const isHere = (row: Locator) => row.and(row.page().locator('[data-here]')).waitFor()
const chosen = (page: Page) =>
  page.locator('tbody input:checked').evaluateAll((boxes) => boxes.map((box) => box.getAttribute('aria-label')))

test('the row of a round that the keys stand on stays the same when somebody comes before it, and is left when he goes', async () => {
  const { page, row, names, members, join, change, expect, people } = await board('Ash')
  for (const name of names.slice(0, 2)) {
    await page.keyboard.press('j')
    await isHere(row(name))
  }
  await join('Aldas Ash')
  await expect(members[2]!.id)
  await row('Aldas Ash').waitFor()
  await isHere(row(names[1]!))
  await page.keyboard.press('x')
  await until(() => chosen(page), [names[1]!])
  await change(members[1]!.id, { teamId: people.north })
  await expect(members[2]!.id)
  await row(names[1]!).waitFor({ state: 'detached' })
  await page.waitForTimeout(400)
  await page.keyboard.press('x')
  await page.keyboard.press('e')
  await page.waitForTimeout(300)
  assert.deepEqual(await chosen(page), [])
  assert.deepEqual(await page.getByRole('toolbar').count(), 0)
  assert.deepEqual(await page.getByRole('dialog').count(), 0)
  await page.keyboard.press('j')
  await isHere(row(names[2]!))
  await row(names[0]!).getByRole('checkbox').focus()
  await page.keyboard.press('x')
  await until(() => chosen(page), [names[0]!])
  await page.context().close()
})

test('on the desk o opens the step that has the focus, and none in place of one that is done', async () => {
  const { office, people } = server()
  const rasa = as(office, people.rasa).expenses
  const page = await at('rasa', '/', { language: 'en' })
  const steps = page.getByRole('list', { name: t('desk.title') }).getByRole('link')
  await steps.nth(1).waitFor()
  const last = steps.last()
  const href = await last.getAttribute('href')
  await last.focus()
  await page.keyboard.press('o')
  await page.waitForURL((url) => `${url.pathname}${url.search}` === href)
  await page.goto('/')
  await steps.nth(1).waitFor()
  const { items } = await rasa.rounds({ open: true })
  const round = items.find(({ teamName }) => teamName === 'Ash')!
  const its = page.locator(`a[id^="waits-"][href*="${round.id}"]`)
  await its.first().focus()
  const id = await its.first().getAttribute('id')
  await rasa.closeRound({ roundId: round.id })
  await page.locator(`[id="${id}"]`).waitFor({ state: 'detached' })
  await page.keyboard.press('o')
  await page.waitForTimeout(500)
  assert.equal(new URL(page.url()).pathname, '/')
  await page.context().close()
})

test('the row of a list that the keys stand on stays the same when others come before it', async () => {
  const { office, people } = server()
  const administrator = as(office, people.administrator).office
  const page = await at('administrator', '/office/people', { language: 'en' })
  const row = (name: string) => page.getByRole('row', { name: new RegExp(name) })
  await row(people.ieva.name).waitFor()
  for (let tries = 0; tries < 30 && !(await row(people.ieva.name).getAttribute('data-here')); tries++)
    await page.keyboard.press('j')
  await isHere(row(people.ieva.name))
  await administrator.addMember({ ...newcomer(people), name: 'Aaron Before', email: 'aaron.before@example.test' })
  await row('Aaron Before').waitFor()
  await page.waitForTimeout(300)
  await isHere(row(people.ieva.name))
  await page.keyboard.press('o')
  await page.waitForURL((url) => url.search.includes(people.ieva.id))
  await page.context().close()
})

const newcomer = (people: { vilnius: string }) => ({
  branchId: people.vilnius,
  roles: ['colleague' as const],
  language: 'en' as const,
})
