import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { ORPCError } from '@orpc/server'
import { as, callAs } from '#checks/as.ts'
import { plausibleInput } from '#checks/inputs.ts'
import { poisonedCii, poisonedUbl, poisons } from '#checks/poison.ts'
import { runJobs } from '#checks/run-jobs.ts'
import { openTestServer, type TestServer } from '#checks/test-server.ts'
import { southernRecords } from '#checks/walk-records.ts'
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
  const { url } = await as(server.office, server.people.daiva).expenses.makeLink({ roundId, memberId })
  token = url!.split('/').at(-1)!
  await server.office.db.updateTable('uploadLink').set({ maxFiles: 1000 }).execute()
})
after(() => server.close())

/** What a call comes to: the status its door would answer with, and why. */
async function statusOf(operation: Operation, input: unknown, member: { id: string } | null) {
  try {
    await operation.run(input, await callAs(server.office, member))
    return { status: 200, why: '' }
  } catch (error) {
    const status = error instanceof ORPCError ? error.status : 500
    const { cause, stack } = error as Error
    return {
      status,
      why: `${stack} ${JSON.stringify((cause as { issues?: unknown })?.issues ?? String(cause)).slice(0, 600)}`,
    }
  }
}

/** Reads all that can be read: every list, record, board, feed, paper and export, as everybody whom it could be shown to. */
async function readEverything(): Promise<void> {
  const { daiva, tomasz, vytautas, lina, administrator } = server.people
  const receipts = await server.office.db.selectFrom('receipt').select('id').execute()
  const faults: string[] = []
  for (const operation of reading) {
    const known = { ...ids, token }
    const readers = [daiva, tomasz, vytautas, lina, administrator, null]
    const calls = readers.flatMap((by) => [plausibleInput(operation.input, known), {}].map((input) => ({ input, by })))
    const each = operation.name === 'expenses.receipt' ? receipts : receipts.slice(0, 5)
    if ('receiptId' in (operation.input.properties ?? {}))
      for (const { id: receiptId } of each)
        calls.push({ input: plausibleInput(operation.input, { ...known, receiptId }), by: daiva })
    for (const { input, by } of calls) {
      const { status, why } = await statusOf(operation, input, by)
      if (status >= 500) faults.push(`${operation.name} for ${by?.name}: ${why}`)
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
      .selectFrom('receipt')
      .select(['fileName', 'readingState'])
      .where('fileName', 'like', '%.xml')
      .execute()
    assert.equal(rows.length, n)
    assert.deepEqual(
      rows.filter(({ readingState }) => readingState === 'waiting' || readingState === 'reading'),
      [],
    )
  })

  test('every list, record and board still answers', { timeout: 120_000 }, readEverything)
})

/** By the link for every second file, by a salesperson’s key for the others. */
let brought = 0
async function bring(xml: string, fileName: string): Promise<Response> {
  const body = { content: Buffer.from(xml).toString('base64'), fileName }
  const byLink = ++brought % 4 === 0
  const key = byLink ? '' : await server.keyOf(server.people.tomasz)
  const path = byLink ? `by-link/${token}/receipts` : 'receipts'
  return fetch(`${server.url}/api/expenses/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(byLink ? {} : { authorization: `Bearer ${key}` }) },
    body: JSON.stringify(body),
  })
}
