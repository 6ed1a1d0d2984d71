import { sql, type UpdateObject } from 'kysely'
import type { Db, Tables } from './database.ts'

/**
 * The kinds of records on which changes decide, in the one order in which every change locks them, so that no two wait for
 * each other in a circle. A duty that brings a kind adds it here: what holds others before what it holds.
 */
export const lockOrder = [
  ...['officeProfile', 'branch', 'department', 'team', 'member', 'dutyAssignment', 'invitation', 'apiKey'],
  ...['expensePolicy', 'expenseCategory', 'expenseProcedureVersion', 'expenseRound', 'expenseUploadLink'],
  ...[
    'expenseDepartmentReport',
    'expenseTeamReport',
    'expenseReport',
    'expenseLine',
    'expenseReceipt',
    'expenseExpectedReceipt',
  ],
  ...['expenseQuery', 'expenseCorrection', 'expenseReminder', 'expensePaper', 'job'],
] as const satisfies readonly (keyof Tables)[]

export type Kind = (typeof lockOrder)[number]

/** Kinds of which an office has exactly one row, without an id. */
const single: ReadonlySet<Kind> = new Set(['officeProfile', 'expensePolicy'])
/** Kinds that nobody edits field by field, so that they carry no version. */
const plain: ReadonlySet<Kind> = new Set([
  ...([
    'invitation',
    'apiKey',
    'expenseUploadLink',
    'expenseCorrection',
    'expenseReminder',
    'expensePaper',
    'job',
  ] as const),
])

declare const held: unique symbol

/** A row that was locked before it was read: it stays as it was read until the transaction ends. Only this file makes one. */
export type Locked<K extends Kind, Row = { id: string }> = Row & { readonly [held]: K }

/** Which rows to lock: ids by kind; `true` for the one row of a kind without ids. */
type Rows = { [K in Kind]?: readonly string[] | true }

type Strength = 'update' | 'share'

/** What a transaction holds, so that nothing is locked twice. */
const holdings = new WeakMap<Db, Map<Kind, Map<string, Strength>>>()

/**
 * Locks rows for a change: first by the order of kinds, then by id. What is read afterwards is what the last change left.
 * Rows that are not there are passed over. Throws when a later kind is held already: lock what comes first first.
 */
export async function lock(db: Db, rows: Rows): Promise<void> {
  for (const kind of lockOrder) if (rows[kind]) await lockKind(db, kind, idsIn(rows[kind]), 'update')
}

/** Keeps rows as they are while others may do the same; for what a change leans on and does not write. */
export async function keepAsIs(db: Db, rows: Rows): Promise<void> {
  for (const kind of lockOrder) if (rows[kind]) await lockKind(db, kind, idsIn(rows[kind]), 'share')
}

/** Locks one row, then reads it; `read` gives undefined, or throws, when it is not there or not the caller's. */
export async function readLocked<K extends Kind, Row extends object | undefined>(
  db: Db,
  kind: K,
  id: string,
  read: () => Promise<Row>,
): Promise<Locked<K, NonNullable<Row>> | Extract<Row, undefined>> {
  await lockKind(db, kind, [id], 'update')
  return (await read()) as Locked<K, NonNullable<Row>>
}

/** Locks rows, then reads them. */
export async function readAllLocked<K extends Kind, Row extends object>(
  db: Db,
  kind: K,
  ids: readonly string[],
  read: () => Promise<Row[]>,
): Promise<Locked<K, Row>[]> {
  await lockKind(db, kind, ids, 'update')
  return (await read()) as Locked<K, Row>[]
}

/** Locks the one row of a kind without ids, then reads it. */
export async function readTheLocked<K extends Kind, Row extends object | undefined>(
  db: Db,
  kind: K,
  read: () => Promise<Row>,
): Promise<Locked<K, NonNullable<Row>> | Extract<Row, undefined>> {
  await lockKind(db, kind, [theOne], 'update')
  return (await read()) as Locked<K, NonNullable<Row>>
}

/** Writes a locked row, or several alike; its version counts on from the one in the table. */
export async function save<K extends Kind>(
  db: Db,
  kind: K,
  rows: Locked<K, object> | readonly Locked<K, object>[],
  set: Omit<UpdateObject<Tables, K, K>, 'version'>,
): Promise<void> {
  const ids = [rows].flat().map((row) => (row as { id?: string }).id)
  if (ids.length === 0) return
  const counted = plain.has(kind) ? {} : { version: sql<number>`version + 1` }
  // All kinds share these columns; Kysely cannot tell that of a union of tables.
  const update = db.updateTable(kind as 'expenseReceipt').set({ ...set, ...counted } as never)
  await (single.has(kind) ? update : update.where('id', 'in', ids as string[])).execute()
}

/** Removes locked rows. */
export async function remove<K extends Kind>(db: Db, kind: K, rows: readonly Locked<K>[]): Promise<void> {
  if (rows.length === 0) return
  const ids = rows.map(({ id }) => id)
  await db
    .deleteFrom(kind as 'expenseReceipt')
    .where('id', 'in', ids)
    .execute()
}

const theOne = 'only'

function idsIn(rows: readonly string[] | true): readonly string[] {
  return rows === true ? [theOne] : rows
}

async function lockKind(db: Db, kind: Kind, ids: readonly string[], strength: Strength): Promise<void> {
  if (!db.isTransaction) throw new Error(`${kind} is locked outside a transaction: nothing would hold it`)
  const mine = holdings.get(db) ?? new Map<Kind, Map<string, Strength>>()
  holdings.set(db, mine)
  const of = mine.get(kind) ?? new Map<string, Strength>()
  const wanted = [...new Set(ids)].filter((id) => of.get(id) !== 'update' && of.get(id) !== strength)
  // Asking for none of them counts as well, so that a wrong order shows whatever there is.
  if (wanted.length === 0 && ids.length > 0) return
  const later = lockOrder.slice(lockOrder.indexOf(kind) + 1).find((other) => mine.has(other))
  if (later) throw new Error(`${kind} is locked after ${later}: lock it before, in the order of core/locked.ts`)
  mine.set(kind, of)
  if (wanted.length === 0) return
  const rows = single.has(kind)
    ? db.selectFrom(kind as 'expensePolicy').select('only')
    : db
        .selectFrom(kind as 'expenseReceipt')
        .select('id')
        .where('id', 'in', wanted)
        .orderBy('id')
  // Not `for update`: rows that only refer to these may be added meanwhile.
  await (strength === 'update' ? rows.forNoKeyUpdate() : rows.forShare()).execute()
  for (const id of wanted) of.set(id, strength)
}
