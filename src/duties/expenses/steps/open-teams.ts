import type { Db } from '#core/database.ts'
import { keepAsIs } from '#core/locked.ts'
import { refuse } from '#core/refusal.ts'

type Holder = 'expenseReport' | 'expenseLine' | 'expenseRound' | 'expenseReceipt'

/**
 * Keeps the team of a record as it is: whoever closes it waits, or is waited for. Comes before anything else is held, and
 * says nothing of a record that is not the caller's.
 */
export async function keepTeamOf(db: Db, kind: Holder, id: string): Promise<void> {
  const teamId = await teamOf(db, kind, id)
  if (teamId) await keepAsIs(db, { team: [teamId] })
}

/** Refuses what begins something in a team that is closed. */
export async function mustBeOpenTeam(db: Db, teamId: string): Promise<void> {
  await keepAsIs(db, { team: [teamId] })
  const team = await db.selectFrom('team').select(['name', 'closedAt']).where('id', '=', teamId).executeTakeFirst()
  if (team?.closedAt) refuse({ says: 'expenses.team.closed', team: team.name })
}

async function teamOf(db: Db, kind: Holder, id: string): Promise<string | undefined> {
  const rows =
    kind === 'expenseLine'
      ? db
          .selectFrom('expenseLine')
          .innerJoin('expenseReport', 'expenseReport.id', 'expenseLine.reportId')
          .select('expenseReport.teamId')
          .where('expenseLine.id', '=', id)
      : db.selectFrom(kind).select('teamId').where('id', '=', id)
  return (await rows.executeTakeFirst())?.teamId
}
