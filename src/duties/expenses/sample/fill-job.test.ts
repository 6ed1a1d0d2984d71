import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv'
import { as, callAs } from '#checks/as.ts'
import { quietLog } from '#checks/quiet-log.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { testSlots } from '#checks/test-slots.ts'
import { contentHash } from '#core/content-hash.ts'
import { startJobs } from '#core/jobs-work.ts'
import { nextNumber } from '#core/running-numbers.ts'
import { sealEvents, verifySeals } from '#core/seals.ts'
import { operationsOf } from '#doors/operations-of.ts'
import { duties } from '#duties/index.ts'
import { actorOf } from '#office/public.ts'
import { sampleIds } from '#office/sample/fill-office.ts'
import { judge } from '../queries/judge.ts'
import { reportInScope } from '../queries/reports.ts'
import { seenBy } from '../queries/whose.ts'
import { fillSample } from './fill-job.ts'
import { sampleMonths } from './months.ts'
import type { SampleMonths } from './months-shapes.ts'

let main: TestOffice
let story: SampleMonths
/** Receipts that were there when the process filling the office was killed. */
let receiptsAtDeath = 0

const count = async (from: string) =>
  Number((await main.office.pool.query(`select count(*) as n from ${from}`)).rows[0].n)
const member = async (key: string) => (await sampleIds(main.office.db)).person(key)
const manager = async () => as(main.office, await member('vytautas.bagdonas'))

before(async () => {
  main = await openTestOffice()
  const { jobId } = await as(main.office, null).office.openSample({ language: 'lt' })
  const profile = await main.office.db.selectFrom('officeProfile').selectAll().executeTakeFirstOrThrow()
  const setUpOn = Temporal.Instant.from(profile.setUpAt).toZonedDateTimeISO(profile.timeZone).toPlainDate()
  story = sampleMonths(setUpOn.toString())
  await killedHalfWay(jobId)
  receiptsAtDeath = await count('expense_receipt')
  await filledHere(jobId)
})
after(() => main.close())

const filler = join(import.meta.dirname, '../../../../checks/fill-until-killed.ts')

/** Another process fills the office and is killed as soon as it draws the second month. */
async function killedHalfWay(jobId: string): Promise<void> {
  const { host, port, user, password, database } = main.offices.adminPool.options
  const ground = JSON.stringify({ connection: { host, port, user, password, database }, dir: main.dir })
  const child = spawn(process.execPath, [filler], {
    env: { ...process.env, TALKA_TEST_GROUND: ground },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const newest = story.months
    .at(-1)!
    .teams.flatMap((team) => [...team.reports.flatMap((r) => r.receipts), ...team.tray])
  for (let row = await jobRow(jobId); row.done < newest.length + 10; row = await jobRow(jobId)) {
    assert.ok(child.exitCode === null && row.state !== 'failed', `${child.exitCode} ${row.state}`)
    await wait(50)
  }
  child.kill('SIGKILL')
  await once(child, 'exit')
}

async function filledHere(jobId: string): Promise<void> {
  const options = {
    pool: main.offices.adminPool,
    offices: main.offices,
    tasks: [fillSample],
    slots: testSlots,
    log: quietLog,
  }
  const runner = await startJobs(options)
  for (let job = await jobRow(jobId); job.state !== 'done'; job = await jobRow(jobId)) {
    assert.notEqual(job.state, 'failed', JSON.stringify(job.failure))
    await wait(100)
  }
  await runner.stop()
}

const jobRow = (id: string) =>
  main.office.db.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

test('a process killed in the middle leaves whole months only, and the next one completes the same office', async () => {
  const receiptsIn = (months: SampleMonths['months']) =>
    months.flatMap(({ teams }) => teams.flatMap((t) => [...t.reports.flatMap((r) => r.receipts), ...t.tray])).length
  const whole = [...story.months.keys()].map((from) => receiptsIn(story.months.slice(from)))
  assert.ok(whole.includes(receiptsAtDeath) && receiptsAtDeath < whole[0]!, String(receiptsAtDeath))
  assert.equal(await count('expense_receipt'), whole[0])
  const reports = story.months.flatMap(({ teams }) => teams.flatMap((team) => team.reports))
  assert.equal(await count('expense_report'), reports.length)
  assert.equal(await count('expense_line'), reports.flatMap((report) => report.lines).length)
  assert.equal(await count('expense_expected_receipt'), reports.flatMap((report) => report.expected).length)
  assert.equal(await count('expense_reminder'), reports.flatMap((report) => report.reminders).length)
  assert.equal(await count('member'), 40)
  assert.equal(await count('expense_approval'), 4)
  const state = await as(main.office, null).office.state({})
  assert.equal(state.setUp, true)
  assert.equal(state.filling, null)
})

test('the office counts on from the last sample numbers', async () => {
  const { db } = main.office
  for (const [kind, table] of [
    ['RCT', 'expense_receipt'],
    ['EXP', 'expense_report'],
    ['RND', 'expense_round'],
    ['DR', 'expense_department_report'],
  ] as const) {
    // biome-ignore format: a table
    const year = story.months.at(-1)!.month.slice(0, 4)
    const there = await count(`${table} where number like '${kind}-${year}-%'`)
    assert.equal(await nextNumber(db, kind, Number(year)), `${kind}-${year}-${String(there + 1).padStart(4, '0')}`)
  }
})

test('nothing stands in the way of any presented report but a claim procedure that came out later', async () => {
  const reviewer = await actorOf(main.office, (await member('vytautas.bagdonas')).id, null)
  const rows = await main.office.db
    .selectFrom('expenseReport')
    .select('id')
    .where('presentedAt', 'is not', null)
    .execute()
  assert.equal(rows.length, 120)
  for (const { id } of rows) {
    const report = await reportInScope(main.office.db, seenBy(reviewer!), id)
    const { obstacles, confirmation } = await judge(main.office.db, { ...report, presentedAt: null }, 'en')
    assert.deepEqual(
      obstacles.filter(({ says }) => says !== 'expenses.obstacle.notInformed'),
      [],
    )
    assert.equal(confirmation, 'valid')
  }
})

test('every version is sealed by its hash, and its total, its matrix and the approved payouts are one sum', async () => {
  const reviewer = await manager()
  for (const { id } of (await reviewer.expenses.departmentReports({})).items) {
    const versions = await main.office.db
      .selectFrom('expensePresentedVersion')
      .selectAll()
      .where('departmentReportId', '=', id)
      .orderBy('number')
      .execute()
    for (const version of versions) assert.equal(contentHash(version.snapshot), version.hash)
    const { matrix, lines, approval } = await reviewer.expenses.departmentReport({ departmentReportId: id })
    const accepted = lines.reduce((sum, line) => sum + line.acceptedCents!, 0)
    assert.equal(matrix.sum.acceptedCents, accepted)
    assert.equal(matrix.rows.reduce((sum, row) => sum + row.sum.acceptedCents, 0), accepted) // biome-ignore format: one sum
    assert.equal(Object.values(matrix.columns).reduce((sum, column) => sum + column.acceptedCents, 0), accepted) // biome-ignore format: one sum
    if (!approval) continue
    const { payouts } = await reviewer.expenses.payouts({ departmentReportId: id })
    assert.equal(payouts.reduce((sum, payout) => sum + payout.cents, 0), accepted) // biome-ignore format: one sum
  }
})

test('every receipt opens: its original, its picture and its thumb are kept whole', async () => {
  const files = await main.office.db.selectFrom('keptFile').select(['sha256', 'size']).execute()
  for (const { sha256, size } of files) assert.equal((await main.office.files.read(sha256)).byteLength, size)
  assert.equal(
    await count('expense_receipt r where not exists (select from expense_receipt_page p where p.receipt_id = r.id)'),
    0,
  )
  assert.equal(
    await count(`expense_line l where missing_reason is null
      and not exists (select from expense_line_receipt r where r.line_id = l.id)`),
    0,
  )
})

test('the history is told in the order in which things happened, and its seals hold', async () => {
  const rows = await main.office.db
    .selectFrom('event')
    .select(['seq', 'at', 'operation'])
    .where('operation', 'like', 'expenses.%')
    .orderBy('seq')
    .execute()
  assert.ok(rows.length > 2000)
  const months = Map.groupBy(rows, (row) => Math.floor((row.seq - rows[0]!.seq) / 10_000))
  for (const chapter of months.values())
    for (const [i, row] of chapter.entries()) assert.ok(i === 0 || chapter[i - 1]!.at <= row.at)
  while ((await sealEvents(main.office.db)) > 0);
  const verdict = await verifySeals(main.office.db)
  assert.equal(verdict.isWhole, true)
  assert.equal(verdict.events, await count('event'))
})

test('the month in review has everything unusual, one query in each state, and is marked where it changed', async () => {
  const reviewer = await manager()
  const [newest] = (await reviewer.expenses.departmentReports({})).items
  const view = await reviewer.expenses.departmentReport({ departmentReportId: newest!.id })
  const kinds = new Set(view.unusual.map((one) => one.kind))
  for (const kind of ['overLimit', 'farFromLast', 'declaredMissing', 'changedAfterReading'] as const)
    assert.ok(kinds.has(kind), kind)
  assert.deepEqual(view.queries.map((query) => query.state).sort(), ['answered', 'asked', 'settled'])
  assert.equal(view.version?.number, 2)
  assert.ok(view.changes.length > 0)
})

test('on the desks lies what the story left open', async () => {
  const waitingFor = async (key: string) => {
    const items = await as(main.office, await member(key)).desk.waiting({})
    return new Set(items.items.map((item) => item.key.split(':')[0]))
  }
  assert.ok((await waitingFor('vytautas.bagdonas')).has('expenses.answered'))
  assert.ok((await waitingFor('danute.rakauskiene')).has('expenses.pay'))
  const assistants = ['rasa.kazlauskiene', 'ieva.zukaite', 'aiste.petrauskiene', 'liga.ozolina']
  const desks = await Promise.all(assistants.map(waitingFor))
  assert.equal(desks.filter((desk) => desk.has('expenses.asked')).length, 1)
})

test('the present month is being collected: receipts are missing, people were reminded, a few lie in the tray', async () => {
  const rasa = as(main.office, await member('rasa.kazlauskiene'))
  const { items } = await rasa.expenses.rounds({ open: true })
  assert.equal(items.length, 1)
  const board = await rasa.expenses.round({ roundId: items[0]!.id })
  assert.equal(board.people.length, 7)
  assert.ok(board.people.some((person) => person.counts.waiting > 0))
  assert.equal((await rasa.expenses.tray({})).items.length, 2)
  assert.ok((await count('expense_reminder r join expense_round o on o.id = r.round_id where o.closed_at is null')) > 0)
})

/** The newest records by the name of the parameter that takes them. */
async function newestIds(): Promise<Record<string, string[]>> {
  const tables = {
    reportId: 'expense_report',
    teamReportId: 'expense_team_report',
    departmentReportId: 'expense_department_report',
    roundId: 'expense_round',
    receiptId: 'expense_receipt',
    paperId: 'expense_paper',
    memberId: 'member',
    personId: 'member',
    teamId: 'team',
    departmentId: 'department',
    lineId: 'expense_line',
    jobId: 'job',
  }
  const read = async ([name, table]: [string, string]) => {
    const { rows } = await main.office.pool.query(`select id from ${table} order by id desc limit 12`)
    return [name, rows.map(({ id }) => id as string)] as const
  }
  return Object.fromEntries(await Promise.all(Object.entries(tables).map(read)))
}

test('what is read has the shape that is promised, down to each id, instant and day', async () => {
  const rasa = as(main.office, await member('rasa.kazlauskiene')).expenses
  const { items } = await rasa.reports({})
  const beingPrepared = items.find(({ state }) => state === 'collecting')!
  await rasa.addLine({ reportId: beingPrepared.id, merchant: 'Not yet in any category', amountCents: 700 })
  await rasa.makeTeamReport({ teamId: beingPrepared.team.id, month: beingPrepared.month })
  const [{ month }] = (await main.office.pool.query('select max(month)::text as month from expense_round')).rows
  const known: Record<string, unknown[]> = { ...(await newestIds()), month: [month], text: ['a'], page: ['receipts'] }
  const reads = operationsOf(duties).filter(({ changes }) => !changes)
  const validator = new AjvJsonSchemaValidator()
  const wrong = new Set<string>()
  const answered = new Set<string>()
  const people = ['rasa.kazlauskiene', 'ieva.zukaite', 'vytautas.bagdonas', 'danute.rakauskiene', 'karolis.vejelis']
  for (const person of people) {
    const call = await callAs(main.office, await member(person))
    for (const { name, input, output, run } of reads) {
      const wanted = input.required ?? []
      if (!wanted.every((field) => known[field])) continue
      const fits = validator.getValidator(output() as never)
      const tries = Math.max(1, ...wanted.map((field) => known[field]!.length))
      for (let i = 0; i < tries; i += 1) {
        const asked = Object.fromEntries(wanted.map((field) => [field, known[field]!.at(i % known[field]!.length)]))
        const answer = await run(asked, call).catch(() => undefined)
        if (answer === undefined || answer instanceof Blob) continue
        answered.add(name)
        const { valid, errorMessage } = fits(JSON.parse(JSON.stringify(answer)))
        if (!valid) wrong.add(`${name}: ${errorMessage}`)
      }
    }
  }
  assert.deepEqual([...wrong], [])
  assert.ok(answered.size > 40, [...answered].join(' '))
})

test('an event names a department report as the department’s wherever it is about something else', async () => {
  const told = (how: string) =>
    count(`event e join expense_department_report d on d.id = any (e.records)
      where record_type <> 'departmentReport' and e.department_id = d.department_id ${how}`)
  const all = await count(
    `event e join expense_department_report d on d.id = any (e.records) where d.id <> e.record_id`,
  )
  assert.ok(all > 30)
  assert.equal(await told('and d.id = any (e.department_records)'), all)
})
