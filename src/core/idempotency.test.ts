import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { as } from '#checks/as.ts'
import { browser, refused } from '#checks/office-callers.ts'
import { makePeople, type People } from '#checks/people.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { today } from '#core/clock.ts'
import { actorOf } from '#office/public.ts'

let home: TestOffice
let people: People
before(async () => {
  home = await openTestOffice()
  people = await makePeople(home.office)
})
after(() => home.close())

const receiptOf = (text: string) => new File([`%PDF-1.4 ${text}`], 'receipt.pdf', { type: 'application/pdf' })
const once = (key: string) => ({ headers: { 'idempotency-key': key } })

test('one key in the name of two people is two changes, and each is done', async () => {
  const headers = { 'idempotency-key': 'photograph' }
  const file = receiptOf('a')
  const [one, other] = [people.jonas, people.ieva].map((behalf) =>
    as(home.office, people.rasa, { behalf, headers }).expenses.addReceipt({ file }),
  )
  assert.equal((await one!).receipt.memberId, people.jonas.id)
  assert.equal((await other!).receipt.memberId, people.ieva.id)
})

test('one key with another body is refused, whichever comes first', async () => {
  const { office } = as(home.office, people.rasa, once('view'))
  const view = { page: 'receipts', settings: {} }
  const both = await Promise.allSettled([
    office.saveView({ ...view, name: 'A' }),
    office.saveView({ ...view, name: 'B' }),
  ])
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  await assert.rejects(office.saveView({ ...view, name: 'C' }), /Idempotency-Key/)
})

test('one key with another file of the same name and size is refused', async () => {
  const { expenses } = as(home.office, people.jonas, once('file'))
  const { receipt } = await expenses.addReceipt({ file: receiptOf('a') })
  assert.equal((await expenses.addReceipt({ file: receiptOf('a') })).receipt.id, receipt.id)
  await assert.rejects(expenses.addReceipt({ file: receiptOf('b') }), /Idempotency-Key/)
})

test('a repeated key shows nothing to who has lost the duty or calls by a lesser key, and does nothing twice', async () => {
  const { administrator, milda, south, tomasz } = people
  const chart = as(home.office, administrator).office
  const fromDay = today('Europe/Vilnius')
  const given = await chart.assign({ role: 'expenses.prepare', memberId: milda.id, placeId: south, fromDay })
  const report = await as(home.office, milda).expenses.openReport({ memberId: tomasz.id, month: '2026-03-01' })
  const line = { reportId: report.id, merchant: 'Slapta kavinė', amountCents: 100 }
  const added = await as(home.office, milda, once('line')).expenses.addLine(line)
  assert.deepEqual(await as(home.office, milda, once('line')).expenses.addLine(line), added)

  // The same right by another team: the call comes as far as the remembered answer.
  await chart.removeAssignment({ assignmentId: given.id, version: given.version })
  const elsewhere = await chart.assign({ role: 'expenses.prepare', memberId: milda.id, placeId: people.north, fromDay })
  const isTold = refused('core.keyUsedWithOtherRights')
  await assert.rejects(as(home.office, milda, once('line')).expenses.addLine(line), isTold)
  await chart.removeAssignment({ assignmentId: elsewhere.id, version: elsewhere.version })

  const view = { page: 'receipts', name: 'Mine', settings: {} }
  await as(home.office, people.daiva, once('by key')).office.saveView(view)
  const { key } = await as(home.office, people.daiva).office.makeApiKey({ name: 'Less', rights: ['expenses.see'] })
  const program = browser(home.office, { authorization: `Bearer ${key}`, 'idempotency-key': 'by key' })
  await assert.rejects(program.saveView(view), isTold)

  const again = await chart.assign({ role: 'expenses.prepare', memberId: milda.id, placeId: south, fromDay })
  const { lines } = await as(home.office, milda).expenses.report({ reportId: report.id })
  assert.equal(lines.length, 1)
  assert.deepEqual(await as(home.office, milda, once('line')).expenses.addLine(line), added)
  await chart.removeAssignment({ assignmentId: again.id, version: again.version })
})

test('what is kept of an input tells nothing to who tries passwords on it', async () => {
  const view = { page: 'receipts', name: 'D', settings: {} }
  await as(home.office, people.rasa, once('hashed')).office.saveView(view)
  const { inputHash } = await home.office.db
    .selectFrom('rememberedAnswer')
    .select('inputHash')
    .where('key', '=', 'hashed')
    .executeTakeFirstOrThrow()
  assert.notEqual(inputHash, createHash('sha256').update(JSON.stringify(view)).digest('hex'))
})

test('no secret that was shown once lies readable anywhere, and a repeated key is told that it was done', async () => {
  const administrator = as(home.office, people.administrator, once('link')).office
  const { link } = await administrator.invite({ memberId: people.milda.id })
  const { key } = await as(home.office, people.rasa, once('key')).office.makeApiKey({ name: 'A program' })
  const { link: reset } = await as(home.office, people.administrator, once('reset')).office.makeResetLink({
    memberId: people.lina.id,
  })
  const round = await as(home.office, people.rasa).expenses.openRound({ teamId: people.north, month: '2026-03-01' })
  const asked = { roundId: round.id, memberId: people.jonas.id }
  const { url } = await as(home.office, people.rasa, once('upload')).expenses.makeLink(asked)

  const reminded = { roundId: round.id, memberIds: [people.jonas.id], way: 'copied' as const }
  const { items } = await as(home.office, people.rasa, once('remind')).expenses.remind(reminded)
  const [letter] = items
  assert.equal(letter!.url, url)
  const [kept] = (await as(home.office, people.jonas).expenses.reminders({ roundId: round.id })).items
  assert.equal(kept!.body, letter!.body.replace(url!, 'http://127.0.0.1:4400/u/…'))

  const everything = await allText()
  for (const secret of [link, reset, key, url!].map((text) => text.split('/').at(-1)!))
    assert.ok(!everything.includes(secret), secret)

  const isTold = (error: { data?: { says?: string } }) => error.data?.says === 'core.doneAndShownOnce'
  await assert.rejects(administrator.invite({ memberId: people.milda.id }), isTold)
  await assert.rejects(as(home.office, people.rasa, once('key')).office.makeApiKey({ name: 'A program' }), isTold)
  await assert.rejects(as(home.office, people.rasa, once('upload')).expenses.makeLink(asked), isTold)
  assert.equal((await as(home.office, people.rasa).office.apiKeys({})).items.length, 1)
})

/** Every row of every table as text. */
async function allText(): Promise<string> {
  const { adminPool } = home.offices
  const { rows } = await adminPool.query<{ name: string }>(
    `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname like 'office%' or schemaname like 'graphile%'`,
  )
  const texts = []
  for (const { name } of rows) texts.push(JSON.stringify((await adminPool.query(`select x::text from ${name} x`)).rows))
  return texts.join('\n')
}

test('what was asked before the roles had their names of today is answered again', async () => {
  const ask = () =>
    as(home.office, people.vytautas, once('before')).office.saveView({ page: 'receipts', name: 'Old', settings: {} })
  const first = await ask()
  const { key, teamId, departmentId, rights, teams, departments } = (await actorOf(home.office, people.vytautas.id))!
  const places = (of: typeof teams) =>
    (['prepare', 'combine', 'review', 'pay'] as const).map((role) => [...of[`expenses.${role}`]].sort())
  const standing = [key, teamId, departmentId, [...rights].sort(), places(teams), places(departments)]
  const rightsHash = createHash('sha256').update(JSON.stringify(standing)).digest('hex')
  await home.office.db.updateTable('rememberedAnswer').set({ rightsHash }).where('key', '=', 'before').execute()
  assert.deepEqual(await ask(), first)
})
