import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { ORPCError } from '@orpc/server'
import { as, callAs } from '#checks/as.ts'
import { plausibleInput } from '#checks/inputs.ts'
import { names, poisonedCii, poisonedUbl, poisons, writePast, writtenPast } from '#checks/poison.ts'
import { runJobs } from '#checks/run-jobs.ts'
import { openTestServer, type TestServer } from '#checks/test-server.ts'
import { southernRecords } from '#checks/walk-records.ts'
import type { Call } from '#core/call.ts'
import { damagedIn } from '#core/fitting-answer.ts'
import { duties } from '#duties/index.ts'
import { type Operation, operationsOf } from './operations-of.ts'

const operations = operationsOf(duties)
const reading = operations.filter(({ changes }) => !changes)

let server: TestServer
let ids: Record<string, string>
let token: string
before(async () => {
  server = await openTestServer(duties)
  ids = (await southernRecords(server.office, server.people)).ids
  const { roundId, memberId } = ids as { roundId: string; memberId: string }
  const daiva = as(server.office, server.people.daiva).expenses
  const { url } = await daiva.makeLink({ roundId, memberId })
  token = url!.split('/').at(-1)!
  const department = { departmentId: server.people.sales, month: '2026-03-01' }
  ids.departmentReportId = (await daiva.makeDepartmentReport(department)).id
  await server.office.db.updateTable('expenseUploadLink').set({ maxFiles: 1000 }).execute()
})
after(() => server.close())

/** What a call comes to: the status its door would answer with, and why. */
async function statusOf(operation: Operation, input: unknown, call: Call) {
  try {
    await operation.run(input, call)
    return { status: 200, why: '' }
  } catch (error) {
    const { stack, cause } = error as Error
    return { status: error instanceof ORPCError ? error.status : 500, why: `${stack} ${cause}`.slice(0, 800) }
  }
}

/** Reads all that can be read: every list, record, board, feed, paper and export, each receipt by itself. */
async function readEverything(readers: readonly ({ id: string } | null)[]): Promise<void> {
  const calls = await Promise.all(readers.map((reader) => callAs(server.office, reader)))
  const receipts = await server.office.db.selectFrom('expenseReceipt').select('id').execute()
  const faults: string[] = []
  for (const operation of reading) {
    const asked = calls.map((call) => ({ call, receiptId: ids.receiptId! }))
    const each = operation.name === 'expenses.receipt' ? receipts : receipts.slice(0, 5)
    if ('receiptId' in (operation.input.properties ?? {}))
      asked.push(...each.map(({ id }) => ({ call: calls[0]!, receiptId: id })))
    for (const { call, receiptId } of asked) {
      const input = plausibleInput(operation.input, { ...ids, token, receiptId })
      const { status, why } = await statusOf(operation, input, call)
      if (status >= 500) faults.push(`${operation.name} for ${call.actor?.name}: ${why}`)
    }
  }
  assert.deepEqual(faults.slice(0, 5), [])
}

describe('whatever stands in an e-invoice', () => {
  const kinds = { ubl: poisonedUbl, cii: poisonedCii }

  test('it is read or refused in words, and nothing stays “reading”', { timeout: 120_000 }, async () => {
    let n = 0
    for (const [kind, write] of Object.entries(kinds))
      for (const poison of poisons) {
        const answer = await bring(write(poison), `${kind}-${n++}.xml`)
        assert.ok(answer.status < 500, `${kind} ${JSON.stringify(poison).slice(0, 100)}: ${await answer.text()}`)
      }
    await runJobs(server)
    const { db } = server.office
    const rows = await db
      .selectFrom('expenseReceipt')
      .select(['fileName', 'readingState'])
      .where('fileName', 'like', '%.xml')
      .execute()
    assert.equal(rows.length, n)
    assert.deepEqual(
      rows.filter(({ readingState }) => readingState === 'waiting' || readingState === 'reading'),
      [],
    )
  })

  test('every list, record and board still answers', { timeout: 120_000 }, () => {
    const { daiva, tomasz, vytautas, lina, administrator } = server.people
    return readEverything([daiva, tomasz, vytautas, lina, administrator, null])
  })
})

test('what was read of an e-invoice is checked, sorted, claimed, read again and set aside, or refused in words', async () => {
  const { db } = server.office
  const call = await callAs(server.office, server.people.daiva)
  const { reportId, memberId } = ids
  const brought = await db.selectFrom('expenseReceipt').select('id').where('fileName', 'like', '%.xml').execute()
  const ways: [name: string, more: (receipt: { receiptId: string; version: number }) => object][] = [
    ['checkReceipt', (receipt) => receipt],
    ['attribute', (receipt) => ({ receipts: [receipt], memberId })],
    ['addLine', ({ receiptId }) => ({ reportId, receiptIds: [receiptId] })],
    ['readAgain', ({ receiptId }) => ({ receiptId })],
    ['setAside', ({ receiptId }) => ({ receiptId, why: 'Not ours' })],
  ]
  const done: Record<string, number> = {}
  for (const { id: receiptId } of brought)
    for (const [name, more] of ways) {
      const { version } = await db
        .selectFrom('expenseReceipt')
        .select('version')
        .where('id', '=', receiptId)
        .executeTakeFirstOrThrow()
      const operation = operations.find((one) => one.name === `expenses.${name}`)!
      const { status, why } = await statusOf(operation, more({ receiptId, version }), call)
      assert.ok(status < 500 && status !== 400, `${name} of ${receiptId}: ${status} ${why}`)
      done[name] = (done[name] ?? 0) + (status === 200 ? 1 : 0)
    }
  for (const [name] of ways.slice(0, 3)) assert.ok(done[name]! > 10, `${name}: ${done[name]} of ${brought.length}`)
  await readEverything([server.people.daiva, server.people.tomasz])
})

test('a rate of VAT that a receipt takes, its line and its report show', async () => {
  const daiva = as(server.office, server.people.daiva).expenses
  const vat = ['100', '21.125', '0'].map((rate) => ({ rate, netCents: 100, vatCents: 21 }))
  const { lineId, reportId } = ids as { lineId: string; reportId: string }
  const { version } = (await daiva.report({ reportId })).lines.find(({ id }) => id === lineId)!
  await daiva.changeLine({ lineId, version, vat })
  assert.deepEqual((await daiva.report({ reportId })).lines.find(({ id }) => id === lineId)!.vat, vat)
})

test('a list shows a damaged record as far as it goes, and names it', async () => {
  const { db } = server.office
  const receiptId = ids.receiptId!
  const parts = [
    { rate: '21', netCents: 0.5, vatCents: 1 },
    { rate: '9', netCents: 100, vatCents: 9 },
  ]
  await db
    .updateTable('expenseReceipt')
    .set({ vat: JSON.stringify(parts) })
    .where('id', '=', receiptId)
    .execute()
  const headers = { authorization: `Bearer ${await server.keyOf(server.people.daiva)}` }
  const answer = await fetch(`${server.url}/api/expenses/receipts?limit=200`, { headers })
  const { items } = (await answer.json()) as { items: { id: string; number: string; vat: unknown }[] }
  const shown = items.find(({ id }) => id === receiptId)
  assert.deepEqual([answer.status, shown?.vat], [200, parts.slice(1)])
  assert.deepEqual(
    damagedIn(answer.headers).map(({ id, number }) => [id, number]),
    [[receiptId, shown?.number]],
  )
})

describe('whatever is written past the program', () => {
  for (const pass of writtenPast) {
    test(`every list, record and board still answers: ${pass.jsonb?.slice(0, 40)}`, async () => {
      const letIn = await writePast(server.offices.adminPool, 'office_main', pass)
      assert.ok(letIn > 0, 'the database let nothing in')
      const { daiva, vytautas, administrator } = server.people
      await readEverything([daiva, vytautas, administrator, null])
    })
  }
})

test('an office was set up in our time, whoever writes it', async () => {
  for (const setUpAt of ['20000-01-01', 'infinity', '-infinity', '0044-03-15 BC', '1999-12-31'])
    await assert.rejects(server.office.db.updateTable('officeProfile').set({ setUpAt }).execute(), /set_up_at_fits/)
})

let brought = 0
/** By the link or by a salesperson’s key: a stranger may send sixty a minute. */
async function bring(xml: string, fileName: string): Promise<Response> {
  const byLink = ++brought % 4 === 0
  const body = new FormData()
  body.set('file', new File([xml], `${names[brought % names.length]}${fileName}`, { type: 'application/xml' }))
  const headers = byLink ? {} : { authorization: `Bearer ${await server.keyOf(server.people.tomasz)}` }
  const path = byLink ? `by-link/${token}/receipts` : 'receipts'
  return fetch(`${server.url}/api/expenses/${path}`, { method: 'POST', headers, body })
}
