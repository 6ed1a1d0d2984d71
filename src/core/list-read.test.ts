import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import * as z from 'zod'
import { callAs } from '#checks/as.ts'
import { makePeople, type People } from '#checks/people.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { listedByName } from '#office/public.ts'
import { declareList, sortsOf } from './list.ts'
import { byChoice, byCode, byDay, byInstant, byNumber } from './list-order.ts'
import { readsList } from './list-read.ts'
import { readSheet } from './sheets.ts'

const states = ['new', 'made', 'gone'] as const
const Row = z.object({
  id: z.uuid(),
  name: z.string().nullable(),
  code: z.string(),
  day: z.string().nullable(),
  cents: z.number().nullable(),
  at: z.string(),
  state: z.enum(states),
})
type Row = z.output<typeof Row>

const declared = declareList<Row>()({
  name: 'core.rows',
  order: '-day',
  columns: {
    name: { kind: 'text', value: (row) => row.name },
    code: { kind: 'code', value: (row) => row.code },
    day: { kind: 'day', value: (row) => row.day },
    cents: { kind: 'money', value: (row) => row.cents, currency: () => 'EUR' },
    at: { kind: 'instant', value: (row) => row.at },
    state: { kind: 'choice', value: (row) => row.state, of: states, words: 'core.rows.state', filter: 'stands' },
    length: { kind: 'number', value: (row) => row.code.length, sort: false, filter: false },
  },
})

let rows: Row[] = []
const list = readsList(declared, {
  row: Row,
  more: { half: z.boolean().optional() },
  id: 'row.id',
  by: {
    name: listedByName('row.name', { orNull: true }),
    code: byCode('row.code'),
    day: byDay('row.day', { orNull: true }),
    cents: byNumber('row.cents', { orNull: true }),
    at: byInstant('row.at'),
    state: byChoice(states, 'row.state'),
  },
  ties: ['code'],
  query: ({ db, input }) =>
    db
      .selectFrom(
        sql<Row>`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)`.as<'row'>(
          sql`row (id uuid, name text, code text, day date, cents bigint, at timestamptz, state text)`,
        ),
      )
      .selectAll('row')
      .$if(input.half === true, (query) => query.where('row.state', '<>', 'gone')),
  show: (_, found) => found,
})

let home: TestOffice
let people: People
before(async () => {
  home = await openTestOffice()
  people = await makePeople(home.office)
  await home.office.db.updateTable('officeProfile').set({ language: 'lt' }).execute()
})
after(() => home?.close())

type PageInput = z.input<typeof list.page.input>
async function at<Input>(input: Input) {
  const call = await callAs(home.office, people.rasa)
  return { db: home.office.db, actor: call.actor!, call, input }
}
const page = async (input: PageInput) => list.page.do(await at(list.page.input.parse(input)))

async function pages(input: PageInput, limit: number) {
  const found: Row[] = []
  let cursor: { after?: string } = {}
  for (;;) {
    const { items, next, total } = await page({ ...input, ...cursor, limit })
    assert.equal(total === null, 'after' in cursor, 'the first page, and only that, tells how many there are')
    found.push(...items)
    if (next === null) return found
    assert.equal(items.length, limit)
    cursor = { after: next }
  }
}

const collator = new Intl.Collator('lt')
/** What a sort compares; ties are told by code and id. */
const worth: Record<string, (a: Row, b: Row) => number> = {
  name: (a, b) => collator.compare(a.name!, b.name!),
  code: (a, b) => bytewise(a.code, b.code),
  day: (a, b) => bytewise(a.day!, b.day!),
  cents: (a, b) => a.cents! - b.cents!,
  at: (a, b) => bytewise(a.at, b.at),
  state: (a, b) => states.indexOf(a.state) - states.indexOf(b.state),
}
const bytewise = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))

function inOrder(given: readonly Row[], sort: string): string[] {
  const id = sort.replace(/^-/, '')
  const way = sort.startsWith('-') ? -1 : 1
  const isEmpty = (row: Row) => row[id as keyof Row] === null
  const compare = (a: Row, b: Row) =>
    Number(isEmpty(a)) - Number(isEmpty(b)) ||
    (isEmpty(a) ? 0 : way * worth[id]!(a, b)) ||
    bytewise(a.code, b.code) ||
    way * bytewise(a.id, b.id)
  return given.toSorted(compare).map((row) => row.id)
}
const idsOf = (given: readonly Row[]) => given.map(({ id }) => id)

const few = <T>(...values: T[]) => fc.constantFrom(...values)
const anyRow: fc.Arbitrary<Row> = fc.record({
  id: fc.uuid({ version: 7 }),
  name: few(null, '', 'Šimkus', 'Simkus', 'Žydrė', 'Zita', 'ąžuolas', 'O’Neil', '50 %', '=1+1'),
  code: few('A-1', 'A-10', 'A-2', 'a-1', 'Ž'),
  day: few(null, '2026-01-31', '2026-02-01', '1999-12-31'),
  cents: few(null, 0, -5, 1234, 999_999_999_999),
  at: few('2026-03-05T22:30:00.123Z', '2026-03-05T22:30:00.124Z', '2026-03-05T10:00:00.000Z'),
  state: few(...states),
})
const anyRows = fc.uniqueArray(anyRow, { maxLength: 14, selector: ({ id }) => id })

test('page by page in any order is the whole in that order: nothing twice, nothing left out, what is empty last', async () => {
  await fc.assert(
    fc.asyncProperty(anyRows, few(...sortsOf(declared)), fc.integer({ min: 1, max: 5 }), async (given, sort, limit) => {
      rows = given
      assert.deepEqual(idsOf(await pages({ sort }, limit)), inOrder(given, sort))
    }),
    { numRuns: 150 },
  )
})

test('without another order a list stands in its own', async () => {
  rows = fc.sample(anyRows, { numRuns: 1, seed: 7 })[0]!
  assert.deepEqual(idsOf(await pages({}, 3)), inOrder(rows, '-day'))
})

const plain = (text: string | null) => (text ?? '').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
const within = (value: string | number | null, from: string | number, to: string | number) =>
  value !== null && value >= from && value <= to
/** What is asked, and which rows fit it. */
const asked: [PageInput, (row: Row) => boolean][] = [
  [{ name: 'SIMK' }, (row) => plain(row.name).includes('simk')],
  [{ name: '%' }, (row) => (row.name ?? '').includes('%')],
  [{ code: 'a-1' }, (row) => plain(row.code).includes('a-1')],
  [{ daySpan: '2026-01-31' }, (row) => row.day === '2026-01-31'],
  [{ daySpan: '2026-01-01..2026-01-31' }, (row) => within(row.day, '2026-01-01', '2026-01-31')],
  [{ daySpan: '2026-02-01..' }, (row) => within(row.day, '2026-02-01', '9999')],
  [{ daySpan: '..2026-01-31' }, (row) => within(row.day, '0', '2026-01-31')],
  [{ centsSpan: '-5..1234' }, (row) => within(row.cents, -5, 1234)],
  [{ centsSpan: '0' }, (row) => row.cents === 0],
  // The caller's day: it is two hours later in Vilnius.
  [{ atSpan: '2026-03-06' }, (row) => row.at > '2026-03-05T22'],
  [{ stands: 'new,gone' }, (row) => row.state !== 'made'],
  [{ half: true }, (row) => row.state !== 'gone'],
  [{ text: 'zita a-1' }, (row) => plain(row.name).includes('zita') && plain(row.code).includes('a-1')],
]

test('one gets what one asks of a column, in the order and page by page, counted, and so of several', async () => {
  await fc.assert(
    fc.asyncProperty(anyRows, fc.subarray(asked, { minLength: 1, maxLength: 2 }), async (given, some) => {
      rows = given
      const input = Object.assign({}, ...some.map(([asks]) => asks)) as PageInput
      const isNamedTwice = new Set(some.flatMap(([asks]) => Object.keys(asks))).size < some.length
      fc.pre(!isNamedTwice)
      const fit = given.filter((row) => some.every(([, fits]) => fits(row)))
      assert.deepEqual(idsOf(await pages({ ...input, sort: 'code' }, 2)), inOrder(fit, 'code'))
      assert.equal((await page(input)).total, fit.length)
    }),
    { numRuns: 150 },
  )
})

test('what a column does not take, and an order that it has not, is refused', () => {
  const wrong: Record<string, string>[] = [
    { sort: 'length' }, { sort: '-length' }, { sort: 'id' }, { daySpan: '..' }, { daySpan: '2026-02-30' }, { daySpan: 'x..2026-01-01' },
    { daySpan: '2026-01-01..2026-01-02..2026-01-03' }, { daySpan: '0001-01-01' }, { centsSpan: '1.5' }, { centsSpan: 'x' }, { centsSpan: '1'.repeat(20) }, { stands: 'new,x' },
    { stands: '' }, { name: '' }, { atSpan: '2026' },
  ] // biome-ignore format: one list
  for (const input of wrong) assert.ok(!list.page.input.safeParse(input).success, JSON.stringify(input))
})

test('the next page is that of the order it was asked in', async () => {
  rows = fc.sample(fc.uniqueArray(anyRow, { minLength: 5, maxLength: 5, selector: ({ id }) => id }), 1)[0]!
  const { next } = await page({ sort: 'code', limit: 2 })
  for (const sort of ['-code', 'name', undefined]) {
    const refused = await page({ after: next!, ...(sort && { sort }) }).catch((error) => error.status)
    assert.equal(refused, 400, `${sort}`)
  }
})

test('a sheet holds the whole that was asked for, in its order and columns, formulas defused', async () => {
  rows = fc.sample(fc.uniqueArray(anyRow, { minLength: 12, maxLength: 12, selector: ({ id }) => id }), {
    numRuns: 1,
    seed: 3,
  })[0]!
  for (const format of ['csv', 'xlsx'] as const) {
    const input = list.sheet.input.parse({ format, sort: 'name', half: true, columns: 'name,cents,day' })
    const file = await list.sheet.do(await at(input))
    const [sheet] = await readSheet(new Uint8Array(await file.arrayBuffer()))
    const order = inOrder(
      rows.filter((row) => row.state !== 'gone'),
      'name',
    )
    const expected = order.map((id) => rows.find((row) => row.id === id)!)
    const name = (row: Row) => (format === 'csv' && row.name === '=1+1' ? `'${row.name}` : row.name || null)
    assert.deepEqual(
      sheet!.rows.slice(1).map((row) => [row[0] ?? null, row[2] ?? null]),
      expected.map((row) => [name(row), row.day]),
    )
  }
})
