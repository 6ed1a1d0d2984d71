import type { Selectable } from 'kysely'
import type { Db, Tables } from '#core/database.ts'

type QueryRow = Selectable<Tables['expenseQuery']>

/** The queries in a department report that wait for their answer. */
export function askedIn(db: Db, departmentReportId: string): Promise<QueryRow[]> {
  return db
    .selectFrom('expenseQuery')
    .selectAll()
    .where('departmentReportId', '=', departmentReportId)
    .where('state', '=', 'asked')
    .execute()
}

/** The words exchanged in each query, oldest first, with who said them. */
export async function messagesOf(db: Db, queries: readonly { id: string }[]) {
  if (queries.length === 0) return new Map<string, never[]>()
  const rows = await db
    .selectFrom('expenseQueryMessage')
    .innerJoin('member', 'member.id', 'expenseQueryMessage.byId')
    .select(['expenseQueryMessage.id', 'queryId', 'byId', 'member.name as byName', 'at', 'body'])
    .where(
      'queryId',
      'in',
      queries.map((query) => query.id),
    )
    .orderBy('at')
    .execute()
  return Map.groupBy(rows, (row) => row.queryId)
}

/** Names of those a query is about and those who asked. */
export async function queryNames(db: Db, queries: readonly { memberId: string; askedBy: string }[]) {
  const ids = [...new Set(queries.flatMap((query) => [query.memberId, query.askedBy]))]
  if (ids.length === 0) return new Map<string, string>()
  const rows = await db.selectFrom('member').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** The departments in whose reports some queries were asked, by the reports' ids. */
export async function departmentsAsking(db: Db, queries: readonly { departmentReportId: string }[]) {
  const ids = [...new Set(queries.map((query) => query.departmentReportId))]
  if (ids.length === 0) return new Map<string, string>()
  const rows = await db
    .selectFrom('expenseDepartmentReport')
    .select(['id', 'departmentId'])
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.id, row.departmentId]))
}
