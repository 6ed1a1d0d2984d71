import { today } from '#core/clock.ts'
import type { Db } from '#core/database.ts'
import { newId } from '#core/ids.ts'
import type { JobRequest } from '#core/jobs.ts'
import type { OpenOffice } from '#core/offices.ts'
import type { Told } from '#core/told.ts'
import { translate } from '#core/words.ts'
import type { Member } from '#office/public.ts'
import { expectedOf } from '../queries/expected.ts'
import { type LockedRound, type Round, receiptCounts } from '../queries/rounds.ts'
import { reminderLetter } from '../rules/reminders.ts'
import type { reminderWays } from '../tables.ts'
import { linkAddressOf, withoutAddress } from './link-address.ts'
import { lastingLink } from './links.ts'

/** Whom to remind, of which round, in whose name. */
export interface Asked {
  round: Round
  person: Pick<Member, 'id' | 'name' | 'language'>
  sender: { id: string; name: string }
}

interface At {
  db: Db
  office: OpenOffice
  tell(fact: Told): void
  queue(job: JobRequest): Promise<string>
}

/** The letter as it would go out now, with the given link or none. */
export async function letterFor(db: Db, { round, person, sender }: Asked, url: string | null) {
  const expected = await expectedOf(db, [round.id], person.id)
  const counts = await receiptCounts(db, [round.id])
  const missing = expected.filter((item) => item.state === 'waiting')
  const { language } = person
  const day = today(round.timeZone)
  const letter = reminderLetter(
    {
      language,
      name: person.name,
      assistant: sender.name,
      month: round.month,
      dueDay: round.dueDay,
      isOverdue: round.dueDay < day,
      missing,
      received: Number(counts.find((row) => row.memberId === person.id)?.receipts ?? 0),
      url,
    },
    (key, params) => translate(language, key, params),
  )
  return { ...letter, missing: missing.length, language, url }
}

/** Writes a reminder down, with a link that lasts; by mail or schedule it is put into the queue to be sent. */
export async function remindOne(at: At, asked: Asked & { round: LockedRound }, way: (typeof reminderWays)[number]) {
  const { db, office, tell, queue } = at
  const { round, person, sender } = asked
  const link = await lastingLink(db, { round, person, madeBy: sender.id, tell })
  const address = linkAddressOf(office, link.id)
  const letter = await letterFor(db, asked, address)
  const reminderId = newId()
  const isMail = way === 'mail' || way === 'schedule'
  const mailState = isMail ? ('waiting' as const) : ('none' as const)
  const row = {
    id: reminderId,
    roundId: round.id,
    memberId: person.id,
    way,
    missing: letter.missing,
    body: withoutAddress(letter.body, address),
  }
  await db
    .insertInto('expenseReminder')
    .values({ ...row, sentBy: sender.id, mailState })
    .execute()
  if (isMail)
    await queue({
      task: 'expenses.sendReminder',
      payload: { reminderId, subject: letter.subject },
      says: 'expenses.job.mailing',
      params: { name: person.name },
      recordId: reminderId,
      // What the schedule sends and cannot is for whom it is sent in the name of.
      askedBy: sender.id,
    })
  tell({
    record: ['reminder', reminderId],
    also: [round.id, person.id],
    says: `expenses.said.reminded.${way}`,
    params: { name: person.name, count: letter.missing },
    memberId: person.id,
    teamId: round.teamId,
  })
  return { reminderId, memberId: person.id, ...letter, mailState }
}
