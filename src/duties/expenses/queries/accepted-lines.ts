import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import type { Accepted } from '../rules/suggest.ts'
import { seenBy, workedOnBy } from './whose.ts'

/** Whose next line it will be, and what is known of its merchant. */
export interface Sought {
  /** Null while a receipt is nobody's yet. */
  memberId: string | null
  teamId: string
  merchant: string
  /** As read on the receipt. */
  vatNumber: string | null
}

const key = sql`expense_merchant_key(merchant) collate "C"`
const endKey = sql`reverse(expense_merchant_key(merchant)) collate "C"`
const standing = sql`removed_at is null and refused_at is null`

/**
 * Whether a report is heard by a person and a team: own, the team's, and what others have handed over or presented. Drafts
 * elsewhere are nobody else's business, not even that they are there. Beside `expense_team_report`.
 */
export const heardBy = ({ memberId, teamId }: Pick<Sought, 'memberId' | 'teamId'>) => sql<boolean>`(
  expense_report.member_id = ${memberId}::uuid or expense_report.team_id = ${teamId}::uuid
  or expense_report.presented_at is not null or expense_team_report.handed_over_at is not null
)`
/**
 * Whether a line is not in work under what was shown, or the caller is at that work: what is being changed counts for others
 * again when it is shown. Beside `line` and its report.
 */
function isShownTo(actor: Actor) {
  const { memberId, teamIds } = workedOnBy(actor)
  return sql<boolean>`(
    expense_report.presented_at is null or expense_report.approved_at is not null
    or expense_report.member_id = ${memberId} or expense_report.team_id = any(${teamIds}::uuid[])
    or not exists (select from event_held where event_held.part_id = line.id)
  )`
}
const reportOfLine = sql`
  join expense_report on expense_report.id = line.report_id
  left join expense_team_report on expense_team_report.id = expense_report.team_report_id`

/**
 * Lines accepted for a merchant: the person's own, the latest heard by name, the latest by VAT number; only if there are
 * none, those under a name that may be a misreading of it. Every step walks a few entries of an index, however large the
 * table is. A purpose leaves the database only when the line is the person's own and in the caller's scope.
 */
export async function acceptedFor(db: Db, actor: Actor, { memberId, teamId, merchant, vatNumber }: Sought) {
  const scope = seenBy(actor)
  const isHeard = sql<boolean>`(${heardBy({ memberId, teamId })} and ${isShownTo(actor)})`
  const asked = sql`expense_merchant_key(${merchant}::text)`
  const { rows } = await sql<Accepted & { asked: string }>`
    with recursive same as (
      (select line.id from expense_line line ${reportOfLine}
       where ${key} = ${asked} and ${asked} <> '' and ${standing} and ${isHeard}
       order by report_id desc limit 60)
      union
      (select id from expense_line
       where ${key} = ${asked} and ${asked} <> '' and ${standing} and report_id = any(array(
         select id from expense_report where member_id = ${memberId}::uuid order by month desc limit 24))
       limit 60)
      union
      (select line_id from expense_line_receipt where receipt_id = any(array(
         select id from expense_receipt where reading #>> '{vatNumber,value}' = ${vatNumber}::text order by id desc limit 60)))
    ),
    named as (
      select line.id from same join expense_line line on line.id = same.id ${reportOfLine} where ${isHeard}
    ),
    ${neighbours('after', key, asked, 'asc')},
    ${neighbours('before', key, asked, 'desc')},
    ${neighbours('after_end', endKey, sql`reverse(${asked})`, 'asc')},
    ${neighbours('before_end', endKey, sql`reverse(${asked})`, 'desc')},
    near as (
      select name from after union select name from before
      union select reverse(name) from after_end union select reverse(name) from before_end
    ),
    found as (
      select id, false as is_near from named
      union all
      select line.id, true from near cross join lateral (
        select id from expense_line where ${key} = near.name and ${standing} order by report_id desc limit 5) line
      where abs(length(near.name) - length(${asked})) <= 3 and length(near.name) >= 8
    )
    select line.id, expense_report.member_id, expense_report.team_id, expense_merchant_key(line.merchant) as key, found.is_near,
           category.id as category_id, category.account, coalesce(line.spent_on, expense_report.month) as spent_on,
           (expense_report.presented_at is not null or expense_team_report.handed_over_at is not null) as is_settled,
           case when expense_report.member_id = ${memberId}::uuid
                 and (expense_report.member_id = ${scope.memberId} or expense_report.team_id = any(${[...scope.teamIds]}::uuid[]))
                then line.purpose else '' end as purpose,
           ${asked} as asked
    from found
    join expense_line line on line.id = found.id and line.removed_at is null and line.refused_at is null
    ${reportOfLine}
    left join expense_category category on category.id = line.category_id and category.closed_at is null
    where ${isHeard}`.execute(db)
  return { lines: rows, key: rows[0]?.asked ?? '' }
}

/** The eight names next to the asked one in the alphabet, one step of the index each; none where lines stand under it itself. */
function neighbours(name: string, of: RawBuilder<unknown>, asked: RawBuilder<unknown>, way: 'asc' | 'desc') {
  const beyond = way === 'asc' ? sql`>` : sql`<`
  const next = (from: RawBuilder<unknown>) =>
    sql`(select ${of} from expense_line where ${of} ${beyond} ${from} and ${standing} order by ${of} ${sql.raw(way)} limit 1)`
  return sql`${sql.ref(name)} (name, step) as (
      select ${next(asked)}, 1 where ${asked} <> '' and not exists (select from named)
      union all
      select ${next(sql`${sql.ref(name)}.name`)}, step + 1 from ${sql.ref(name)} where name is not null and step < 8
    )`
}
