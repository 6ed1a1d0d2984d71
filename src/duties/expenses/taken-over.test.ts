import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { as } from '#checks/as.ts'
import { addTeam, makeMember, makePeople, type People, type TestMember } from '#checks/people.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { newId } from '#core/ids.ts'

let home: TestOffice
let people: People
let east: string
/** A salesperson of North, each test's own, and his empty report there. */
let ona: TestMember
let reportId: string
let roundId: string

before(async () => {
  home = await openTestOffice()
  people = await makePeople(home.office)
  east = await addTeam(home.office, people, { name: 'East', assistant: people.milda })
  roundId = (await by(people.rasa).openRound({ teamId: people.north, month })).id
  await by(people.milda).openRound({ teamId: east, month })
})
after(() => home.close())
beforeEach(() => begin())

const month = '2026-03-01'
const by = (member: { id: string } | null) => as(home.office, member).expenses
async function begin() {
  const place = { language: 'lt', teamId: people.north, branchId: people.vilnius, departmentId: people.sales } as const
  ona = await makeMember(home.office, `Ona${newId()} Rimkutė`, 'salesperson', place)
  reportId = (await by(people.rasa).openReport({ memberId: ona.id, month })).id
}
const aFile = () => new File([`%PDF-1.4 ${newId()}`], 'a.pdf', { type: 'application/pdf' })
const move = () => home.office.db.updateTable('member').set({ teamId: east }).where('id', '=', ona.id).execute()
const takeOver = () => by(people.milda).openReport({ memberId: ona.id, month })
const linkToken = async () => {
  const { url } = await by(people.rasa).makeLink({ roundId, memberId: ona.id })
  return url!.split('/').at(-1)!
}
const says = (key: string) => (error: { data?: { says?: string } }) => error.data?.says === key

/** She claims in North still, in another month, so that Rasa goes on to reach her. */
async function claimsInNorthToo() {
  const { id } = await by(people.rasa).openReport({ memberId: ona.id, month: '2026-01-01' })
  await by(people.rasa).addLine({ reportId: id, amountCents: 100 })
}

/** A receipt in North's tray, and giving it to her in North's round. */
async function inTray() {
  const { receipt } = await by(people.rasa).addReceipt({ teamId: people.north, file: aFile() })
  const receipts = [{ receiptId: receipt.id, version: receipt.version }]
  return { receiptId: receipt.id, give: () => by(people.rasa).attribute({ receipts, memberId: ona.id, roundId }) }
}

/** Whose report it is now, and what whoever prepares it finds to be claimed in it. */
async function pileNow() {
  const { teamId } = await home.office.db
    .selectFrom('expenseReport')
    .select('teamId')
    .where('id', '=', reportId)
    .executeTakeFirstOrThrow()
  const isTaken = teamId === east
  const { pile } = await by(isTaken ? people.milda : people.rasa).report({ reportId })
  return { isTaken, pile: pile.map(({ id }) => id) }
}

/** Nothing asks her for anything in North any more. */
async function assertNothingAsked() {
  const board = await by(people.rasa).round({ roundId })
  const her = board.people.find(({ memberId }) => memberId === ona.id)
  assert.deepEqual([her?.linkId ?? null, her?.counts.waiting ?? 0], [null, 0])
}

test('a receipt that came by a link before keeps the month with the team before', async () => {
  const token = await linkToken()
  const { receiptId } = await by(null).addReceiptByLink({ token, file: aFile() })
  await move()
  await assert.rejects(takeOver, says('expenses.report.ofOtherTeam'))
  assert.deepEqual(await pileNow(), { isTaken: false, pile: [receiptId] })
})

test('with an empty month that is taken over ends what the team before asked for, and its links say so', async () => {
  const token = await linkToken()
  const { id: expectedId } = await by(people.rasa).addExpected({ roundId, memberId: ona.id, what: 'Hotel' })
  await claimsInNorthToo()
  await move()
  await takeOver()
  await assertNothingAsked()
  await assert.rejects(by(null).addReceiptByLink({ token, file: aFile() }), says('expenses.link.revoked'))
  const of = { roundId, memberId: ona.id }
  const asks = [
    () => by(people.rasa).makeLink(of),
    () => by(people.rasa).addExpected({ ...of, what: 'Fuel' }),
    () => by(people.rasa).remind({ roundId, memberIds: [ona.id], way: 'phone' }),
    () => by(people.rasa).reminderText(of),
  ]
  for (const ask of asks) await assert.rejects(ask, says('expenses.noSuchPerson'))
  const { items } = await as(home.office, people.rasa).desk.history({ recordId: expectedId, limit: 1 })
  assert.match(items[0]!.text, /Milda .*Hotel.* nereikia/)
})

test('a receipt given to the round before, or taken back there, lies in the report that claims the month', async () => {
  const { receiptId, give } = await inTray()
  const { receipt } = await by(people.rasa).addReceipt({ roundId, memberId: ona.id, file: aFile() })
  await by(people.rasa).setAside({ receiptId: receipt.id, why: 'Private' })
  await claimsInNorthToo()
  await move()
  await takeOver()
  await give()
  await by(people.rasa).takeBack({ receiptId: receipt.id })
  const { isTaken, pile } = await pileNow()
  assert.deepEqual([isTaken, pile.sort()], [true, [receiptId, receipt.id].sort()])
  await by(people.milda).addLine({ reportId, receiptIds: [receiptId], amountCents: 100 })
})

test('a receipt that came before its person moved, or without a round, lies in the report of the month', async () => {
  await home.office.db.deleteFrom('expenseReport').where('id', '=', reportId).execute()
  const sent = await by(ona).addReceipt({ roundId, file: aFile() })
  const loose = await by(ona).addReceipt({ roundId, file: aFile() })
  await home.office.db
    .updateTable('expenseReceipt')
    .set({ roundId: null, spentOn: '2026-03-12' })
    .where('id', '=', loose.receipt.id)
    .execute()
  await move()
  reportId = (await takeOver()).id
  assert.deepEqual((await pileNow()).pile.sort(), [sent.receipt.id, loose.receipt.id].sort())
})

test('whatever comes at the moment of a take-over ends where somebody sees it, twenty-five times each', async () => {
  const ends = new Set<string>()
  const ways: Record<string, () => Promise<() => Promise<string | undefined>>> = {
    async link() {
      const token = await linkToken()
      return async () => (await by(null).addReceiptByLink({ token, file: aFile() })).receiptId
    },
    async attributed() {
      const { receiptId, give } = await inTray()
      return async () => give().then(() => receiptId)
    },
    async expected() {
      return () =>
        by(people.rasa)
          .addExpected({ roundId, memberId: ona.id, what: 'Fuel' })
          .then(() => undefined)
    },
    async asked() {
      return () => linkToken().then(() => undefined)
    },
  }
  for (const [way, prepare] of Object.entries(ways))
    for (let n = 0; n < 25; n += 1) {
      await begin()
      if (way !== 'link') await claimsInNorthToo()
      const come = await prepare()
      await move()
      // From before the take-over has begun until after it has ended.
      const [came, taken] = await Promise.allSettled([wait(n * 10).then(come), takeOver()])
      const { isTaken, pile } = await pileNow()
      const receiptId = came!.status === 'fulfilled' ? (came!.value as string | undefined) : undefined
      assert.deepEqual(pile, receiptId ? [receiptId] : [])
      assert.equal(isTaken, taken!.status === 'fulfilled')
      if (isTaken) await assertNothingAsked()
      ends.add(`${way} ${isTaken}`)
    }
  assert.ok(ends.has('link true') && ends.has('attributed true'), [...ends].join())
})

test('a take-over goes ahead while the team before leaves the empty report out of its team report, or takes it in', async () => {
  const { id: teamReportId } = await by(people.rasa).makeTeamReport({ teamId: people.north, month })
  const combine = {
    leaveOut: () => by(people.rasa).includeReport({ teamReportId, reportId, included: false }),
    takeIn: () => by(people.rasa).includeReport({ teamReportId, reportId, included: true }),
    make: () => by(people.rasa).makeTeamReport({ teamId: people.north, month }),
  }
  for (const [way, come] of Object.entries(combine))
    for (let n = 0; n < 25; n += 1) {
      await begin()
      await combine[way === 'leaveOut' ? 'make' : 'leaveOut']().catch(() => {})
      await move()
      const [, taken] = await Promise.allSettled([come(), takeOver()])
      assert.equal(taken!.status, 'fulfilled', `${way} ${String((taken as PromiseRejectedResult).reason)}`)
      const of = home.office.db.selectFrom('expenseReport').select(['teamId', 'teamReportId'])
      const now = await of.where('id', '=', reportId).executeTakeFirstOrThrow()
      assert.deepEqual(now, { teamId: east, teamReportId: null })
    }
})

test('who may open a report reads its history: after a take-over the team before reads nothing of it, and it is told once', async () => {
  const { id: teamReportId } = await by(people.rasa).makeTeamReport({ teamId: people.north, month })
  await by(people.rasa).includeReport({ teamReportId, reportId, included: false })
  const { number } = await by(people.rasa).report({ reportId })
  await move()
  await takeOver()
  const read = async (member: TestMember) => {
    const { items } = await as(home.office, member).desk.history({ limit: 200 })
    return items.filter((item) => item.recordId === reportId || item.text.includes(number)).map(({ text }) => text)
  }
  assert.deepEqual(await read(people.rasa), [])
  const [told, ...more] = await read(people.milda)
  assert.match(told!, /took the empty report .* over from team North: it is with team East now/)
  assert.deepEqual(more, [])
  assert.equal((await read(ona)).length, 2)
})

test('the history of a receipt goes to whom it was given', async () => {
  const { receipt } = await by(people.rasa).addReceipt({ roundId, memberId: ona.id, file: aFile() })
  const receipts = [{ receiptId: receipt.id, version: receipt.version }]
  await by(people.rasa).attribute({ receipts, memberId: people.jonas.id })
  const read = async (member: TestMember) =>
    (await as(home.office, member).desk.history({ recordId: receipt.id, limit: 50 })).items.length
  assert.deepEqual([await read(ona), await read(people.jonas), await read(people.rasa)], [0, 1, 2])
})
