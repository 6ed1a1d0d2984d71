import { ORPCError } from '@orpc/server'
import type { KyselyPlugin } from 'kysely'
import pg from 'pg'
import { callAs } from '#checks/as.ts'
import type { TestOffice } from '#checks/test-office.ts'
import type { Call } from '#core/call.ts'
import type { OpenOffice } from '#core/offices.ts'

/** A change to try: by whom, and what. */
export interface Attempt {
  name: string
  by: { id: string } | null
  run(call: Call): Promise<unknown>
}

/** What came of two changes: both answers and every row afterwards, ids and instants made meanwhile left out. */
export interface Outcome {
  answers: [string, string]
  rows: string[]
}

/** An office that can be put back to how it stood, and in which two changes can be made one after the other or at once. */
export interface Ground {
  inOrder(first: Attempt, second: Attempt): Promise<Outcome>
  /** The first stops after so many statements, if it has as many, until the second has ended or waits for it. */
  atOnce(first: Attempt, second: Attempt, stopAfter: number): Promise<Outcome & { hasStopped: boolean }>
  /** How often PostgreSQL had to break a circle of waiting changes. */
  deadlocks(): Promise<number>
  close(): Promise<void>
}

const kept = new Set(['event', 'event_seal', 'migration', 'kept_file'])
/** Not compared: what is secret, counted elsewhere, or another's. */
const unseen = new Set([...kept, 'session', 'account', 'remembered_answer', 'sign_in_try'])
const uuid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

export async function openGround({ office, connection }: TestOffice): Promise<Ground> {
  const client = new pg.Client({ ...connection, options: '-c search_path=office_main,talka_ext' })
  await client.connect()
  const stand = await openStand(client)
  const calls = new Map<string | undefined, Call>()
  // Both were let in before either began: what the first changes of rights does not concern the second.
  const callOf = async ({ by }: Attempt) => {
    const call = calls.get(by?.id) ?? (await callAs(office, by))
    calls.set(by?.id, call)
    return call
  }
  const answerOf = async (attempt: Attempt, at: OpenOffice) =>
    answer(attempt, { ...(await callOf(attempt)), office: at })
  const isWaiting = async () => {
    const text = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    return ((await client.query({ name: 'waiting', text })).rowCount ?? 0) > 0
  }
  const outcome = async (answers: [string, string]) => {
    const rows = await stand.rows()
    return { answers: answers.map((text) => stand.plain(text)) as [string, string], rows }
  }
  return {
    async inOrder(first, second) {
      await stand.putBack()
      const one = await answerOf(first, office)
      return outcome([one, await answerOf(second, office)])
    },
    async atOnce(first, second, stopAfter) {
      await stand.putBack()
      const gate = gateAfter(stopAfter)
      await callOf(second)
      const one = answerOf(first, gatedOffice(office, gate.plugin)).finally(gate.reach)
      await gate.reached
      let isDone = false
      const two = answerOf(second, office).finally(() => {
        isDone = true
      })
      while (!isDone && !(await isWaiting())) await new Promise((next) => setImmediate(next))
      gate.open()
      const answers: [string, string] = [await one, await two]
      return { ...(await outcome(answers)), hasStopped: gate.hasStopped() }
    },
    async deadlocks() {
      const text = 'select deadlocks from pg_stat_database where datname = current_database()'
      return Number((await client.query(text)).rows[0].deadlocks)
    },
    close: () => client.end(),
  }
}

async function answer(attempt: Attempt, call: Call): Promise<string> {
  try {
    return `200 ${JSON.stringify((await attempt.run(call)) ?? null)}`
  } catch (error) {
    if (!(error instanceof ORPCError)) return `500 ${(error as Error).stack}`
    const { says, details } = (error.data ?? {}) as { says?: string; details?: unknown }
    return `${error.status} ${says} ${JSON.stringify(details ?? null)}`
  }
}

/** How all tables stand at first, and how they are put back to that. */
async function openStand(client: pg.Client) {
  const tables = await tablesOf(client)
  await client.query('create schema world')
  for (const { name } of tables) await client.query(`create table world.${name} as table ${name}`)
  const seen = tables.filter(({ name }) => !unseen.has(name))
  const text = seen
    .map(({ name }) => `select '${name}' as t, to_jsonb(x)::text as row from ${name} x`)
    .join(' union all ')
  const read = async () => (await client.query<{ t: string; row: string }>({ name: 'rows', text })).rows
  const first = await read()
  const known = new Set(JSON.stringify(first).match(uuid))
  const before = byTable(first)
  let touched = tables
  return {
    plain: (said: string) => plain(said, known),
    async putBack() {
      await client.query(putBackText(touched))
    },
    async rows() {
      const now = await read()
      const after = byTable(now)
      touched = tables.filter(({ name }) => unseen.has(name) || after.get(name) !== before.get(name))
      return now.map(({ t, row }) => `${t} ${plain(row, known)}`).sort()
    },
  }
}

function byTable(rows: readonly { t: string; row: string }[]): Map<string, string> {
  const lines = Map.groupBy(rows, ({ t }) => t)
  return new Map(
    [...lines].map(([name, of]) => [
      name,
      of
        .map(({ row }) => row)
        .sort()
        .join(),
    ]),
  )
}

/** Ids that are new, instants, hashes and tokens differ from run to run. */
function plain(text: string, known: ReadonlySet<string>): string {
  return text
    .replace(uuid, (id) => (known.has(id) ? id : 'new'))
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*(Z|[+-]\d\d:\d\d)?/g, 'at')
    .replace(/\b[0-9a-f]{64}\b/g, 'hash')
    .replace(/"hash": ?"[0-9a-f]{12}"/g, 'hash')
    .replace(/"hint": ?"[^"]*"/g, 'hint')
    .replace(/[\w-]{38,}/g, (word) => (known.has(word) ? word : 'secret'))
}

interface Gate {
  plugin: KyselyPlugin
  reached: Promise<void>
  reach(): void
  open(): void
  hasStopped(): boolean
}

/** Stops what runs through its plugin after so many statements until it is opened. */
export function gateAfter(statements: number): Gate {
  const reached = Promise.withResolvers<void>()
  const opened = Promise.withResolvers<void>()
  let done = 0
  return {
    reached: reached.promise,
    reach: () => reached.resolve(),
    open: () => opened.resolve(),
    hasStopped: () => done >= statements,
    plugin: {
      transformQuery: ({ node }) => node,
      async transformResult({ result }) {
        if (++done === statements) {
          reached.resolve()
          await opened.promise
        }
        return result
      },
    },
  }
}

/** The office, with every change in it going through the plugin. */
export function gatedOffice(office: OpenOffice, plugin: KyselyPlugin): OpenOffice {
  return Object.create(office, { db: { value: office.db.withPlugin(plugin) } }) as OpenOffice
}

interface Table {
  name: string
  columns: string[]
}

async function tablesOf(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select table_name as name, array_agg(quote_ident(column_name)::text) filter (where is_generated = 'NEVER') as columns
    from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_schema = 'office_main' and table_type = 'BASE TABLE' group by table_name order by table_name`)
  return rows.filter(({ name }) => !kept.has(name))
}

/** Statements that put every table back, past all constraints; one journey to the database. */
function putBackText(tables: readonly Table[]): string {
  const statements = tables.map(({ name, columns }) => {
    const list = columns.join(', ')
    return `delete from ${name}; insert into ${name} (${list}) overriding system value select ${list} from world.${name};`
  })
  return `begin; set local session_replication_role = replica; ${statements.join(' ')} commit`
}
