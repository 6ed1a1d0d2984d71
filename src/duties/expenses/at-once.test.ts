import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { as } from '#checks/as.ts'
import { handedOver } from '#checks/month-steps.ts'
import { lineOf, makeWorld, type World } from '#checks/pairs/world.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { newId } from '#core/ids.ts'
import { addPiece, beginUpload, ownerKeyOf } from '#core/staging.ts'
import { roomOfMember } from '#core/upload-room.ts'

let home: TestOffice
let world: World
before(async () => {
  home = await openTestOffice()
  world = await makeWorld(home.office)
})
after(() => home.close())

const rasa = () => as(home.office, world.people.rasa).expenses
const jonas = () => as(home.office, world.people.jonas).expenses
const newLine = async () => (await rasa().addLine(lineOf(world.ids, world.ids.report!))).id
const linesNow = async () => (await rasa().report({ reportId: world.ids.report! })).lines
const lineNow = async (lineId: string) => (await linesNow()).find(({ id }) => id === lineId)

/** How often each outcome came: `done`, or the key of a refusal. */
async function outcomesOf(calls: Promise<unknown>[]): Promise<Record<string, number>> {
  const settled = await Promise.allSettled(calls)
  const says = settled.map((one) =>
    one.status === 'fulfilled' ? 'done' : (one.reason.data?.says ?? String(one.reason)),
  )
  return Object.fromEntries([...Map.groupBy(says, (one) => one)].map(([name, of]) => [name, of.length]))
}

test('of many who take one finished upload up at once, more than there are connections, one gets its receipt', async () => {
  const owner = ownerKeyOf(world.people.rasa)
  const bytes = Buffer.from('%PDF-1.4\nof a receipt')
  const uploadId = newId()
  const upload = { id: uploadId, owner, size: bytes.length, fileName: 'taxi.pdf', mime: 'application/pdf' }
  await beginUpload(home.office, upload, roomOfMember)
  await addPiece(home.office, { uploadId, at: 0, bytes })
  const takes = Array.from({ length: 12 }, () => rasa().addReceipt({ uploadId }))
  assert.deepEqual(await outcomesOf(takes), { done: 1, 'core.noSuchUpload': 11 })
})

test('of fifty edits of one version at once exactly one is accepted, and the others are told', async () => {
  const lineId = await newLine()
  const edits = Array.from({ length: 50 }, (_, n) => rasa().changeLine({ lineId, version: 1, amountCents: n + 1 }))
  assert.deepEqual(await outcomesOf(edits), { done: 1, 'core.stale': 49 })
  assert.equal((await lineNow(lineId))?.version, 2)
})

test('two people’s different fields at once: the second is told, and nothing of the first is lost', async () => {
  for (let round = 0; round < 10; round++) {
    const lineId = await newLine()
    const both = [
      rasa().changeLine({ lineId, version: 1, purpose: 'A fair' }),
      jonas().changeLine({ lineId, version: 1, customer: 'Ąžuolas' }),
    ]
    assert.deepEqual(await outcomesOf(both), { done: 1, 'core.stale': 1 })
    const { purpose, customer } = (await lineNow(lineId))!
    assert.ok((purpose === 'A fair') !== (customer === 'Ąžuolas'), `${purpose} ${customer}`)
  }
})

test('four splits at once leave the line’s hundred euros', async () => {
  const lineId = await newLine()
  const before = (await linesNow()).length
  const parts = [{ amountCents: 4_000 }, { amountCents: 6_000 }]
  const splits = Array.from({ length: 4 }, () => rasa().splitLine({ lineId, version: 1, parts }))
  assert.deepEqual(await outcomesOf(splits), { done: 1, 'expenses.report.lineIsNow': 3 })
  const lines = await linesNow()
  assert.equal(lines.length, before + 1)
  assert.deepEqual(
    lines.slice(-2).map(({ amountCents }) => amountCents),
    [4_000, 6_000],
  )
})

test('a rate counts also the line of a report that was opened while it was being set', async () => {
  const { people, ids } = world
  const client = new pg.Client({ ...home.connection, options: '-c search_path=office_main,talka_ext' })
  await client.connect()
  const waiting = async () => {
    const { rowCount } = await client.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return rowCount ?? 0
  }
  await client.query('begin')
  await client.query('select from expense_report where id = $1 for update', [ids.report])
  const rate = { currency: 'CHF', day: '2026-10-01', rate: '1.05', was: null, source: 'Bank' }
  const setting = as(home.office, people.daiva).expenses.setRate(rate)
  while ((await waiting()) < 1) await new Promise((next) => setImmediate(next))
  let isDone = false
  const adding = rasa()
    .openReport({ memberId: people.jonas.id, month: '2026-10-01' })
    .then(({ id: reportId }) => rasa().addLine({ reportId, spentOn: '2026-10-02', amountCents: 1000, currency: 'CHF' }))
    .finally(() => {
      isDone = true
    })
  while (!isDone && (await waiting()) < 2) await new Promise((next) => setImmediate(next))
  await client.query('commit')
  await client.end()
  await setting
  const { id: lineId } = await adding
  const line = home.office.db.selectFrom('expenseLine').select('claimedCents').where('id', '=', lineId)
  assert.equal((await line.executeTakeFirstOrThrow()).claimedCents, 1050)
})

test('a removal that was acknowledged is never undone by an edit at the same time', async () => {
  for (let round = 0; round < 20; round++) {
    const lineId = await newLine()
    const edit = rasa().changeLine({ lineId, version: 1, amountCents: 1 })
    await Promise.allSettled([edit, rasa().removeLine({ lineId })])
    assert.equal(await lineNow(lineId), undefined)
  }
})

test('a removed line is not put back on a receipt that was set aside or is somebody else’s meanwhile', async () => {
  const { removed, freed } = world.ids
  await rasa().setAside({ receiptId: freed!, why: 'private' })
  await assert.rejects(rasa().restoreLine({ lineId: removed! }), /set aside or given to somebody else|atidėtas/)
  await rasa().takeBack({ receiptId: freed! })
  await rasa().restoreLine({ lineId: removed! })
})

test('a report taken in and left out many times at once is never told not to be there', async () => {
  const part = { teamReportId: world.ids.looseTeam!, reportId: world.ids.looseReport! }
  const turns = Array.from({ length: 30 }, (_, n) => rasa().includeReport({ ...part, included: n % 2 === 0 }))
  const outcomes = await outcomesOf([...turns, ...[1, 2].map(() => rasa().includeReport({ ...part, included: false }))])
  const { done = 0, 'expenses.combined.notPart': leftOut = 0, ...others } = outcomes
  assert.deepEqual([done + leftOut, others], [32, {}])
  assert.ok(leftOut > 0)
})

test('one confirms the figures one has seen: of a change at the same time, and of one before, one is told', async () => {
  const reportId = world.ids.looseReport!
  const { hash, lines } = await jonas().report({ reportId })
  const { id: lineId, version } = lines[0]!
  await rasa().changeLine({ lineId, version, amountCents: 9_999 })
  await assert.rejects(jonas().confirmReport({ reportId, hash }), /EXP-2026-\d+ nuo peržiūros pasikeitė/)
  for (let round = 0; round < 10; round++) {
    const seen = await jonas().report({ reportId })
    const edit = { lineId, version: seen.lines[0]!.version, amountCents: 20_000 + round }
    await Promise.allSettled([jonas().confirmReport({ reportId, hash: seen.hash }), rasa().changeLine(edit)])
    assert.notEqual((await jonas().report({ reportId })).confirmation, 'valid')
  }
  await jonas().confirmReport({ reportId, hash: (await jonas().report({ reportId })).hash })
  assert.equal((await jonas().report({ reportId })).confirmation, 'valid')
})

test('numbers have no gaps, however often a report is opened that is there, or refused', async () => {
  const { people } = world
  const months = Array.from({ length: 6 }, (_, n) => `2025-0${n + 1}-01`)
  const open = (month: string) => [
    ...Array.from({ length: 5 }, () => rasa().openReport({ memberId: people.jonas.id, month })),
    ...Array.from({ length: 5 }, () => rasa().makeTeamReport({ teamId: people.north, month })),
    ...Array.from({ length: 5 }, () =>
      as(home.office, people.daiva).expenses.makeDepartmentReport({ departmentId: people.sales, month }),
    ),
    // Refused after it has asked for the department's report: nothing is in it.
    rasa()
      .makeTeamReport({ teamId: people.north, month: month.replace('2025', '2024') })
      .then(({ id }) => handedOver(home.office, people.rasa, id).catch(() => undefined)),
  ]
  await Promise.all(months.flatMap(open))
  for (const table of ['expenseReport', 'expenseTeamReport', 'expenseDepartmentReport'] as const) {
    const rows = await home.office.db.selectFrom(table).select('number').where('month', '<', '2026-01-01').execute()
    for (const [year, numbers] of Map.groupBy(rows, ({ number }) => number.slice(0, -5))) {
      const counted = numbers.map(({ number }) => Number(number.slice(-4))).sort((a, b) => a - b)
      assert.deepEqual(
        counted,
        counted.map((_, at) => at + 1),
        `${table} ${year}`,
      )
    }
  }
})

test('of two who set one budget upon what both saw, the second is told what stands there now', async () => {
  const { people, ids } = world
  const daiva = as(home.office, people.daiva).expenses
  const set = (...amounts: [string, number | null, number | null][]) =>
    daiva.setBudgets({
      ...{ teamId: people.north, month: '2026-03-01' },
      amounts: amounts.map(([categoryId, was, cents]) => ({ categoryId, was, cents })),
    })
  const [one, other] = [ids.category!, ids.otherCategory!]
  const both = [100, 200, 300].map((cents) => set([one, null, cents]))
  assert.deepEqual(await outcomesOf(both), { done: 1, 'expenses.budgetIsNow': 2 })
  const { cents: now } = (await daiva.budgets({ month: '2026-03-01' })).items.find((row) => row.categoryId === one)!
  const fields = [{ field: one, now, yours: null }]
  await assert.rejects(set([other, null, 5], [one, null, null]), ({ data }) => {
    assert.deepEqual([data.says, data.details], ['expenses.budgetIsNow', { fields }])
    assert.equal(data.params.name, people.daiva.name)
    return true
  })
  assert.equal((await daiva.budgets({ month: '2026-03-01' })).items.length, 1)
  await set([one, null, now], [other, null, 5])
  await set([one, now, null])
})

test('who checks a receipt or says whose it is does so upon the version he saw, also when he takes it back', async () => {
  const { people, ids } = world
  const receiptId = ids.loose!
  const { version } = await rasa().receipt({ receiptId })
  const check = (version: number, checked?: boolean) => rasa().checkReceipt({ receiptId, version, checked })
  const give = (version: number) => rasa().attribute({ receipts: [{ receiptId, version }], memberId: people.ieva.id })
  await jonas().changeReceipt({ receiptId, version, merchant: 'Pušyno viešbutis' })
  const outcomes = await outcomesOf([check(version), give(version), check(version, false)])
  assert.deepEqual(outcomes, { 'expenses.receiptIsNow': 2, 'expenses.receiptChanged': 1 })
  const none = undefined as unknown as number
  for (const without of [check, give]) await assert.rejects(without(none), { status: 400 })
  const checked = await check(version + 1)
  await check(checked.version, false)
})
