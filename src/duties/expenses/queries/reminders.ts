import type { Db } from '#core/database.ts'

const reminderFields = [
  'expenseReminder.id',
  'expenseReminder.roundId',
  'expenseReminder.memberId',
  'member.name as memberName',
  'expenseReminder.way',
  'expenseReminder.missing',
  'expenseReminder.body',
  'sender.name as sentByName',
  'expenseReminder.at',
  'expenseReminder.mailState',
] as const

/** The reminders of a round, newest first, or of one person in it. */
export function remindersOf(db: Db, roundId: string, memberId?: string) {
  let query = db
    .selectFrom('expenseReminder')
    .innerJoin('member', 'member.id', 'expenseReminder.memberId')
    .leftJoin('member as sender', 'sender.id', 'expenseReminder.sentBy')
    .select(reminderFields)
    .where('expenseReminder.roundId', '=', roundId)
  if (memberId) query = query.where('expenseReminder.memberId', '=', memberId)
  return query.orderBy('expenseReminder.at', 'desc').limit(500).execute()
}

/** One reminder with whom it goes to and in which team's name. */
export function reminderById(db: Db, id: string) {
  return db
    .selectFrom('expenseReminder')
    .innerJoin('member', 'member.id', 'expenseReminder.memberId')
    .innerJoin('expenseRound', 'expenseRound.id', 'expenseReminder.roundId')
    .leftJoin('member as sender', 'sender.id', 'expenseReminder.sentBy')
    .select([
      ...reminderFields,
      'member.email',
      'member.language',
      'member.deactivatedAt',
      'expenseRound.teamId',
      'expenseRound.month',
      'expenseRound.closedAt as roundClosedAt',
      'expenseReminder.sentBy',
    ])
    .where('expenseReminder.id', '=', id)
    .executeTakeFirst()
}
