import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { migrateAgain } from '#checks/migrate-again.ts'
import { monthSteps } from '#checks/month-steps.ts'
import { makePeople, type People } from '#checks/people.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { changedSince } from '#core/witnesses.ts'

let home: TestOffice
let people: People
before(async () => {
  home = await openTestOffice()
  people = await makePeople(home.office)
})
after(() => home.close())

const { by, claim, handOver, present, signingOf } = monthSteps(() => ({
  office: home.office,
  people,
  month: '2026-03-01',
}))

test('a version that approval makes is presented by whom and when it was presented, also in what was signed before', async () => {
  await claim(people.jonas, 4_000)
  await claim(people.tomasz, 2_500)
  await handOver(people.north)
  const { departmentReportId } = await handOver(people.south)
  await present(departmentReportId)
  const page = () => by(people.vytautas).departmentReport({ departmentReportId })
  const { version, lines } = await page()
  await by(people.vytautas).refuseLine({ departmentReportId, lineId: lines[0]!.lineId, why: 'Private' })
  await by(people.vytautas).approve(await signingOf(departmentReportId))

  const presented = { presentedByName: people.daiva.name, presentedAt: version!.presentedAt }
  const assertPresented = async () => {
    const { version: signed, versions, approval } = await page()
    assert.deepEqual([signed!.number, approval!.by], [2, people.vytautas.name])
    for (const { presentedByName, presentedAt } of versions)
      assert.deepEqual({ presentedByName, presentedAt }, presented)
  }
  await assertPresented()

  await home.offices.adminPool.query('alter table office_main.expense_presented_version drop column approves')
  await migrateAgain(home, ['20261129-expenses-presenter'])
  await assertPresented()
  assert.deepEqual(await changedSince(home.office.db), [], 'and what the history proves still holds')
})
