import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as } from '#checks/as.ts'
import { ownMonths } from '#checks/month-steps.ts'
import { refused } from '#checks/office-callers.ts'
import type { People, TestMember } from '#checks/people.ts'
import { sentFile } from '#checks/sent-file.ts'
import { smallPhoto } from '#checks/small-photo.ts'
import type { TestOffice } from '#checks/test-office.ts'
import { newId } from '#core/ids.ts'

let home: TestOffice
let people: People
let month: string

const { by } = ownMonths((now) => {
  ;({ home, people, month } = now)
})

/** A round of team North in which a hotel of Jonas’s is waited for. */
async function asked() {
  const { id: roundId } = await by(people.rasa).openRound({ teamId: people.north, month })
  const item = await by(people.rasa).addExpected({ roundId, memberId: people.jonas.id, what: 'Hotel in Lyon' })
  const now = async () => {
    const { people: all } = await by(people.rasa).round({ roundId })
    return all.flatMap(({ expected }) => expected).find(({ id }) => id === item.id)!
  }
  return { roundId, item, now }
}

async function toldOf(recordId: string): Promise<string[]> {
  const { items } = await as(home.office, people.milda).desk.history({ recordId })
  assert.deepEqual(items, [], 'who does not do the duty reads nothing of it')
  return (await as(home.office, people.rasa).desk.history({ recordId })).items.map(({ text }) => text)
}

test('what is expected is changed by whoever prepares and by himself, each on what the other left', async () => {
  const { item, now } = await asked()
  const { id: expectedId } = item
  const facts = { what: 'Hotel in Dijon', expectedOn: month, cents: 12_000, recurring: true }
  const changed = await by(people.jonas).changeExpected({ expectedId, version: item.version, ...facts })
  assert.deepEqual({ ...changed, ...facts, version: item.version + 1 }, changed)
  const { id: categoryId } = (await by(people.rasa).categories({})).items.find(({ code }) => code === 'hotel')!
  await by(people.rasa).changeExpected({ expectedId, version: changed.version, categoryId, cents: null })
  const shown = await now()
  assert.deepEqual([shown.what, shown.categoryId, shown.cents], ['Hotel in Dijon', categoryId, null])
  assert.equal((await toldOf(expectedId)).length, 3)
})

test('what is expected is not changed past another’s change, into a category that is closed, or by who has nothing to do with it', async () => {
  const { item, now } = await asked()
  const { id: expectedId, version } = item
  const change = (member: TestMember, fields: object) => by(member).changeExpected({ expectedId, version, ...fields })
  for (const stranger of [people.daiva, people.tomasz, people.ieva])
    await assert.rejects(change(stranger, { what: 'Mine' }), refused('expenses.noSuchExpected'))
  for (const without of [people.milda, people.paulius])
    await assert.rejects(change(without, { what: 'Mine' }), { code: 'FORBIDDEN' })
  const { id: categoryId } = await by(people.daiva).addCategory({
    code: `old${newId().slice(-6)}`,
    nameEn: 'Old',
    nameLt: 'Senas',
  })
  await by(people.daiva).closeCategory({ categoryId })
  await assert.rejects(change(people.rasa, { categoryId }), { status: 404 })
  await change(people.jonas, { cents: 9_000 })
  await assert.rejects(change(people.rasa, { cents: 8_000, what: 'Hotel in Lyon' }), (error: never) => {
    const { data } = error as { data: { details: unknown } }
    assert.deepEqual(data.details, {
      version: version + 1,
      fields: [{ field: 'cents', now: 9_000, yours: 8_000 }],
    })
    return true
  })
  const shown = await now()
  assert.deepEqual([shown.what, shown.cents, shown.categoryId], ['Hotel in Lyon', 9_000, null])
})

test('by a link one says why a receipt is missing, of what is one’s own and has not come', async () => {
  const { roundId, item, now } = await asked()
  const linkOf = async (member: TestMember) => {
    const { id, url } = await by(people.rasa).makeLink({ roundId, memberId: member.id })
    return { id, token: url!.split('/').at(-1)! }
  }
  const [own, ievas] = [await linkOf(people.jonas), await linkOf(people.ieva)]
  const declare = ({ token }: { token: string }, reason = 'The hotel has closed', expectedId = item.id) =>
    as(home.office, null).expenses.declareMissingByLink({ token, expectedId, reason })
  await assert.rejects(declare(ievas), refused('expenses.noSuchExpected'))
  await assert.rejects(declare(own, 'The hotel has closed', newId()), refused('expenses.noSuchExpected'))
  await assert.rejects(declare(own, '–'), { code: 'BAD_REQUEST' })
  await assert.rejects(declare({ token: 'x'.repeat(40) }), { status: 404 })
  assert.equal((await now()).state, 'waiting')

  assert.deepEqual(await declare(own), { expectedId: item.id })
  const shown = await now()
  assert.deepEqual([shown.state, shown.reason], ['missing', 'The hotel has closed'])
  assert.match((await toldOf(item.id)).join('\n'), /Jonas Ąžuolas.*The hotel has closed/)

  await by(people.rasa).settleExpected({ expectedId: item.id, version: shown.version, state: 'waiting' })
  const { receipt } = await by(people.jonas).addReceipt({ file: sentFile(await smallPhoto()) })
  await by(people.rasa).matchExpected({ expectedId: item.id, receiptId: receipt.id })
  await assert.rejects(declare(own), refused('expenses.alreadyReceived'))
  await by(people.rasa).revokeLink({ linkId: own.id })
  await assert.rejects(declare(own), refused('expenses.link.revoked'))
})

test('a closed round opens again with its reminders, for who prepares the team’s expenses only', async () => {
  const { id: roundId } = await by(people.rasa).openRound({ teamId: people.north, month, remindEveryDays: 3 })
  await assert.rejects(by(people.rasa).reopenRound({ roundId }), refused('expenses.roundOpen'))
  const closed = await by(people.rasa).closeRound({ roundId })
  assert.ok(closed.closedAt)
  assert.equal(closed.nextReminderAt, null)
  await assert.rejects(by(people.daiva).reopenRound({ roundId }), { status: 404 })
  await assert.rejects(by(people.jonas).reopenRound({ roundId }), { code: 'FORBIDDEN' })
  assert.ok((await by(people.rasa).round({ roundId })).closedAt)

  const wakings = async () => (await home.office.db.selectFrom('job').select('id').where('recordId', '=', roundId).execute()).length // biome-ignore format: one row
  const before = await wakings()
  const opened = await by(people.rasa).reopenRound({ roundId })
  assert.equal(opened.closedAt, null)
  assert.ok(opened.nextReminderAt! > new Date().toISOString())
  assert.equal(await wakings(), before + 1)
  await by(people.rasa).addExpected({ roundId, memberId: people.ieva.id, what: 'Parking' })
})

test('a round opened again whose people nobody reminds by itself reminds nobody', async () => {
  const { id: roundId } = await by(people.rasa).openRound({ teamId: people.north, month })
  await by(people.rasa).changeRound({ roundId, version: 1, remindEveryDays: null })
  await by(people.rasa).closeRound({ roundId })
  assert.equal((await by(people.rasa).reopenRound({ roundId })).nextReminderAt, null)
})
