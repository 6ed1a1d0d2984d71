import type { Db } from '#core/database.ts'

const reminderFields = [
  'reminder.id',
  'reminder.roundId',
  'reminder.memberId',
  'member.name as memberName',
  'reminder.way',
  'reminder.missing',
  'reminder.body',
  'sender.name as sentByName',
  'reminder.at',
  'reminder.mailState',
] as const

/** The reminders of a round, newest first, or of one person in it. */
export function remindersOf(db: Db, roundId: string, memberId?: string) {
  let query = db
    .selectFrom('reminder')
    .innerJoin('member', 'member.id', 'reminder.memberId')
    .leftJoin('member as sender', 'sender.id', 'reminder.sentBy')
    .select(reminderFields)
    .where('reminder.roundId', '=', roundId)
  if (memberId) query = query.where('reminder.memberId', '=', memberId)
  return query.orderBy('reminder.at', 'desc').limit(500).execute()
}

/** One reminder with whom it goes to and in which team's name. */
export function reminderById(db: Db, id: string) {
  return db
    .selectFrom('reminder')
    .innerJoin('member', 'member.id', 'reminder.memberId')
    .innerJoin('expenseRound', 'expenseRound.id', 'reminder.roundId')
    .leftJoin('member as sender', 'sender.id', 'reminder.sentBy')
    .select([
      ...reminderFields,
      'member.email',
      'member.language',
      'member.deactivatedAt',
      'expenseRound.teamId',
      'expenseRound.month',
      'expenseRound.closedAt as roundClosedAt',
      'reminder.sentBy',
    ])
    .where('reminder.id', '=', id)
    .executeTakeFirst()
}
