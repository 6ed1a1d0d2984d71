import type { Db } from '#core/database.ts'
import { keepAsIs, type Locked } from '#core/locked.ts'
import { refuse } from '#core/refusal.ts'
import { homesOf } from '../queries/homes.ts'

type Holder = 'expenseReport' | 'expenseLine' | 'expenseRound'

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

/** Where receipts lie, for who puts them into the tray and prepares these teams: those teams are kept as they are. */
interface Homes {
  prepared: readonly string[]
  teams: ReadonlyMap<string, string>
}

/** Keeps the teams in which receipts lie as they are, likewise before anything else is held. */
export async function keepHomesOf(
  db: Db,
  receiptIds: readonly string[],
  prepared: readonly string[] = [],
): Promise<Homes> {
  const keep = async () => {
    const teams = await homesOf(db, receiptIds, prepared)
    await keepAsIs(db, { team: [...teams.values()] })
    return teams
  }
  // Whatever was closed while this waited is no home any more.
  await keep()
  return { prepared, teams: await keep() }
}

/** The team in which a receipt lies, now that it is held; refuses where that is closed, or another than was kept. */
export async function homeOf(
  db: Db,
  { prepared, teams }: Homes,
  { id, number }: Locked<'expenseReceipt', { id: string; number: string }>,
): Promise<string> {
  const home = (await homesOf(db, [id], prepared)).get(id)
  if (!home || home !== teams.get(id)) refuse({ says: 'expenses.receiptIsNow', number, record: id })
  await mustBeOpenTeam(db, home)
  return home
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
