import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as } from '#checks/as.ts'
import { handedOver, ownMonths } from '#checks/month-steps.ts'
import { addTeam, type People } from '#checks/people.ts'
import { readReceipt } from '#checks/read-receipt.ts'
import type { TestOffice } from '#checks/test-office.ts'

let home: TestOffice
let people: People
let month: string
let year: number

const { by, claim, handOver, present, signingOf, sign } = ownMonths((now) => {
  ;({ home, people, month, year } = now)
})

async function deskOf(member: { id: string }, key: string) {
  const { items } = await as(home.office, member).desk.waiting({})
  return items.filter((item) => item.key.startsWith(key))
}

/** A receipt of Jonas as it lies there, read or not. */
const receipt = (set: Parameters<typeof readReceipt>[2] = {}) =>
  readReceipt(home.office, people.jonas, { merchant: 'Taxi', spentOn: `${year}-03-12`, totalCents: 4_500, ...set })

test('what cannot be read, was set aside or is of years before does not make anybody complete', async () => {
  const { id: roundId } = await by(people.rasa).openRound({ teamId: people.north, month })
  const isComplete = async () =>
    (await by(people.rasa).round({ roundId })).people.find((one) => one.memberId === people.jonas.id)!.isComplete
  await receipt({ roundId, readingState: 'failed', totalCents: null, spentOn: null })
  await receipt({ roundId, readingState: 'read', totalCents: null })
  await receipt({ roundId, readingState: 'read', spentOn: `${year - 2}-03-12` })
  const aside = await receipt({ roundId, readingState: 'read' })
  await by(people.rasa).setAside({ receiptId: aside, why: 'Private' })
  assert.equal(await isComplete(), false)
  await by(people.rasa).takeBack({ receiptId: aside })
  assert.equal(await isComplete(), true)
})

test('a round is not due before its month begins, neither when it opens nor later', async () => {
  const open = (dueDay: string) => by(people.rasa).openRound({ teamId: people.north, month, dueDay })
  const early = `${year - 1}-04-05`
  await assert.rejects(open(early), /„\d+ m. kovas“.*mėnuo tada dar neprasidėjęs/)
  const { id: roundId, version } = await open(`${year}-04-05`)
  await assert.rejects(by(people.rasa).changeRound({ roundId, version, dueDay: early }), /dar neprasidėjęs/)
})

test('a line without a merchant is called by its category, its receipt or its place', async () => {
  const { id: reportId } = await by(people.rasa).openReport({ memberId: people.jonas.id, month })
  const receiptId = await receipt({ merchant: null })
  await by(people.rasa).addLine({ reportId, receiptIds: [receiptId] })
  await by(people.rasa).addLine({ reportId, amountCents: 100 })
  const { obstacles } = await by(people.rasa).report({ reportId })
  const texts = obstacles.filter((one) => one.says === 'expenses.obstacle.noCategory').map((one) => one.text)
  assert.deepEqual(texts, [`${receiptId}: pasirinkite kategoriją.`, '2\u2011oji eilutė: pasirinkite kategoriją.'])
})

test('handing over a team report without any report in it says what is missing in it', async () => {
  const { id: teamReportId, number } = await by(people.rasa).makeTeamReport({ teamId: people.north, month })
  await assert.rejects(handedOver(home.office, people.rasa, teamReportId), new RegExp(`${number} dar nėra ataskaitų`))
})

test('nothing more is asked of somebody whose report of the month is signed', async () => {
  const { id: roundId } = await by(people.rasa).openRound({ teamId: people.north, month })
  const asked = () => deskOf(people.rasa, `expenses.ask:${roundId}:${people.jonas.id}`)
  await claim(people.jonas, 4_000)
  const { departmentReportId } = await handOver(people.north)
  assert.equal((await asked()).length, 1)
  await sign(departmentReportId)
  assert.equal((await asked()).length, 0)
})

test('receipts that come after the signature are claimed in the next open report, which the signed one and the desk name', async () => {
  const { rasa, jonas, north } = people
  const { id: roundId } = await by(rasa).openRound({ teamId: north, month })
  const signed = await claim(jonas, 4_000)
  await sign((await handOver(north)).departmentReportId)
  const desk = () => deskOf(rasa, `expenses.late:${jonas.id}:${month}`)
  assert.deepEqual(await desk(), [])
  const came = [await receipt({ roundId }), await receipt({ roundId }), await receipt()]
  const april = `${year}-04-01`
  const [waiting] = await desk()
  assert.match(waiting!.text, /^Jonas Ąžuolas: .*kovas.*atėjo 2 kvitai, juos reikia įtraukti į ataskaitą .*balandis/)
  assert.equal(waiting!.link, `/expenses/reports/${signed}`)
  const old = await by(rasa).report({ reportId: signed })
  assert.deepEqual([old.pile, old.obstacles], [[], []])
  assert.deepEqual(old.late, { receipts: 3, month: april, reportId: null, mayOpen: true })
  const board = await by(rasa).round({ roundId })
  assert.equal(board.people.find((one) => one.memberId === jonas.id)!.late?.receipts, 3)

  // No round of the next month is there yet; it takes the report in when it opens.
  const { id: reportId } = await by(rasa).openReport({ memberId: jonas.id, month: april })
  assert.deepEqual((await by(rasa).report({ reportId })).pile.map(({ id }) => id).sort(), came.sort())
  const { id: nextRound } = await by(rasa).openRound({ teamId: north, month: april })
  const own = await receipt({ roundId: nextRound, spentOn: `${year}-04-02` })
  assert.equal((await by(rasa).report({ reportId })).roundId, nextRound)
  assert.deepEqual((await by(rasa).report({ reportId })).pile.map(({ id }) => id).sort(), [...came, own].sort())
  assert.equal((await by(jonas).report({ reportId: signed })).late?.reportId, reportId)
  assert.equal((await desk())[0]!.link, `/expenses/reports/${reportId}`)
  await by(rasa).addLine({ reportId, receiptIds: came })
  assert.deepEqual(await desk(), [])
  assert.equal((await by(rasa).report({ reportId: signed })).late, null)
})

test('what came late of somebody who has moved opens to the team that claims it, and to the one it was his in', async () => {
  const { rasa, milda, jonas, north } = people
  const east = await addTeam(home.office, people, { name: `East ${year}`, assistant: milda })
  const { id: roundId } = await by(rasa).openRound({ teamId: north, month })
  const own = await receipt({ roundId, totalCents: 4_000 })
  const signed = await claim(jonas, 4_000)
  const { lines } = await by(rasa).report({ reportId: signed })
  await by(rasa).attachReceipt({ lineId: lines[0]!.id, receiptId: own })
  await by(rasa).recordConfirmation({ reportId: signed, way: 'phone', confirmedOn: `${year}-03-28` })
  await sign((await handOver(north)).departmentReportId)
  const file = new File(['%PDF-1.4 a taxi'], 'taxi.pdf', { type: 'application/pdf' })
  const { receipt: late } = await by(rasa).addReceipt({ memberId: jonas.id, roundId, file })
  const moveTo = (teamId: string) =>
    home.office.db.updateTable('member').set({ teamId }).where('id', '=', jonas.id).execute()
  await moveTo(east)
  const absent = { message: /no such receipt/i }
  await assert.rejects(by(milda).receipt({ receiptId: late.id }), absent)
  const { id: reportId } = await by(milda).openReport({ memberId: jonas.id, month: `${year}-04-01` })
  assert.deepEqual(
    (await by(milda).report({ reportId })).pile.map(({ id }) => id),
    [late.id],
  )
  const opens = async () => {
    for (const who of [milda, rasa]) {
      assert.equal((await by(who).receipt({ receiptId: late.id })).mayChange, true)
      assert.equal(await (await by(who).original({ receiptId: late.id })).text(), '%PDF-1.4 a taxi')
      await assert.rejects(by(who).picture({ receiptId: late.id }), { message: new RegExp(late.number) })
    }
    await assert.rejects(by(milda).receipt({ receiptId: own }), absent)
    await assert.rejects(by(people.ieva).receipt({ receiptId: late.id }), absent)
  }
  await opens()
  const { version } = await by(milda).receipt({ receiptId: late.id })
  await by(milda).changeReceipt({ receiptId: late.id, version, merchant: 'Taxi', totalCents: 1_200, currency: 'EUR' })
  const { id: lineId } = await by(milda).addLine({ reportId, receiptIds: [late.id] })
  await opens()
  await by(milda).removeLine({ lineId })
  await by(milda).setAside({ receiptId: late.id, why: 'Private' })
  await by(milda).takeBack({ receiptId: late.id })
  await opens()
  await moveTo(north)
})

test('what comes late of somebody who has left is claimed in a report of the next month, and nothing else of his', async () => {
  const { rasa, jonas, north } = people
  const { id: roundId } = await by(rasa).openRound({ teamId: north, month })
  await claim(jonas, 4_000)
  await sign((await handOver(north)).departmentReportId)
  const left = (deactivatedAt: string | null) =>
    home.office.db.updateTable('member').set({ deactivatedAt }).where('id', '=', jonas.id).execute()
  await left('2026-01-01T00:00:00Z')
  const next = () => by(rasa).openReport({ memberId: jonas.id, month: `${year}-04-01` })
  await assert.rejects(next(), /Tokio vadybininko nėra/)
  await receipt({ roundId })
  const { id: reportId } = await next()
  assert.equal((await by(rasa).report({ reportId })).pile.length, 1)
  await left(null)
})

test('a report that its month was signed without stays on the desk with what stands in its way, until it is handed over', async () => {
  const { rasa, jonas, ieva, north } = people
  await claim(jonas, 4_000)
  const { id: reportId } = await by(rasa).openReport({ memberId: ieva.id, month })
  const { id: lineId } = await by(rasa).addLine({ reportId, amountCents: 100 })
  const { teamReportId } = await handOverWithout(reportId)
  const desk = () => deskOf(rasa, `expenses.lateReport:${reportId}`)
  assert.deepEqual(await desk(), [])
  await sign(await handedOver(home.office, rasa, teamReportId))
  assert.match((await desk())[0]!.text, /^Ieva Šimkutė, .*kovas: mėnuo pasirašytas be šios ataskaitos, kliudo \d dalyk/)
  await by(rasa).removeLine({ lineId })
  assert.deepEqual(await desk(), [])
  await claim(ieva, 1_000)
  const { departmentReportId } = await handOver(north)
  assert.deepEqual(await desk(), [])
  assert.deepEqual(await deskOf(rasa, 'expenses.handOver'), [])
  await sign(departmentReportId)
})

async function handOverWithout(reportId: string) {
  const { id: teamReportId } = await by(people.rasa).makeTeamReport({ teamId: people.north, month })
  await by(people.rasa).includeReport({ teamReportId, reportId, included: false })
  return { teamReportId }
}

test('a salesperson reads what of his signed report was accepted, how much less and why, on his desk until he looks', async () => {
  const { rasa, jonas, vytautas, daiva, north } = people
  const reportId = await claim(jonas, 4_000)
  const { departmentReportId } = await handOver(north)
  await sign(departmentReportId)
  const desk = () => deskOf(jonas, `expenses.less:${reportId}`)
  const report = () => by(jonas).report({ reportId })
  assert.deepEqual([(await report()).lessAccepted, (await report()).unseen], [[], false])
  const lineId = (await report()).lines[0]!.id
  const correct = async (nowCents: number, reason: string) => {
    const { id: correctionId } = await by(daiva).proposeCorrection({ departmentReportId, lineId, nowCents, reason })
    assert.deepEqual(await desk(), [])
    await by(vytautas).decideCorrection({ correctionId, agreed: true })
  }
  await correct(3_000, 'Private part')
  assert.match(
    (await desk())[0]!.text,
    /kovas.*: priimta 30,00\s€, 10,00\s€ mažiau, nei prašyta \(Parkomatas: Private part\)/,
  )
  const seen = await report()
  assert.deepEqual([seen.claimedCents, seen.acceptedCents, seen.unseen], [4_000, 3_000, true])
  const [less] = seen.lessAccepted
  assert.deepEqual([less!.claimedCents, less!.acceptedCents, less!.why], [4_000, 3_000, 'Private part'])
  assert.equal((await by(rasa).report({ reportId })).unseen, false)
  const { at: upTo } = less!
  await assert.rejects(by(people.ieva).seeDecisions({ reportId, upTo }), /no such/)
  await by(jonas).seeDecisions({ reportId, upTo })
  assert.deepEqual(await desk(), [])
  await correct(2_000, 'Counted again')
  assert.equal((await desk()).length, 1)
  await by(jonas).seeDecisions({ reportId, upTo })
  assert.equal((await desk()).length, 1, 'what was decided after the page was read is not seen')
  const [later] = (await report()).lessAccepted
  await by(jonas).seeDecisions({ reportId, upTo: later!.at })
  await by(jonas).seeDecisions({ reportId, upTo })
  assert.deepEqual(await desk(), [], 'an older page takes nothing back')
})

test('of a correction upward and a refund refused he reads that more is accepted; less and more in all alike, that too', async () => {
  const { rasa, jonas, vytautas, daiva, north } = people
  const reportId = await claim(jonas, 5_000)
  const report = () => by(jonas).report({ reportId })
  const { spentOn, categoryId, id: lineId, version } = (await report()).lines[0]!
  await by(rasa).changeLine({ lineId, version, ownShareCents: 1_000 })
  const refund = {
    merchant: 'Grąžinta',
    amountCents: -1_000,
    explanation: 'Brought back',
    purpose: 'Visit',
    currency: 'EUR',
  }
  const { id: refundId } = await by(rasa).addLine({ reportId, ...refund, spentOn: spentOn!, categoryId: categoryId! })
  await by(rasa).declareMissing({ lineId: refundId, reason: 'The machine prints none' })
  await by(rasa).recordConfirmation({ reportId, way: 'phone', confirmedOn: month.replace(/01$/, '28') })
  const { departmentReportId } = await handOver(north)
  await present(departmentReportId)
  await by(vytautas).refuseLine({ departmentReportId, lineId: refundId, why: 'Not ours' })
  await by(vytautas).approve(await signingOf(departmentReportId))
  const desk = async () => (await deskOf(jonas, `expenses.less:${reportId}`))[0]!.text
  assert.match(await desk(), /kovas.*: priimta 40,00\s€, 10,00\s€ daugiau, nei prašyta \(Grąžinta: Not ours\)/)
  const merchants = (lines: { merchant: string }[]) => lines.map(({ merchant }) => merchant)
  assert.deepEqual(merchants((await report()).moreAccepted), ['Grąžinta'])
  assert.deepEqual((await report()).lessAccepted, [])
  const correct = async (nowCents: number) => {
    const correction = { departmentReportId, lineId, nowCents, reason: 'Counted again' }
    const { id: correctionId } = await by(daiva).proposeCorrection(correction)
    await by(vytautas).decideCorrection({ correctionId, agreed: true })
  }
  await correct(3_000)
  assert.match(await desk(), /priimta 30,00\s€, iš viso tiek, kiek prašyta, bet atskirų eilučių sumos kitokios/)
  assert.deepEqual(merchants((await report()).lessAccepted), ['Parkomatas'])
  await correct(5_000)
  assert.match(await desk(), /priimta 50,00\s€, 20,00\s€ daugiau, nei prašyta/)
  const { moreAccepted } = await report()
  assert.deepEqual(merchants(moreAccepted), ['Parkomatas', 'Grąžinta'])
  await by(jonas).seeDecisions({ reportId, upTo: moreAccepted[0]!.at })
})
