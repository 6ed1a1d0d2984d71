import { sql } from 'kysely'
import { type Actor, asChanging, dutyScopeOf, inScope, type Scope, scopeOf, selfOf } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { absent, refuse, refuseIfAny, type Says } from '#core/refusal.ts'
import { assistantsOf, type Member, memberOf, officeToday } from '#office/public.ts'
import { isToClaim } from './late.ts'

/** What the caller may see: his own, and the teams whose expenses he prepares, combines or reviews. */
export function seenBy(actor: Actor): Scope {
  return scopeOf(actor, 'expenses.prepare', 'expenses.combine', 'expenses.review')
}

/** The same without his own: the teams that a duty of his opens. */
export function seenByDuty(actor: Actor): Scope {
  return dutyScopeOf(actor, 'expenses.prepare', 'expenses.combine', 'expenses.review')
}

/** What he may see while it is worked on, before it is shown: his own, and the teams whose expenses he prepares or combines. */
export function workedOnBy(actor: Actor): Scope {
  return scopeOf(actor, 'expenses.prepare', 'expenses.combine')
}

/** The teams whose expenses he prepares. */
export function preparedBy(actor: Actor): Scope {
  return dutyScopeOf(actor, 'expenses.prepare')
}

/** What the caller may change: his own, and the teams whose expenses he prepares; in another's name only that one's own. */
export function changedBy(actor: Actor): Scope {
  return scopeOf(asChanging(actor), 'expenses.prepare')
}

/** The round of a record of this team, for who may open it. */
export function roundSeen(
  actor: Actor,
  { teamId, roundId }: { teamId: string; roundId: string | null },
): string | null {
  const isOwnTeam = teamId === actor.teamId && !actor.behalf
  return isOwnTeam || seenBy(actor).teamIds.includes(teamId) ? roundId : null
}

/** Refuses what is added to a round that is closed; who cannot open it again is told whom to ask. */
export function refuseIfClosed(
  actor: Actor,
  round: { id: string; number: string; teamId: string; closedAt: string | null } | undefined,
): void {
  if (!round?.closedAt) return
  const mayOpen = preparedBy(actor).teamIds.includes(round.teamId)
  const says = mayOpen ? 'expenses.roundClosed' : 'expenses.roundClosedToYou'
  refuse({ says, number: round.number, record: round.id })
}

/** A report as it is named to who may not open it; the sentences know how to say that. */
export const hidden = 'hidden'

/** A report's number for whom the scope opens it. */
export function numberFor(
  scope: Scope | undefined,
  report: { reportNumber: string; memberId: string; teamId: string },
) {
  return !scope || inScope(scope, report) ? report.reportNumber : hidden
}

type Named = { reportId: string; reportNumber: string; memberId: string; teamId: string }

/** The same of several; does nothing when there is none. */
export function refuseNamingEach(actor: Actor, each: readonly (readonly [report: Named, says: Says])[]): void {
  const [first] = each
  if (each.length === 1) refuseNaming(actor, ...first!)
  refuseIfAny(each.map(([report, says]) => ({ ...says, report: numberFor(seenBy(actor), report) })))
}

/** Refuses with a report that is in the way: with its number and id for who may open it. */
export function refuseNaming(actor: Actor, report: Named, says: Says): never {
  const number = numberFor(seenBy(actor), report)
  refuse({ ...says, report: number }, number === hidden ? undefined : { reportId: report.reportId })
}

/**
 * The salesperson of that id with his team; absent when the scope does not reach him. Somebody who has moved since is still
 * of the team in which something of his is in a report that is not signed yet, or is to be: of a month, or of any.
 */
export async function personIn(
  db: Db,
  scope: Scope,
  memberId: string,
  month?: string,
): Promise<Member & { teamId: string }> {
  const member = await memberOf(db, memberId)
  if (member?.teamId && inScope(scope, { memberId, teamId: member.teamId })) return { ...member, teamId: member.teamId }
  const claimed = member && (await teamClaimedIn(db, scope, { memberId, month }))
  return claimed ? { ...member, teamId: claimed } : absent({ says: 'expenses.noSuchPerson' })
}

/** The same, of whom something is asked for a month: refused once he has left. */
export async function personToAsk(
  db: Db,
  scope: Scope,
  memberId: string,
  month: string,
): Promise<Member & { teamId: string }> {
  const person = await personIn(db, scope, memberId, month)
  return person.deactivatedAt ? refuse({ says: 'expenses.personLeft', name: person.name, record: person.id }) : person
}

/**
 * Who prepares a team's expenses today, covers too: `rather` while he still does, else the first by name. Undefined when
 * nobody does.
 */
export async function assistantToday(db: Db, teamId: string, rather: string | null): Promise<Member | undefined> {
  const assistants = await assistantsOf(db, 'expenses.prepare', teamId, await officeToday(db))
  return assistants.find(({ id }) => id === rather) ?? assistants[0]
}

/** Whether a line is or was in a report. */
export const hasAnyLine = sql<boolean>`exists (select from expense_line where expense_line.report_id = expense_report.id)`

/** Whether a line is in a report now. */
export const hasLines = sql<boolean>`exists (
  select from expense_line where expense_line.report_id = expense_report.id and expense_line.removed_at is null
)`
/** Whether receipts of its own team are to be claimed in a report. */
export const hasReceipts = sql<boolean>`exists (
  select from expense_receipt left join expense_round on expense_round.id = expense_receipt.round_id
  where expense_receipt.member_id = expense_report.member_id and expense_receipt.team_id = expense_report.team_id
    and expense_receipt.set_aside_at is null and ${isToClaim}
)`

async function teamClaimedIn(
  db: Db,
  scope: Scope,
  { memberId, month }: { memberId: string; month: string | undefined },
): Promise<string | undefined> {
  if (scope.teamIds.length === 0 || (scope.only !== null && scope.only !== memberId)) return undefined
  const report = await db
    .selectFrom('expenseReport')
    .select('teamId')
    .where('memberId', '=', memberId)
    .where('teamId', 'in', scope.teamIds)
    .where('approvedAt', 'is', null)
    .$if(month !== undefined, (query) => query.where('month', '=', month!))
    .where((eb) => eb.or([hasLines, hasReceipts]))
    .orderBy('month', 'desc')
    .executeTakeFirst()
  return report?.teamId
}

/** A report that keeps its person's month in its team, also when he has moved since: something is in it, or is to be. */
const keepsMonth = sql<boolean>`(expense_report.presented_at is not null or ${hasLines} or ${hasReceipts})`

/** The reports that keep these rounds' months in their teams, of whoever is or was in one of them. */
export function keptMonths(db: Db, rounds: readonly { month: string; teamId: string }[]) {
  const months = [...new Set(rounds.map((round) => round.month))]
  const teamIds = [...new Set(rounds.map((round) => round.teamId))]
  return db
    .selectFrom('expenseReport')
    .innerJoin('member', 'member.id', 'expenseReport.memberId')
    .select(['expenseReport.memberId', 'expenseReport.month', 'expenseReport.teamId', 'member.deactivatedAt'])
    .where('month', 'in', months)
    .where((eb) => eb.or([eb('expenseReport.teamId', 'in', teamIds), eb('member.teamId', 'in', teamIds)]))
    .where(keepsMonth)
    .execute()
}

/** The teams in which the caller himself claims: the one he is in, and those that keep an unsigned month of his. */
export async function ownTeamsOf(db: Db, actor: Actor): Promise<string[]> {
  const own = await ownTeamOf(db, actor)
  if (actor.behalf || !actor.rights.has('expenses.claim')) return own ? [own] : []
  const kept = await db
    .selectFrom('expenseReport')
    .select('teamId')
    .distinct()
    .where('memberId', '=', actor.id)
    .where('approvedAt', 'is', null)
    .where(keepsMonth)
    .execute()
  return [...new Set([...(own ? [own] : []), ...kept.map(({ teamId }) => teamId)])]
}

/** The team in which the caller himself claims, or the one in whose name he works. */
export async function ownTeamOf(db: Db, actor: Actor): Promise<string | null> {
  return actor.behalf ? ((await memberOf(db, selfOf(actor).id))?.teamId ?? null) : actor.teamId
}
