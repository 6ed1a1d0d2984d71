import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { as } from '#checks/as.ts'
import { type Attempt, type Ground, openGround } from '#checks/pairs/at-once.ts'
import { jobAttempt } from '#checks/pairs/job-attempt.ts'
import { makePeople, type People } from '#checks/people.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { remindByItself } from './reminders.ts'

let home: TestOffice
let people: People
let ground: Ground
let schedule: Attempt

before(async () => {
  home = await openTestOffice()
  people = await makePeople(home.office)
  home.office.mail = { configured: true, check: async () => {}, send: async () => ({ messageId: '', refused: [] }) }
  const rasa = as(home.office, people.rasa).expenses
  const { id: roundId, nextReminderAt } = await rasa.openRound({
    ...{ teamId: people.north, month: '2026-11-01', remindEveryDays: 3 },
  })
  await rasa.addExpected({ roundId, memberId: people.jonas.id, what: 'Parking' })
  ground = await openGround(home)
  schedule = jobAttempt(remindByItself, { roundId, at: nextReminderAt! })
})
after(async () => {
  await ground.close()
  await home.close()
})

test('the schedule makes no link for somebody who leaves that moment', async () => {
  const leave: Attempt = {
    name: 'office.deactivate',
    by: people.administrator,
    run: (call) => as(call.office, people.administrator).office.deactivate({ memberId: people.jonas.id }),
  }
  let made = 0
  for (let stop = 1, hasStopped = true; hasStopped; stop++) {
    const tried = await ground.atOnce(schedule, leave, stop)
    assert.deepEqual(
      tried.answers.map((answer) => answer.slice(0, 3)),
      ['200', '200'],
    )
    hasStopped = tried.hasStopped
    const links = await home.office.db
      .selectFrom('expenseUploadLink')
      .innerJoin('member', 'member.id', 'expenseUploadLink.memberId')
      .select(['madeAt', 'deactivatedAt'])
      .execute()
    for (const { madeAt, deactivatedAt } of links)
      assert.ok(madeAt < deactivatedAt!, `stopped after ${stop} statements: made ${madeAt}, left ${deactivatedAt}`)
    made += links.length
  }
  assert.ok(made > 0)
})
