import assert from 'node:assert/strict'
import { test } from 'node:test'
import { handedOver, ownMonths } from '#checks/month-steps.ts'
import type { People } from '#checks/people.ts'
import type { TestOffice } from '#checks/test-office.ts'

let home: TestOffice
let people: People
let month: string

const { by, claim, handOver, sign, goTo } = ownMonths((now) => {
  ;({ home, people, month } = now)
})

async function correct(departmentReportId: string, nowCents: number): Promise<void> {
  const { lines } = await by(people.daiva).departmentReport({ departmentReportId })
  const changed = { departmentReportId, lineId: lines[0]!.lineId, nowCents, reason: 'Counted again' }
  const { id: correctionId } = await by(people.daiva).proposeCorrection(changed)
  await by(people.vytautas).decideCorrection({ correctionId, agreed: true })
}

/** Of the previous period and of the budget, what stands beside a department's report and beside a team's in it. */
async function besideOf({ departmentReportId, teamReportId }: Awaited<ReturnType<typeof handOver>>) {
  const { matrix } = await by(people.vytautas).departmentReport({ departmentReportId })
  const team = await by(people.vytautas).teamReport({ teamReportId })
  return [matrix.sum, team.matrix.sum].map(({ previousCents, budgetCents }) => [previousCents, budgetCents])
}

test('what stood beside a signed report stays, whatever is corrected or added in earlier reports; unsigned ones show it', async () => {
  const { id: categoryId } = await home.office.db
    .selectFrom('expenseCategory')
    .select('id')
    .where('code', '=', 'parking')
    .executeTakeFirstOrThrow()
  const north = async (cents: number) => {
    await claim(people.jonas, cents)
    return handOver(people.north)
  }
  const march = await north(4_000)
  await sign(march.departmentReportId)
  goTo(month.replace('-03-', '-04-'))
  for (const teamId of [people.north, people.south])
    await by(people.daiva).setBudgets({ teamId, month, amounts: [{ categoryId, cents: 5_000, was: null }] })
  const april = await north(3_000)
  assert.deepEqual(await besideOf(april), [[4_000, 10_000], [4_000, 5_000]]) // biome-ignore format: one row
  await sign(april.departmentReportId)
  await correct(march.departmentReportId, 1_000)
  assert.deepEqual(await besideOf(april), [[4_000, 10_000], [4_000, 5_000]]) // biome-ignore format: one row

  await claim(people.tomasz, 2_000)
  const supplement = await handOver(people.south)
  await correct(april.departmentReportId, 2_500)
  assert.deepEqual(await besideOf(supplement), [[0, 7_500], [0, 5_000]]) // biome-ignore format: one row
  await sign(supplement.departmentReportId)
  await correct(april.departmentReportId, 500)
  assert.deepEqual(await besideOf(supplement), [[0, 7_500], [0, 5_000]]) // biome-ignore format: one row

  goTo(month.replace('-04-', '-05-'))
  assert.deepEqual(await besideOf(await north(100)), [[2_500, null], [500, null]]) // biome-ignore format: one row
  await home.office.db
    .updateTable('expenseApproval')
    .set({ beside: null } as never)
    .execute()
  assert.deepEqual(await besideOf(april), [[1_000, 10_000], [1_000, 5_000]]) // biome-ignore format: one row
})

test('beside a team stands of the previous period what stands beside its department: only what was handed over', async () => {
  await claim(people.jonas, 4_000)
  const { id: teamReportId } = await by(people.rasa).makeTeamReport({ teamId: people.north, month })
  const before = month
  goTo(month.replace('-03-', '-04-'))
  await claim(people.jonas, 100)
  const april = await handOver(people.north)
  const previous = async () => (await besideOf(april)).map(([cents]) => cents)
  assert.deepEqual(await previous(), [0, 0])
  goTo(before)
  await handedOver(home.office, people.rasa, teamReportId)
  assert.deepEqual(await previous(), [4_000, 4_000])
})
