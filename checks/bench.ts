import { performance } from 'node:perf_hooks'
import { sql } from 'kysely'
import pg from 'pg'
import { type List, sortsOf } from '#core/list.ts'
import type { OpenOffice } from '#core/offices.ts'
import { receiptList } from '#duties/expenses/rules/receipt-list.ts'
import { reportList } from '#duties/expenses/rules/report-list.ts'
import { as } from './as.ts'
import { makePeople, type People } from './people.ts'
import { openTestOffice } from './test-office.ts'

/**
 * How long one click takes on a full office: `npm run bench -- [lines] [part of a click's name]`, 100,000 lines and as many receipts unless told.
 * The floor is one round trip to the same database in the same run; what grows with the table stands out against it.
 */
const lines = Number(process.argv[2] ?? 100_000)
const only = process.argv[3] ?? ''
const rounds = 30
/** Of five hundred rows, before a page is deep in its list. */
const pagesToDeep = 20

/** The slowest statement of each click, so that a slow one names its cause. */
const slowest = { ms: 0, text: '' }

const home = await openTestOffice()
try {
  const people = await makePeople(home.office)
  await fill(home.office, people, lines)
  // As autovacuum does; the office's own role may not.
  await home.offices.adminPool.query('analyze')
  await measure(home.office, people)
} finally {
  await home.close()
}

/** Salespeople of both teams over many months, eight lines a report, each with its receipt and its event. */
async function fill({ db }: OpenOffice, people: People, count: number): Promise<void> {
  const began = performance.now()
  const members = 60
  await sql`
    insert into member (id, name, email, roles, team_id, department_id, branch_id)
    select gen_random_uuid(), 'Pardavėja ' || n, 'p' || n || '@talka.example', '{salesperson}',
           case when n % 2 = 0 then ${people.north}::uuid else ${people.south}::uuid end, ${people.sales}::uuid, ${people.vilnius}::uuid
    from generate_series(1, ${members}) n`.execute(db)
  await sql`
    insert into expense_report (id, number, member_id, team_id, month, presented_at, approved_at)
    select gen_random_uuid(), 'B-' || m.id || '-' || n, m.id, m.team_id, (date '2026-10-01' - make_interval(months => n::int))::date,
           case when n > 1 then now() end, case when n > 1 then now() end
    from member m, generate_series(0, ${Math.ceil(count / 8 / members)}) n where 'salesperson' = any(m.roles)`.execute(
    db,
  )
  await sql`
    insert into kept_file (sha256, size, mime)
    select md5(n::text) || md5(n || 'x'), 1, 'image/jpeg' from generate_series(1, ${count * 2}::int) n`.execute(db)
  await sql`
    with picked as (
      select r.*, c.id as category, k, gen_random_uuid() as line_id, gen_random_uuid() as receipt_id,
             row_number() over () as n
      from expense_report r cross join generate_series(1, 8) k
      join lateral (select id from expense_category order by position offset (k % 10) limit 1) c on true
    ), receipts as (
      insert into expense_receipt (id, number, team_id, member_id, sha256, file_name, mime, size, came_by, preview_state, reading_state,
                           reading, merchant, spent_on, total_cents, currency, received_at)
      select receipt_id, 'RB-' || n, team_id, member_id, md5(n::text) || md5(n || 'x'), n || '.jpg', 'image/jpeg', 1, 'browser', 'made', 'read',
             jsonb_build_object('vatNumber', jsonb_build_object('value', 'LT' || (n % 997))), 'Parduotuvė ' || (n % 997), month + (k * 3), 1000 + (n % 9000), 'EUR', month + (k * 3) + interval '1 day'
      from picked returning id
    ), made as (
      insert into expense_line (id, report_id, position, spent_on, merchant, category_id, amount_cents, currency, claimed_cents, accepted_cents, purpose)
      select line_id, id, k, month + (k * 3), 'Parduotuvė ' || (n % 997), category, 1000 + (n % 9000), 'EUR', 1000 + (n % 9000), 1000 + (n % 9000), 'Vizitas'
      from picked returning id
    ), told as (
      insert into event (id, actor_name, operation, record_type, record_id, records, member_id, team_id, open_to, says, params)
      select gen_random_uuid(), 'Rasa', 'expenses.addLine', 'expenseLine', line_id, array[line_id, id], member_id, team_id, '{expenses.prepare,expenses.combine,expenses.review}',
             'expenses.said.changeLine', '{"merchant": "Parduotuvė", "number": "B"}'
      from picked returning id
    ) select count(*) from receipts, made, told limit 0`.execute(db)
  await sql`insert into expense_line_receipt (line_id, receipt_id, report_id)
    select l.id, r.id, l.report_id from expense_line l join expense_report e on e.id = l.report_id
    join expense_receipt r on r.member_id = e.member_id and r.spent_on = l.spent_on and r.total_cents = l.amount_cents on conflict do nothing`.execute(
    db,
  )
  const { n } = await db
    .selectFrom('expenseLine')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  console.log(`${n} lines, as many receipts and events, filled in ${Math.round((performance.now() - began) / 1000)} s`)
}

type Ask = (input: { sort: string; limit?: number; after?: string }) => Promise<{ next: string | null }>
function inOrders(list: List<never>, ask: (input: never) => ReturnType<Ask>): Record<string, () => Promise<unknown>> {
  return Object.assign({}, ...sortsOf(list).map((sort) => inOrder(list.name, ask as Ask, sort)))
}

/** The first page of a list in an order, and one after ten thousand rows. */
function inOrder(name: string, ask: Ask, sort: string): Record<string, () => Promise<unknown>> {
  let deep: Promise<string | undefined> | undefined
  const goDeep = async () => {
    let after: string | undefined
    for (let page = 0; page < pagesToDeep; page++) {
      const { next } = await ask({ sort, limit: 500, ...(after && { after }) })
      if (!next) return after
      after = next
    }
    return after
  }
  return {
    [`${name} by ${sort}`]: () => ask({ sort }),
    [`${name} by ${sort}, deep`]: async () => {
      deep ??= goDeep()
      const after = await deep
      return ask({ sort, ...(after && { after }) })
    },
  }
}

function watchStatements(): void {
  const query = pg.Client.prototype.query as (...asked: unknown[]) => unknown
  pg.Client.prototype.query = function timed(this: pg.Client, ...asked: unknown[]) {
    const began = performance.now()
    const answer = query.apply(this, asked)
    const text = typeof asked[0] === 'string' ? asked[0] : ((asked[0] as { text?: string } | undefined)?.text ?? '')
    if (answer instanceof Promise) {
      void answer.then(
        () => {
          const ms = performance.now() - began
          if (ms > slowest.ms) Object.assign(slowest, { ms, text })
        },
        () => {},
      )
    }
    return answer
  } as typeof pg.Client.prototype.query
}

async function measure(office: OpenOffice, people: People): Promise<void> {
  const { db } = office
  const rasa = as(office, people.rasa)
  const vytautas = as(office, people.vytautas)
  const report = await db
    .selectFrom('expenseReport')
    .select(['id', 'memberId'])
    .where('teamId', '=', people.north)
    .orderBy('month')
    .executeTakeFirstOrThrow()
  const receipt = await db
    .selectFrom('expenseReceipt')
    .select('id')
    .where('teamId', '=', people.north)
    .limit(1)
    .executeTakeFirstOrThrow()
  const clicks: Record<string, () => Promise<unknown>> = {
    'floor: select 1': () => sql`select 1`.execute(db),
    'desk.waiting, assistant': () => rasa.desk.waiting({}),
    'desk.waiting, manager': () => vytautas.desk.waiting({}),
    'desk.search': () => rasa.desk.search({ text: 'parduotuve 77' }),
    'desk.history of a report': () => rasa.desk.history({ recordId: report.id }),
    'expenses.reports': () => rasa.expenses.reports({}),
    'expenses.report': () => rasa.expenses.report({ reportId: report.id }),
    'expenses.receipts': () => rasa.expenses.receipts({}),
    'expenses.receipt': () => rasa.expenses.receipt({ receiptId: receipt.id }),
    'expenses.suggestion': () => rasa.expenses.suggestion({ reportId: report.id, merchant: 'Parduotuvė 77' }),
    'expenses.suggestion, VAT number': () =>
      rasa.expenses.suggestion({ reportId: report.id, merchant: 'Nežinoma', receiptId: receipt.id }),
    'expenses.suggestion, misread': () =>
      rasa.expenses.suggestion({ reportId: report.id, merchant: 'Parduotuvė 77 x' }),
    'expenses.suggestion, unknown': () => rasa.expenses.suggestion({ reportId: report.id, merchant: 'Nežinoma' }),
    'expenses.tray': () => rasa.expenses.tray({}),
    'expenses.duplicates': () => rasa.expenses.duplicates({}),
    'expenses.rounds': () => rasa.expenses.rounds({}),
    'expenses.teamReports': () => rasa.expenses.teamReports({}),
    'expenses.departmentReports': () => vytautas.expenses.departmentReports({}),
    'office.members': () => rasa.office.members({}),
  }
  Object.assign(clicks, inOrders(receiptList, rasa.expenses.receipts), inOrders(reportList, rasa.expenses.reports))
  watchStatements()
  for (const [name, click] of Object.entries(clicks)) {
    if (!name.includes(only) && !name.startsWith('floor')) continue
    Object.assign(slowest, { ms: 0, text: '' })
    const times: number[] = []
    for (let round = 0; round < rounds; round++) {
      const began = performance.now()
      await click()
      if (round >= 5) times.push(performance.now() - began)
    }
    tell(name, times)
  }
}

function tell(name: string, times: number[]): void {
  times.sort((a, b) => a - b)
  const at = (share: number) => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(1).padStart(7)
  console.log(`${name.padEnd(36)} least ${at(0)} ms   median ${at(0.5)} ms   p95 ${at(0.95)} ms`)
  if ((times[Math.floor(times.length / 2)] ?? 0) > 50)
    console.log(`    slowest statement: ${slowest.text.replace(/\s+/g, ' ').slice(0, 600)}`)
}
