import assert from 'node:assert/strict'
import { test } from 'node:test'
import { migrateAgain } from '#checks/migrate-again.ts'
import { ownMonths } from '#checks/month-steps.ts'
import type { People } from '#checks/people.ts'
import type { TestOffice } from '#checks/test-office.ts'

let home: TestOffice
let people: People

const { by, claim, handOver, present, signingOf } = ownMonths((now) => {
  ;({ home, people } = now)
})

/** Jonas’s line of 40 euros, refused. */
async function refused() {
  const reportId = await claim(people.jonas, 4_000)
  const lines = async () => (await by(people.rasa).report({ reportId })).lines
  const { id: lineId } = (await lines())[0]!
  const { departmentReportId, teamReportId } = await handOver(people.north)
  await present(departmentReportId)
  await by(people.vytautas).refuseLine({ departmentReportId, lineId, why: 'Private' })
  const department = () => by(people.vytautas).departmentReport({ departmentReportId })
  const sign = async () => by(people.vytautas).approve(await signingOf(departmentReportId))
  const accepted = async () => {
    const [own, team, all] = [
      await by(people.rasa).report({ reportId }),
      await by(people.rasa).teamReport({ teamReportId }),
      await department(),
    ]
    return [own.acceptedCents, team.matrix.sum.acceptedCents, all.matrix.sum.acceptedCents]
  }
  return { reportId, lineId, departmentReportId, lines, department, sign, accepted }
}

/** Splits a refused line into 15 and 25 under a query, and answers it. */
async function splitUnderQuery({ lineId, departmentReportId, lines }: Awaited<ReturnType<typeof refused>>) {
  const about = { departmentReportId, memberId: people.jonas.id, lineId }
  const { id: queryId } = await by(people.vytautas).askQuery({ ...about, body: 'How much of it was ours?' })
  const { version } = (await lines())[0]!
  const parts = [{ amountCents: 1_500 }, { amountCents: 2_500 }]
  const { ids } = await by(people.rasa).splitLine({ lineId, version, parts })
  await by(people.rasa).declareMissing({ lineId: ids[1]!, reason: 'The machine prints none' })
  await by(people.rasa).answerQuery({ queryId, body: 'Twenty-five.' })
  await by(people.vytautas).settleQuery({ queryId, version: 2 })
  return ids
}

test('the parts of a refused line are refused, nothing of them is accepted, on every page and once signed', async () => {
  const at = await refused()
  await splitUnderQuery(at)
  const refusals = async () => (await at.lines()).map((line) => [line.refusedWhy, line.acceptedCents])
  const nothing = ['Private', 0]
  assert.deepEqual([await refusals(), await at.accepted()], [[nothing, nothing], [0, 0, 0]]) // biome-ignore format: one row
  await at.sign()
  assert.deepEqual([await refusals(), await at.accepted()], [[nothing, nothing], [0, 0, 0]]) // biome-ignore format: one row
})

test('one part of a refused line may be accepted again by itself', async () => {
  const at = await refused()
  const [, ours] = await splitUnderQuery(at)
  await by(people.vytautas).refuseLine({ departmentReportId: at.departmentReportId, lineId: ours!, why: null })
  assert.deepEqual(await at.accepted(), [2_500, 2_500, 2_500])
})

test('the database itself accepts nothing of a refused line, and mends those that were kept otherwise', async () => {
  const at = await refused()
  const { db } = home.office
  const accept = () => db.updateTable('expenseLine').set({ acceptedCents: 5 }).where('id', '=', at.lineId).execute()
  await assert.rejects(accept(), /expense_line_refused/)
  await home.offices.adminPool.query('alter table office_main.expense_line drop constraint expense_line_refused')
  await accept()
  await migrateAgain(home, ['20261202-expenses-refused-nothing'])
  assert.deepEqual(await at.accepted(), [0, 0, 0])
})

test('a refused line of which something is accepted by a correction is no longer shown as refused', async () => {
  const at = await refused()
  await at.sign()
  const { departmentReportId, lineId } = at
  const correction = { departmentReportId, lineId, nowCents: 2_000, reason: 'Half of it was ours' }
  const { id: correctionId } = await by(people.daiva).proposeCorrection(correction)
  await by(people.vytautas).decideCorrection({ correctionId, agreed: true })
  const [line] = (await at.department()).lines
  assert.deepEqual([line!.refusedWhy, line!.acceptedCents], [null, 2_000])
  assert.deepEqual([(await at.lines())[0]!.refusedWhy, await at.accepted()], [null, [2_000, 2_000, 2_000]])
})

test('what was decided after somebody looked is not signed by him unseen, though its sum be the same', async () => {
  const [first, second] = [await claim(people.jonas, 1_000), await claim(people.ieva, 1_000)]
  const { departmentReportId } = await handOver(people.north)
  await present(departmentReportId)
  const lineOf = async (reportId: string) => (await by(people.rasa).report({ reportId })).lines[0]!.id
  const refuse = async (reportId: string, why: string | null) =>
    by(people.vytautas).refuseLine({ departmentReportId, lineId: await lineOf(reportId), why })
  const isMeanwhile = ({ status, data }: { status?: number; data?: { says: string } }) =>
    status === 409 && data?.says === 'expenses.review.decidedMeanwhile'
  const seen = await signingOf(departmentReportId)
  await refuse(first, 'Private')
  await assert.rejects(by(people.vytautas).approve(seen), isMeanwhile)
  const seenRefused = await signingOf(departmentReportId)
  await refuse(first, null)
  await refuse(second, 'Private')
  await assert.rejects(by(people.vytautas).approve(seenRefused), isMeanwhile)
  const { totalCents } = await by(people.vytautas).approve(await signingOf(departmentReportId))
  assert.equal(totalCents, 1_000)
})
