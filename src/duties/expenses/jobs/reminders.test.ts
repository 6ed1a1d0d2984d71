import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { as } from '#checks/as.ts'
import { makePeople, type People } from '#checks/people.ts'
import { quietLog } from '#checks/quiet-log.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { testSlots } from '#checks/test-slots.ts'
import { holdClock, today } from '#core/clock.ts'
import { JobFailed } from '#core/jobs.ts'
import { startJobs } from '#core/jobs-work.ts'
import { MailRefused, type OutgoingMail } from '#core/mail.ts'
import { nextReminderAt } from '../rules/reminders.ts'
import { remindByItself, sendReminder } from './reminders.ts'

let house: TestOffice
let people: People
let workers: Awaited<ReturnType<typeof startJobs>>
const letters: OutgoingMail[] = []
let isServerDead = false

before(async () => {
  house = await openTestOffice()
  people = await makePeople(house.office)
  house.office.mail = {
    configured: true,
    check: async () => {},
    async send(mail) {
      if (isServerDead) throw new MailRefused('core.mail.notSetUp')
      letters.push(mail)
      return { messageId: mail.id ?? '', refused: [] }
    },
  }
  const { offices } = house
  workers = await startJobs({
    pool: offices.adminPool,
    offices,
    tasks: [remindByItself, sendReminder],
    slots: testSlots,
    log: quietLog,
  })
})
afterEach(() => {
  isServerDead = false
  holdClock()
})
after(async () => {
  await workers.stop()
  await house.close()
})

const rasa = () => as(house.office, people.rasa).expenses

async function until<Found>(look: () => Promise<Found | undefined>): Promise<Found> {
  for (let tries = 0; tries < 200; tries++) {
    const found = await look()
    if (found !== undefined) return found
    await pause(50)
  }
  throw new Error('it never came')
}

/** A round of team North in a month of its own, in which something of somebody is waited for. */
let year = 2030
async function ownRound(memberId: string, what = 'Hotel in Lyon') {
  const round = await rasa().openRound({ teamId: people.north, month: `${++year}-03-01`, remindEveryDays: 3 })
  await rasa().addExpected({ roundId: round.id, memberId, what })
  return round
}

test('a reminder by mail reaches the person in his language and answers go to the assistant', async () => {
  const { id: roundId } = await ownRound(people.jonas.id)
  await rasa().remind({ roundId, memberIds: [people.jonas.id], way: 'mail' })
  const [link] = (await rasa().links({ roundId })).items
  const letter = await until(async () => letters.find(({ text }) => text.includes(link!.url!)))
  assert.equal(letter.to, people.jonas.email)
  assert.equal(letter.replyTo, people.rasa.email)
  assert.match(letter.subject, /trūksta 1 kvito/)
  assert.match(letter.text, /– Hotel in Lyon/)
  await until(async () => (await rasa().reminders({ roundId })).items.find((one) => one.mailState === 'sent'))
})

test('a mail that finally fails stands on the assistant’s desk until she asks in another way', async () => {
  isServerDead = true
  const { id: roundId } = await ownRound(people.jonas.id)
  await rasa().remind({ roundId, memberIds: [people.jonas.id], way: 'mail' })
  const onDesk = async () =>
    (await as(house.office, people.rasa).desk.waiting({})).items.find(
      (item) => item.says === 'expenses.waiting.mailFailed',
    )
  assert.equal((await until(onDesk)).memberId, people.jonas.id)
  const ofJonas = async () =>
    (await as(house.office, people.rasa).desk.jobs({})).items.find(({ state }) => state === 'failed')
  const failed = (await ofJonas())!
  assert.match(failed.text, /Jonas Ąžuolas/)
  assert.match(failed.failure!, /^Pašto serveris nesukonfigūruotas/)
  isServerDead = false
  await as(house.office, people.rasa).desk.retryJob({ id: failed.id })
  await until(async () => ((await onDesk()) === undefined ? true : undefined))
  assert.equal(await ofJonas(), undefined)
  isServerDead = true
  await rasa().remind({ roundId, memberIds: [people.jonas.id], way: 'mail' })
  await until(onDesk)
  await rasa().remind({ roundId, memberIds: [people.jonas.id], way: 'phone' })
  assert.equal(await onDesk(), undefined)
})

test('a letter whose link takes no files any more when its turn comes is not sent, and says why', async () => {
  const { id: roundId } = await ownRound(people.ieva.id)
  const [sent] = (await rasa().remind({ roundId, memberIds: [people.ieva.id], way: 'copied' })).items
  for (const { id } of (await rasa().links({ roundId, memberId: people.ieva.id })).items)
    await rasa().revokeLink({ linkId: id })
  const at = { office: house.office, payload: { reminderId: sent!.reminderId, subject: 'x' } }
  await assert.rejects(
    async () => sendReminder.run(at as Parameters<typeof sendReminder.run>[0]),
    (error) => error instanceof JobFailed && error.reason.says === 'expenses.reminderLinkOver',
  )
})

test('the schedule reminds whoever lacks something, nobody else, and asks to be woken as many days later', async () => {
  const round = await ownRound(people.ieva.id, 'Parking')
  const due = Temporal.Instant.from(round.nextReminderAt!)
  holdClock(due)
  await wakeSchedules()
  const next = await until(async () => {
    const { nextReminderAt: at } = await rasa().round({ roundId: round.id })
    return at === round.nextReminderAt ? undefined : at!
  })
  assert.equal(Temporal.Instant.from(next).toString(), nextReminderAt(due, 3, 'Europe/Vilnius').toString())
  const sent = await rasa().reminders({ roundId: round.id })
  assert.deepEqual(
    sent.items.map(({ memberId, way }) => [memberId, way]),
    [[people.ieva.id, 'schedule']],
  )
  const wakings = await house.office.db
    .selectFrom('job')
    .select('state')
    .where('recordId', '=', round.id)
    .where('task', '=', remindByItself.name)
    .execute()
  assert.equal(wakings.length, 2)
})

/** What was left for the morning is done now. */
function wakeSchedules() {
  return house.offices.adminPool.query(
    `update graphile_worker._private_jobs set run_at = now() where run_at > now() + interval '1 hour'`,
  )
}

/** A round that Milda opened in a team whose expenses she prepared that day only, with somebody who lacks something. */
async function roundOfMilda(placeId: string, memberId: string) {
  const { office } = as(house.office, people.administrator)
  const day = { fromDay: today('Europe/Vilnius') }
  const { id: assignmentId, version } = await office.assign({
    role: 'expenses.prepare',
    memberId: people.milda.id,
    placeId,
    ...day,
  })
  const { expenses } = as(house.office, people.milda)
  const asked = { teamId: placeId, month: '2026-12-01', dueDay: '2027-01-05', remindEveryDays: 3 }
  const round = await expenses.openRound(asked)
  await expenses.addExpected({ roundId: round.id, memberId, what: 'Parking' })
  await office.removeAssignment({ assignmentId, version })
  return round
}

test('the schedule writes in the name of who does the duty today', async () => {
  const round = await roundOfMilda(people.north, people.jonas.id)
  await wakeSchedules()
  const link = await until(async () => (await rasa().links({ roundId: round.id })).items[0])
  const letter = await until(async () => letters.find(({ text }) => text.includes(link.url!)))
  assert.match(letter.text, /Rasa Kalnė\s*$/)
  assert.doesNotMatch(letter.text, /Milda/)
  assert.equal(letter.replyTo, people.rasa.email)
  const shown = await as(house.office, null).expenses.openLink({ token: link.url!.split('/').at(-1)! })
  assert.equal(shown.assistantName, people.rasa.name)
})

test('nobody is reminded by itself where nobody does the duty, and the administrator’s desk says so', async () => {
  const round = await roundOfMilda(people.south, people.tomasz.id)
  const { office, desk } = as(house.office, people.administrator)
  await office.deactivate({ memberId: people.daiva.id })
  await wakeSchedules()
  await until(async () => {
    const runs = house.office.db.selectFrom('job').select('state').where('recordId', '=', round.id)
    return (await runs.execute()).some(({ state }) => state === 'done') || undefined
  })
  assert.deepEqual(
    letters.filter(({ to }) => to === people.tomasz.email),
    [],
  )
  assert.equal((await as(house.office, people.vytautas).expenses.reminders({ roundId: round.id })).items.length, 0)
  const { items } = await desk.waiting({})
  assert.ok(items.some(({ says, recordId }) => says === 'expenses.waiting.noAssistant' && recordId === people.south))
})
