import type { Actor } from '#core/actor.ts'
import { today } from '#core/clock.ts'
import type { Db } from '#core/database.ts'
import { daysBetween, monthPeriod, nextMonth } from '#core/days.ts'
import type { WaitingItem } from '#core/desk-items.ts'
import { salespeopleOfTeams } from '#office/public.ts'
import { monthToOpen } from '../rules/rounds.ts'
import { currentProcedure, proofsOf } from './procedure.ts'
import { preparedBy } from './whose.ts'

export const duplicatesLink = '/expenses/tray?tab=twins'

/** Receipts in the tray and receipts that could not be read, a line a team. */
export async function looseReceipts(db: Db, actor: Actor): Promise<WaitingItem[]> {
  const { teamIds } = preparedBy(actor)
  if (teamIds.length === 0) return []
  const rows = await db
    .selectFrom('expenseReceipt')
    .innerJoin('team', 'team.id', 'expenseReceipt.teamId')
    .select(({ fn }) => [
      'team.id as teamId',
      'team.name as team',
      fn.countAll<number>().filterWhere('expenseReceipt.memberId', 'is', null).as('tray'),
      fn.min('expenseReceipt.receivedAt').filterWhere('expenseReceipt.memberId', 'is', null).as('traySince'),
      fn
        .countAll<number>()
        .filterWhere('expenseReceipt.readingState', '=', 'failed')
        .filterWhere('expenseReceipt.checkedAt', 'is', null)
        .as('failed'),
      fn.min('expenseReceipt.receivedAt').filterWhere('expenseReceipt.readingState', '=', 'failed').as('failedSince'),
    ])
    .where('expenseReceipt.teamId', 'in', teamIds)
    .where('expenseReceipt.setAsideAt', 'is', null)
    .where((eb) => eb.or([eb('expenseReceipt.memberId', 'is', null), eb('expenseReceipt.readingState', '=', 'failed')]))
    .groupBy(['team.id', 'team.name'])
    .execute()
  return rows.flatMap((row) => {
    const { teamId, team } = row
    const common = { duty: 'expenses', due: null, urgency: 1 as const, recordId: teamId }
    const tray = {
      key: `expenses.tray:${teamId}`,
      says: 'expenses.waiting.tray',
      link: '/expenses/tray',
    }
    const unread = {
      key: `expenses.unread:${teamId}`,
      says: 'expenses.waiting.unread',
      link: '/expenses/tray?tab=failed',
    }
    return [
      ...(Number(row.tray) > 0
        ? [{ ...common, ...tray, params: { team, count: Number(row.tray) }, since: String(row.traySince) }]
        : []),
      ...(Number(row.failed) > 0
        ? [{ ...common, ...unread, params: { team, count: Number(row.failed) }, since: String(row.failedSince) }]
        : []),
    ]
  })
}

/** Teams whose next round is to be opened: a month has begun and its round has not. */
export async function roundsToOpen(db: Db, actor: Actor): Promise<WaitingItem[]> {
  const { teamIds } = preparedBy(actor)
  if (teamIds.length === 0) return []
  const rows = await db
    .selectFrom('team')
    .innerJoin('branch', 'branch.id', 'team.branchId')
    .leftJoin('expenseRound', 'expenseRound.teamId', 'team.id')
    .select(({ fn }) => ['team.id', 'team.name', 'branch.timeZone', fn.max('expenseRound.month').as('lastMonth')])
    .where('team.id', 'in', teamIds)
    .where('team.closedAt', 'is', null)
    .groupBy(['team.id', 'team.name', 'branch.timeZone'])
    .execute()
  return rows.flatMap(({ id, name, timeZone, lastMonth }): WaitingItem[] => {
    const day = today(timeZone)
    const month = monthToOpen(lastMonth, day)
    if (month > day) return []
    const isLate = monthPeriod(nextMonth(month)).from <= day
    return [
      {
        key: `expenses.openRound:${id}:${month}`,
        duty: 'expenses',
        says: 'expenses.waiting.openRound',
        params: { team: name, month },
        since: `${month}T00:00:00.000Z`,
        due: null,
        urgency: isLate && daysBetween(month, day) > 31 ? 2 : 1,
        link: `/expenses/rounds?open=${id}`,
        recordId: id,
      },
    ]
  })
}

/** Teams with salespeople who were not informed of the procedure in force. */
export async function uninformedPeople(db: Db, actor: Actor): Promise<WaitingItem[]> {
  const { teamIds } = preparedBy(actor)
  const current = await currentProcedure(db)
  if (!current || teamIds.length === 0) return []
  const people = await salespeopleOfTeams(db, teamIds)
  const informed = new Set(
    (
      await proofsOf(
        db,
        current.id,
        people.map((person) => person.id),
      )
    ).map((proof) => proof.memberId),
  )
  const teams = await db.selectFrom('team').select(['id', 'name']).where('id', 'in', teamIds).execute()
  return teams.flatMap((team) => {
    const count = people.filter((person) => person.teamId === team.id && !informed.has(person.id)).length
    if (count === 0) return []
    return [
      {
        key: `expenses.notInformed:${current.id}:${team.id}`,
        duty: 'expenses',
        says: 'expenses.waiting.notInformed',
        params: { team: team.name, count, number: current.number },
        since: current.publishedAt!,
        due: null,
        urgency: 1 as const,
        link: '/expenses/procedure?who=not',
        recordId: current.id,
      },
    ]
  })
}

/** Reminders whose mail finally failed and after which nobody has asked in another way. */
export async function failedMails(db: Db, actor: Actor): Promise<WaitingItem[]> {
  const { teamIds } = preparedBy(actor)
  if (teamIds.length === 0) return []
  const rows = await db
    .selectFrom('expenseReminder')
    .innerJoin('expenseRound', 'expenseRound.id', 'expenseReminder.roundId')
    .innerJoin('member', 'member.id', 'expenseReminder.memberId')
    .select([
      'expenseReminder.id',
      'expenseReminder.at',
      'expenseReminder.roundId',
      'member.id as memberId',
      'member.name',
    ])
    .where('expenseReminder.mailState', '=', 'failed')
    .where('expenseRound.closedAt', 'is', null)
    .where('expenseRound.teamId', 'in', teamIds)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('expenseReminder as later')
            .select('later.id')
            .whereRef('later.roundId', '=', 'expenseReminder.roundId')
            .whereRef('later.memberId', '=', 'expenseReminder.memberId')
            .whereRef('later.at', '>', 'expenseReminder.at'),
        ),
      ),
    )
    .execute()
  return rows.map((row) => ({
    key: `expenses.mailFailed:${row.id}`,
    duty: 'expenses',
    says: 'expenses.waiting.mailFailed',
    params: { name: row.name },
    since: row.at,
    due: null,
    urgency: 2,
    link: `/expenses/rounds/${row.roundId}?person=${row.memberId}`,
    recordId: row.id,
    memberId: row.memberId,
    memberName: row.name,
  }))
}
