import * as z from 'zod'
import { type JobAt, job } from '#core/jobs.ts'
import { readLocked, save } from '#core/locked.ts'
import { MailRefused } from '#core/mail.ts'
import { salespeopleOfTeams, timeZoneOfTeam } from '#office/public.ts'
import { remindOne } from '../operations/remind.ts'
import { queueReminders, wakingAt } from '../operations/rounds.ts'
import { boardsOf } from '../queries/board.ts'
import { reminderById } from '../queries/reminders.ts'
import { roundById } from '../queries/rounds.ts'

/** Sends one reminder; when the server will not have it, that stands on the assistant's desk. */
export const sendReminder = job({
  name: 'expenses.sendReminder',
  payload: z.object({ reminderId: z.uuid(), subject: z.string() }),
  async do(at) {
    const { office, payload, isLastAttempt } = at
    const letter = await reminderById(office.db, payload.reminderId)
    if (!letter || letter.mailState === 'sent') return
    if (letter.deactivatedAt) return markMail(at, letter, 'failed')
    try {
      await office.mail.send({
        to: letter.email,
        ...(letter.senderEmail ? { replyTo: letter.senderEmail } : {}),
        subject: payload.subject,
        text: letter.body,
        messageId: `<reminder.${letter.id}@talka>`,
      })
    } catch (error) {
      // Without a server there is nothing to wait for; a busy one gets its further tries.
      if (!isLastAttempt && !(error instanceof MailRefused && error.says === 'core.mail.notSetUp')) throw error
      return markMail(at, letter, 'failed')
    }
    await markMail(at, letter, 'sent')
  },
})

type Letter = NonNullable<Awaited<ReturnType<typeof reminderById>>>

function markMail(at: JobAt<unknown>, letter: Letter, mailState: 'sent' | 'failed'): Promise<void> {
  return at.change(async ({ db, tell }) => {
    await db.updateTable('reminder').set({ mailState }).where('id', '=', letter.id).execute()
    tell({
      record: ['reminder', letter.id],
      also: [letter.roundId, letter.memberId],
      says: `expenses.collect.said.mail.${mailState}`,
      params: { name: letter.memberName },
      memberId: letter.memberId,
      teamId: letter.teamId,
    })
  })
}

/** Reminds everybody of a round who is not complete, then asks to be woken again; stops when the round is closed or changed. */
export const remindByItself = job({
  name: 'expenses.remindByItself',
  payload: z.object({ roundId: z.uuid(), at: z.string() }),
  async do({ office, payload, change }) {
    await change(async ({ db, tell, queue }) => {
      const round = await readLocked(db, 'expenseRound', payload.roundId, () => roundById(db, payload.roundId))
      if (!round || round.closedAt || !round.remindEveryDays || round.nextReminderAt !== payload.at) return
      const board = (await boardsOf(db, [round], null)).get(round.id) ?? []
      const incomplete = new Set(
        board.filter((one) => one.isActive && one.counts.waiting > 0).map((one) => one.memberId),
      )
      const sender = round.openedBy
        ? await db.selectFrom('member').select(['id', 'name']).where('id', '=', round.openedBy).executeTakeFirst()
        : undefined
      const people = (await salespeopleOfTeams(db, [round.teamId])).filter((person) => incomplete.has(person.id))
      const way = office.mail.configured ? 'schedule' : null
      if (way)
        for (const person of people)
          await remindOne({ db, office, tell, queue }, { round, person, sender: sender ?? null }, way)
      const next = wakingAt(round.remindEveryDays, await timeZoneOfTeam(db, round.teamId))
      await save(db, 'expenseRound', round, { nextReminderAt: next })
      await queueReminders(queue, { ...round, nextReminderAt: next })
    })
  },
})
