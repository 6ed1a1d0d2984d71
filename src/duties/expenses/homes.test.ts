import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as } from '#checks/as.ts'
import { migrateAgain } from '#checks/migrate-again.ts'
import { ownMonths } from '#checks/month-steps.ts'
import { addTeam, makeMember, type People, type TestMember } from '#checks/people.ts'
import { sentFile } from '#checks/sent-file.ts'
import { smallPhoto } from '#checks/small-photo.ts'
import type { TestOffice } from '#checks/test-office.ts'
import { today } from '#core/clock.ts'

let home: TestOffice
let people: People
let month: string
let year: number

const { by } = ownMonths((now) => {
  ;({ home, people, month, year } = now)
})

const admin = () => as(home.office, people.administrator).office
const photo = async () => sentFile(await smallPhoto())

interface Moved {
  teamId: string
  member: TestMember
  receiptId: string
  roundId: string
  /** His report in North, in which the receipt lies. */
  reportId: string
}

/** A receipt came to a team that Milda prepares; its person is in North since, where Rasa has opened his month. */
async function moved(name: string): Promise<Moved> {
  const { milda, rasa, north } = people
  const teamId = await addTeam(home.office, people, { name: `${name} ${year}`, assistant: milda })
  const at = { branchId: people.vilnius, departmentId: people.sales, teamId, language: 'en' as const }
  const member = await makeMember(home.office, `${name} Mažylė`, 'salesperson', at)
  const { id: roundId } = await by(milda).openRound({ teamId, month })
  const { receipt } = await by(milda).addReceipt({ memberId: member.id, roundId, file: await photo() })
  await admin().changeMember({ memberId: member.id, version: 1, teamId: north })
  const { id: reportId } = await by(rasa).openReport({ memberId: member.id, month })
  return { teamId, member, receiptId: receipt.id, roundId, reportId }
}

/** Its duty ends today, which is the last day that Milda prepares there. */
async function close({ teamId, roundId }: Moved): Promise<void> {
  await by(people.milda).closeRound({ roundId })
  const toDay = today('Europe/Vilnius')
  await home.office.db.updateTable('dutyAssignment').set({ toDay }).where('teamId', '=', teamId).execute()
  const { version } = (await admin().teams({})).items.find(({ id }) => id === teamId)!
  await admin().closeTeam({ teamId, version })
}

const seen = async (receiptId: string, member = people.rasa) => {
  const { version } = await by(member).receipt({ receiptId })
  return [{ receiptId, version }]
}
const pileOf = async (reportId: string) => (await by(people.rasa).report({ reportId })).pile.map(({ id }) => id)

test('into the tray a receipt goes where its report lies, in sight of who puts it there, and comes back from it', async () => {
  const { rasa, north } = people
  const { member, receiptId, reportId } = await moved('Alder')
  assert.deepEqual(await pileOf(reportId), [receiptId])
  const [tray] = (await by(rasa).attribute({ receipts: await seen(receiptId), memberId: null })).items
  assert.deepEqual([tray?.teamId, tray?.memberId], [north, null])
  assert.ok((await by(rasa).tray({ limit: 200 })).items.some(({ id }) => id === receiptId))
  await by(rasa).attribute({ receipts: await seen(receiptId), memberId: member.id })
  assert.equal((await by(rasa).receipt({ receiptId })).teamId, north)
})

test('who prepares only the team that a receipt came to keeps it there', async () => {
  const { milda } = people
  const { teamId, receiptId } = await moved('Aspen')
  await by(milda).setAside({ receiptId, why: 'A picture of the sea' })
  assert.equal((await by(milda).takeBack({ receiptId })).teamId, teamId)
  const [tray] = (await by(milda).attribute({ receipts: await seen(receiptId, milda), memberId: null })).items
  assert.equal(tray?.teamId, teamId)
  assert.ok((await by(milda).tray({ limit: 200 })).items.some(({ id }) => id === receiptId))
})

test('what a line lets go of lies with the team of its report, whose the history is then, and not in one closed since', async () => {
  const { rasa, milda, north } = people
  const ways = [
    (lineId: string) => by(rasa).removeLine({ lineId }),
    (lineId: string, receiptId: string) => by(rasa).detachReceipt({ lineId, receiptId }),
  ]
  for (const [at, letGo] of ways.entries()) {
    const all = await moved(['Beech', 'Birch'][at]!)
    const { receiptId, reportId } = all
    const { id: lineId } = await by(rasa).addLine({ reportId, amountCents: 400, receiptIds: [receiptId] })
    await close(all)
    await letGo(lineId, receiptId)
    const receipt = await by(rasa).receipt({ receiptId })
    // It was sent for a round that she may not open.
    assert.deepEqual([receipt.teamId, receipt.mayChange, receipt.roundId], [north, true, null])
    assert.deepEqual(await pileOf(reportId), [receiptId])
    const { items } = await as(home.office, rasa).desk.history({ recordId: receiptId, limit: 50 })
    assert.match(items[0]!.text, /nuėmė kvitą .* nuo eilutės ataskaitoje .*: dabar jis yra tos ataskaitos komandos/)
    assert.deepEqual((await as(home.office, milda).desk.history({ recordId: receiptId, limit: 50 })).items, [])
    await by(rasa).setAside({ receiptId, why: 'A picture of the sea' })
    assert.equal((await by(rasa).takeBack({ receiptId })).teamId, north)
  }
})

test('what a team closed since has left aside is taken back, and replaced, where it is claimed', async () => {
  const { rasa, milda, north } = people
  const all = await moved('Cedar')
  const { member, receiptId, reportId } = all
  await by(milda).setAside({ receiptId, why: 'A picture of the sea' })
  await close(all)
  assert.equal((await by(member).takeBack({ receiptId })).teamId, north)
  assert.deepEqual(await pileOf(reportId), [receiptId])
  const { receipt, replaced } = await by(rasa).addReceipt({ insteadOf: receiptId, file: await photo() })
  assert.deepEqual([receipt.teamId, replaced?.id], [north, receiptId])
  assert.deepEqual(await pileOf(reportId), [receipt.id])
})

test('a picture instead of one that a line rests on comes to the team of its report', async () => {
  const { rasa, north } = people
  const all = await moved('Cherry')
  const { receiptId, reportId } = all
  await by(rasa).addLine({ reportId, amountCents: 400, receiptIds: [receiptId] })
  await close(all)
  const { receipt, replaced } = await by(rasa).addReceipt({ insteadOf: receiptId, file: await photo() })
  assert.deepEqual([receipt.teamId, replaced], [north, null])
  assert.deepEqual(await pileOf(reportId), [receipt.id])
})

test('by link, too, what lies in a team closed since is taken back to where it is claimed', async () => {
  const { rasa, milda, north } = people
  const { db } = home.office
  const { teamId, member, roundId, receiptId, reportId } = await moved('Elder')
  await by(rasa).addLine({ reportId, amountCents: 400, merchant: 'Stovėjimas' })
  const goTo = (place: string, version: number) => admin().changeMember({ memberId: member.id, version, teamId: place })
  await goTo(teamId, 2)
  const { url } = await by(milda).makeLink({ roundId, memberId: member.id })
  await goTo(north, 3)
  const gone = await addTeam(home.office, people, { name: `Gone ${year}`, assistant: milda })
  const at = new Date().toISOString()
  await db.updateTable('team').set({ closedAt: at }).where('id', '=', gone).execute()
  const setAsideSays = JSON.stringify({ says: 'expenses.aside.betterPicture', params: { number: 'RCT-1' } })
  const aside = { setAsideAt: at, setAsideBy: member.id, setAsideSays, cameBy: 'link', teamId: gone } as const
  await db.updateTable('expenseReceipt').set(aside).where('id', '=', receiptId).execute()
  await as(home.office, null).expenses.takeBackByLink({ token: url!.split('/').at(-1)!, receiptId })
  assert.equal((await by(rasa).receipt({ receiptId })).teamId, north)
})

test('in an office in which receipts were left in a closed team, they are with whom their person is now', async () => {
  const { rasa, milda, north } = people
  const { db } = home.office
  const own = await moved('Fir')
  const inTray = await moved('Oak')
  await by(milda).attribute({ receipts: await seen(inTray.receiptId, milda), memberId: null })
  const { receipt: nobodys } = await by(milda).addReceipt({ teamId: inTray.teamId, file: await photo() })
  const closedAt = new Date().toISOString()
  const { teamId } = inTray
  await db.updateTable('team').set({ closedAt }).where('id', 'in', [own.teamId, teamId]).execute()
  await migrateAgain(home, ['20261284-expenses-receipts-home'])
  for (const { receiptId } of [own, inTray]) assert.equal((await by(rasa).receipt({ receiptId })).teamId, north)
  const left = db.selectFrom('expenseReceipt').select('teamId').where('id', '=', nobodys.id)
  assert.equal((await left.executeTakeFirstOrThrow()).teamId, teamId)
})
