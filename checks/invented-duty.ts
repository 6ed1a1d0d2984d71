/** A duty that nobody needs, whole: each hook once. By path below `src/duties/lending/`; its folder is its own in the copy of the tree. */
export const inventedDuty: Record<string, string> = {
  'README.md': `# Lending

Books of the office that people borrow. A keeper of a branch lends them.
`,
  'duty.ts': `import type { Duty } from '#core/duty.ts'
import * as operations from './operations.ts'
import * as hooks from './queries/hooks.ts'

interface Roles {
  'lending.keep': true
}

declare module '#core/rights.ts' {
  interface ChartRoles extends Roles {}
  interface Rights extends Roles {}
}

/** Books of the office that people borrow. */
export const lending = {
  name: 'lending',
  operations,
  rights: [],
  roles: { 'lending.keep': { place: 'branch', gives: [], needed: false, reads: true, works: true } },
  ...hooks,
} satisfies Duty<'lending'>
`,
  'tables.ts': `import type { Generated } from 'kysely'
import type { Instant } from '#core/tables.ts'

declare module '#core/database.ts' {
  interface Tables {
    lendingBook: { id: string; title: string; branchId: string; lentBy: string; lentAt: Generated<Instant> }
  }
}
`,
  'migrations/20270101-lending.sql': `-- Books that are lent, and who of a branch may lend them.
insert into chart_role (name, place) values ('lending.keep', 'branch');
create table lending_book (
  id uuid primary key,
  title text not null,
  branch_id uuid not null references branch,
  lent_by uuid not null references member,
  lent_at timestamptz not null default clock_timestamp()
);
create index lending_book_branch on lending_book (branch_id, lent_at);
`,
  'queries/books.ts': `import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'

/** The books that the caller's branches have lent, newest first. */
export async function booksOf(db: Db, actor: Actor) {
  const branches = actor.branches['lending.keep']
  if (branches.length === 0) return []
  return db
    .selectFrom('lendingBook')
    .select(['id', 'title', 'lentAt'])
    .where('branchId', 'in', branches)
    .orderBy('lentAt', 'desc')
    .limit(200)
    .execute()
}
`,
  'operations.ts': `export { books, lend } from './operations/books.ts'
`,
  'operations/books.ts': `import * as z from 'zod'
import { newId } from '#core/ids.ts'
import { change, read } from '#core/operation.ts'
import { absent } from '#core/refusal.ts'
import { Instant, listOf, RecordId, Text, whole } from '#core/shapes.ts'
import { booksOf } from '../queries/books.ts'

const Book = z.object({ id: RecordId, title: z.string(), lentAt: Instant })

export const books = read({
  right: 'lending.keep',
  summary: 'The books that your branches have lent, newest first.',
  rest: 'GET /lending/books',
  input: z.object({}),
  output: listOf(Book),
  async do({ db, actor }) {
    return whole(await booksOf(db, actor))
  },
})

export const lend = change({
  right: 'lending.keep',
  summary: 'Lend a book of your branch.',
  rest: 'POST /lending/books',
  input: z.object({ title: Text.min(1).describe('What stands on the book.') }),
  output: Book,
  async do({ db, actor, input, tell }) {
    const branchId = actor.branches['lending.keep'][0] ?? absent({ says: 'lending.noBranch' })
    const book = await db
      .insertInto('lendingBook')
      .values({ id: newId(), title: input.title, branchId, lentBy: actor.id })
      .returning(['id', 'title', 'lentAt'])
      .executeTakeFirstOrThrow()
    tell({ record: ['lendingBook', book.id], says: 'lending.said.lend', params: { title: book.title }, memberId: actor.id })
    return book
  },
})
`,
  'queries/hooks.ts': `import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import type { WaitingItem } from '#core/desk-items.ts'
import type { Happened, Hooks, Incoming, Line, LinkKind, Making, SampleAt } from '#core/duty-hooks.ts'
import { newId } from '#core/ids.ts'
import { booksOf } from './books.ts'

const path = '/lending'

async function linesOf(db: Db, actor: Actor): Promise<Line[]> {
  const books = await booksOf(db, actor)
  return books.map(({ id, title }) => ({ recordId: id, says: { says: 'lending.waiting', title }, path }))
}

export async function waiting(db: Db, actor: Actor): Promise<WaitingItem[]> {
  const books = await booksOf(db, actor)
  return books.map(({ id, title, lentAt }) => ({
    key: \`lending:\${id}\`,
    duty: 'lending',
    says: 'lending.waiting',
    params: { title },
    since: lentAt,
    due: null,
    urgency: 0,
    link: path,
    recordId: id,
  }))
}

async function found(db: Db, actor: Actor, text: string, limit: number) {
  const books = (await booksOf(db, actor)).filter(({ title }) => title.toLowerCase().includes(text.toLowerCase()))
  return books.slice(0, limit).map(({ id, title }) => ({ id, kind: 'lending.kind.book', title, path }))
}

export const search = found
export const answers = found
export const picks = found
export const mine = linesOf

export const calendar: NonNullable<Hooks['calendar']> = async (db, actor) =>
  (await booksOf(db, actor)).map(({ id, title, lentAt }) => ({
    ...{ recordId: id, says: { says: 'lending.waiting', title }, path },
    ...{ from: lentAt.slice(0, 10), to: lentAt.slice(0, 10), place: null },
  }))

export async function takes(_db: Db, { title }: Incoming) {
  if (!/book|knyg/i.test(title)) return null
  return { makes: 'book', because: { says: 'lending.waiting', title }, confidence: 0.5 }
}

export const links: LinkKind[] = [{ name: 'book', path: '/b/{token}', days: 7, most: { files: 0, bytes: 0 } }]
export const makes: Making[] = [{ name: 'book', label: 'lending.kind.book', right: 'lending.keep', path, from: ['mail'] }]
export const opens = linesOf
export const presence = async (): Promise<[]> => []
export const helps: NonNullable<Hooks['helps']> = async (_db, { id }) => [
  { memberId: id, because: { says: 'lending.waiting', title: '' } },
]
export const expected = async (): Promise<[]> => []
export const holdsPlace = async (): Promise<[]> => []
export const figures: NonNullable<Hooks['figures']> = async (_db, memberIds) =>
  memberIds.map((memberId) => ({ memberId, name: 'lending.kind.book', value: 0, currency: null }))

export const owned: NonNullable<Hooks['owned']> = async (db, memberId) => {
  const books = await db.selectFrom('lendingBook').select(['id', 'title']).where('lentBy', '=', memberId).execute()
  return books.map(({ id, title }) => ({ recordId: id, says: { says: 'lending.waiting', title }, path }))
}

export const about: NonNullable<Hooks['about']> = async () => [{ what: { says: 'lending.waiting', title: '' }, count: 0 }]

export async function happened(_db: Db, _record: Happened): Promise<void> {}
export async function sample({ db, language }: SampleAt): Promise<void> {
  const member = await db.selectFrom('member').select(['id', 'branchId']).where('branchId', 'is not', null).limit(1).executeTakeFirst()
  const title = language === 'lt' ? 'Vilniaus legendos' : 'Legends of Vilnius'
  if (member) await db.insertInto('lendingBook').values({ id: newId(), title, branchId: member.branchId!, lentBy: member.id }).execute()
}

export const walk: NonNullable<Hooks['walk']> = async ({ db, actor }) => {
  const lendingBookId = newId()
  const branch = await db.selectFrom('branch').select('id').limit(1).executeTakeFirstOrThrow()
  const book = { id: lendingBookId, title: 'Slapta knyga', branchId: branch.id, lentBy: actor.id }
  await db.insertInto('lendingBook').values(book).execute()
  return { lendingBookId }
}
`,
  'hooks.test.ts': `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as } from '#checks/as.ts'
import { makePeople } from '#checks/people.ts'
import { openTestOffice } from '#checks/test-office.ts'
import { hooksOf, termsOf } from '#core/duty.ts'
import type { Hooks } from '#core/duty-hooks.ts'
import { newId } from '#core/ids.ts'
import { actorOf } from '#office/public.ts'
import { lending } from './duty.ts'

test('each hook of a duty is found among those of all and answers', async () => {
  const { office, close } = await openTestOffice()
  const people = await makePeople(office)
  const { db } = office
  const { office: chart } = as(office, people.administrator)
  const line = { role: 'lending.keep', memberId: people.milda.id, fromDay: '2020-01-01' } as const
  await assert.rejects(chart.assign({ ...line, placeId: people.north }), /branch/)
  await chart.assign({ ...line, placeId: people.gdansk })
  assert.equal(termsOf('lending.keep').place, 'branch')
  const milda = as(office, people.milda)
  const { id } = await milda.lending.lend({ title: 'Legends' })
  assert.deepEqual((await milda.lending.books({})).items.map((book) => book.id), [id])
  await assert.rejects(as(office, people.rasa).lending.lend({ title: 'Legends' }), { code: 'FORBIDDEN' })

  const actor = (await actorOf(office, people.milda.id))!
  const own = <Name extends keyof Hooks>(name: Name): NonNullable<Hooks[Name]> => {
    const hook = hooksOf(name).find((one) => one === (lending as Hooks)[name])
    assert.ok(hook, name)
    return hook
  }
  const ofBook = (lines: readonly { recordId: string }[]) => assert.deepEqual(lines.map(({ recordId }) => recordId), [id])
  ofBook(await own('waiting')(db, actor))
  ofBook(await own('calendar')(db, actor))
  ofBook(await own('opens')(db, actor, newId()))
  ofBook(await own('mine')(db, actor))
  ofBook(await own('owned')(db, actor.id))
  assert.deepEqual(await own('holdsPlace')(db, { kind: 'branch', id, name: '', act: 'closes' }), [])
  for (const name of ['search', 'answers', 'picks'] as const)
    assert.deepEqual((await own(name)(db, actor, 'legend', 5)).map((one) => one.id), [id], name)
  const mail = { id: newId(), kind: 'mail', title: 'A book for you', text: '', from: null } as const
  assert.equal((await own('takes')(db, mail))?.makes, own('makes')[0]!.name)
  assert.equal(own('links')[0]!.name, 'book')
  assert.deepEqual(await own('presence')(db, [actor.id], '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'), [])
  assert.equal((await own('helps')(db, actor, 'Who has it?'))[0]!.memberId, actor.id)
  assert.deepEqual(await own('expected')(db, people.north, '2026-01-01'), [])
  assert.equal((await own('figures')(db, [actor.id], '2026-01-01'))[0]!.value, 0)
  assert.equal((await own('about')(db, newId()))[0]!.count, 0)
  await own('happened')(db, { type: 'lendingBook', id, operation: 'lending.lend' })
  await own('sample')({ db, today: '2026-01-01', language: 'lt', random: () => 0 })
  assert.ok((await own('walk')({ db, actor })).lendingBookId)

  const { items } = await milda.desk.waiting({})
  assert.ok(items.some((item) => item.recordId === id && item.text === 'Legends is lent'))
  assert.equal((await milda.desk.search({ text: 'legends' })).items[0]?.id, id)
  const { rows } = await chart.chart({})
  assert.ok(rows.some((row) => row.role === 'lending.keep' && row.place.kind === 'branch' && !row.needed))
  const { items: told } = await as(office, people.administrator).desk.history({ operation: 'office.assign', limit: 1 })
  assert.match(told[0]!.text, /gave Milda Miškė the lending of books of /)
  await close()
})
`,
  'pages/routes.tsx': `import { IconBook } from '@tabler/icons-react'
import type { PageRoute } from '#web/page.ts'

export const routes: PageRoute[] = [
  {
    path: '/lending',
    page: () => import('./BooksPage.tsx'),
    title: 'lending.title',
    right: 'lending.keep',
    nav: { label: 'lending.title', icon: IconBook, order: 500, section: 'lending' },
  },
]
`,
  'pages/BooksPage.tsx': `import { IconBook } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { PageSkeleton } from '#web/ui/Skeletons.tsx'
import { useWords } from '#web/words.ts'

/** The books that are lent. */
export function Page() {
  const { t } = useWords()
  const books = useQuery(api.lending.books.queryOptions({ input: {} }))
  return (
    <>
      <PageHeader title={t('lending.title')} />
      {books.isPending && <PageSkeleton />}
      {books.isError && <ErrorState error={books.error} retry={books.refetch} />}
      {books.data?.items.length === 0 && <EmptyState icon={IconBook} title={t('lending.none')} />}
      <ul>
        {books.data?.items.map((book) => (
          <li key={book.id}>{book.title}</li>
        ))}
      </ul>
    </>
  )
}
`,
  ...inBoth('', {
    none: [
      'No book of your branches is lent out at present.',
      'Jūsų padaliniai šiuo metu nėra paskolinę nė vienos knygos.',
    ],
  }),
  ...inBoth('frame.', {
    name: ['Lending', 'Knygos'],
    title: ['Lent books', 'Paskolintos knygos'],
    kind: { book: ['Book', 'Knyga'] },
  }),
  ...inBoth('server.', {
    noBranch: ['You lend for no branch.', 'Neskolinate nė vieno padalinio knygų.'],
    waiting: ['{title} is lent', '{title} – paskolinta'],
    said: { lend: ['{actor} lent {title}.', '{actor} paskolino: {title}.'] },
  }),
  ...inBoth('chart.', {
    chart: { keep: ['Lending', 'Knygų skolinimas'] },
    right: { keep: ['Lend books', 'Skolinti knygas'] },
    told: { keep: ['the lending of books', 'knygų skolinimas'] },
  }),
}

/** What the lists of duties gain: the only lines outside its folder. */
export const inventedLines: [path: string, after: RegExp, line: string][] = [
  ['src/duties/index.ts', /import \{ expenses \} from .*\n/, "import { lending } from './lending/duty.ts'\n"],
  ['src/duties/index.ts', /declareDuties\(\[[^\]]*expenses/, ', lending'],
]

interface Texts {
  [key: string]: [en: string, lt: string] | Texts
}

function inBoth(place: string, texts: Texts): Record<string, string> {
  const of = (at: 0 | 1, tree: Texts): object =>
    Object.fromEntries(Object.entries(tree).map(([key, one]) => [key, Array.isArray(one) ? one[at] : of(at, one)]))
  const files = (['en', 'lt'] as const).map((language, at) => [
    `words/${place}${language}.json`,
    `${JSON.stringify(of(at as 0 | 1, texts), null, 2)}\n`,
  ])
  return Object.fromEntries(files)
}
