import * as z from 'zod'
import { now } from '#core/clock.ts'
import { type JobAt, JobFailed, job } from '#core/jobs.ts'
import { mailTries, sendLetter } from '#core/letters.ts'
import { keepAsIs, readLocked, save } from '#core/locked.ts'
import type { OpenOffice } from '#core/offices.ts'
import { salespeopleOfTeams } from '#office/public.ts'
import { boardsOf } from '../queries/board.ts'
import { liveLinksOf } from '../queries/links.ts'
import { reminderById } from '../queries/reminders.ts'
import { roundById } from '../queries/rounds.ts'
import { assistantToday } from '../queries/whose.ts'
import { linkAddressOf, withAddress } from '../steps/link-address.ts'
import { remindOne } from '../steps/remind.ts'
import { queueReminders, wakingAt } from '../steps/wake-reminders.ts'

/** Mails one reminder; when that finally fails, it stands on the assistant's desk with its reason. */
export const sendReminder = job({
  name: 'expenses.sendReminder',
  slot: 'mail',
  tries: mailTries,
  payload: z.object({ reminderId: z.uuid(), subject: z.string() }),
  async do(at) {
    const letter = await reminderById(at.office.db, at.payload.reminderId)
    if (!letter || letter.mailState === 'sent') return
    if (letter.deactivatedAt) throw new JobFailed({ says: 'expenses.hasLeft', name: letter.memberName })
    const assistant = await assistantToday(at.office.db, letter.teamId, letter.sentBy)
    await sendLetter(at, {
      to: letter.email,
      ...(assistant ? { replyTo: assistant.email } : {}),
      subject: at.payload.subject,
      text: await withAddress(letter.body, () => addressFor(at.office, letter)),
    })
    await markMail(at, letter, 'sent')
  },
  async failed(at) {
    const letter = await reminderById(at.office.db, at.payload.reminderId)
    if (letter && letter.mailState !== 'sent') await markMail(at, letter, 'failed')
  },
})

type Letter = NonNullable<Awaited<ReturnType<typeof reminderById>>>

/** The person's newest link; fails when none takes files any more, for then the letter is not worth sending. */
async function addressFor(office: OpenOffice, letter: Letter): Promise<string> {
  const links = letter.roundClosedAt ? [] : await liveLinksOf(office.db, letter.roundId, now().toString())
  const link = links.find(({ memberId }) => memberId === letter.memberId)
  if (!link) throw new JobFailed({ says: 'expenses.reminderLinkOver', name: letter.memberName })
  return linkAddressOf(office, link.id)
}

function markMail(at: JobAt<unknown>, letter: Letter, mailState: 'sent' | 'failed'): Promise<void> {
  return at.change(async ({ db, tell }) => {
    await save(db, 'expenseReminder', await readLocked(db, 'expenseReminder', letter.id, async () => letter), {
      mailState,
    })
    tell({
      record: ['reminder', letter.id],
      also: [letter.roundId, letter.memberId],
      says: `expenses.said.mail.${mailState}`,
      params: { name: letter.memberName },
      memberId: letter.memberId,
      teamId: letter.teamId,
    })
  })
}

/** Reminds everybody of a round who is not complete, then asks to be woken again; stops when the round is closed or changed. */
export const remindByItself = job({
  name: 'expenses.remindByItself',
  slot: 'later',
  isOutgoing: true,
  payload: z.object({ roundId: z.uuid(), at: z.string() }),
  async do({ office, payload, change }) {
    await change(async ({ db, tell, queue }) => {
      const asked = await roundById(db, payload.roundId)
      // Nobody leaves or moves while a link is made for him; who comes meanwhile is reminded the next time.
      const here = asked ? (await salespeopleOfTeams(db, [asked.teamId])).map(({ id }) => id) : []
      await keepAsIs(db, { member: here })
      const round = await readLocked(db, 'expenseRound', payload.roundId, () => roundById(db, payload.roundId))
      if (!round || round.closedAt || !round.remindEveryDays || round.nextReminderAt !== payload.at) return
      const board = (await boardsOf(db, [round], null)).get(round.id) ?? []
      const incomplete = new Set(
        board.filter((one) => one.isActive && one.counts.waiting > 0).map((one) => one.memberId),
      )
      const sender = await assistantToday(db, round.teamId, round.openedBy)
      const people = (await salespeopleOfTeams(db, [round.teamId])).filter(
        ({ id }) => incomplete.has(id) && here.includes(id),
      )
      // Nobody prepares for the team: nobody would read the answers, and the desk of who keeps the chart says so.
      if (sender && office.mail.configured)
        for (const person of people) await remindOne({ db, office, tell, queue }, { round, person, sender }, 'schedule')
      const next = wakingAt(round.remindEveryDays, round.timeZone)
      await save(db, 'expenseRound', round, { nextReminderAt: next })
      await queueReminders(queue, { ...round, nextReminderAt: next })
    })
  },
})
