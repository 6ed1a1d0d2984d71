import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import pg from 'pg'
import { callAs } from '#checks/as.ts'
import { ownMonths } from '#checks/month-steps.ts'
import { jobAttempt } from '#checks/pairs/job-attempt.ts'
import type { People } from '#checks/people.ts'
import type { TestOffice } from '#checks/test-office.ts'
import { renderLines } from '../sample/render-receipt.ts'
import { readReceipt } from './read-receipt.ts'
import { closeReader } from './reader-of-process.ts'

let home: TestOffice
let people: People
const { by, claim, handOver, present, sign } = ownMonths((now) => {
  ;({ home, people } = now)
})
after(closeReader)

/** A receipt that waits to be read. */
async function unread(total: string) {
  const lines = ['UAB VIADA LT', 'PVM kodas LT619547419', 'DYZELINAS', `VISO EUR ${total}`, '2012-03-12 12:30']
  const file = new File([(await renderLines(lines, { seed: total })) as Uint8Array<ArrayBuffer>], 'a.jpg')
  return (await by(people.rasa).addReceipt({ memberId: people.jonas.id, file })).receipt
}

/** One that somebody has checked meanwhile, under a line of a report that is handed over. */
async function unreadUnderLine(total: string) {
  const { rasa, jonas } = people
  const receipt = await unread(total)
  await by(rasa).checkReceipt({ receiptId: receipt.id, version: receipt.version })
  const reportId = await claim(jonas, 4_000)
  const { lines: made } = await by(rasa).report({ reportId })
  await by(rasa).attachReceipt({ lineId: made[0]!.id, receiptId: receipt.id })
  const { departmentReportId } = await handOver(people.north)
  return { receiptId: receipt.id, departmentReportId }
}

async function read(receiptId: string) {
  const { readingJob } = await home.office.db
    .selectFrom('expenseReceipt')
    .select('readingJob')
    .where('id', '=', receiptId)
    .executeTakeFirstOrThrow()
  await jobAttempt(readReceipt, { receiptId }, readingJob!).run(await callAs(home.office, null))
}

const factsOf = (receiptId: string) =>
  home.office.db
    .selectFrom('expenseReceipt')
    .select(['readingState', 'reading', 'merchant', 'spentOn', 'totalCents', 'currency', 'vat'])
    .where('id', '=', receiptId)
    .executeTakeFirstOrThrow()
const untouched = { readingState: 'read', reading: null, merchant: null, spentOn: null, totalCents: null, currency: null, vat: [] } // biome-ignore format: one row

test('a reading that ends after the signature changes nothing that the signed paper rests on, and says so', async () => {
  const { receiptId, departmentReportId } = await unreadUnderLine('48,20')
  await sign(departmentReportId)
  await read(receiptId)
  assert.deepEqual(await factsOf(receiptId), untouched)
  const { says } = await home.office.db
    .selectFrom('event')
    .select('says')
    .where('recordId', '=', receiptId)
    .orderBy('seq', 'desc')
    .executeTakeFirstOrThrow()
  assert.equal(says, 'expenses.said.readTooLate')
})

test('a reading waits while a report that rests on it is being presented, and then changes nothing', async () => {
  const { receiptId, departmentReportId } = await unreadUnderLine('31,70')
  const client = new pg.Client({ ...home.connection, options: '-c search_path=office_main,talka_ext' })
  await client.connect()
  await client.query('begin')
  await client.query('lock table expense_presented_version in share mode')
  let isDone = false
  const areWaiting = async (n: number) => {
    const { rowCount } = await client.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return (rowCount ?? 0) >= n
  }
  const until = async (n: number) => {
    while (!isDone && !(await areWaiting(n))) await new Promise((next) => setImmediate(next))
  }
  const presenting = present(departmentReportId)
  await until(1)
  const reading = read(receiptId).finally(() => {
    isDone = true
  })
  await until(2)
  await client.query('commit')
  await client.end()
  await Promise.all([presenting, reading])
  assert.deepEqual(await factsOf(receiptId), untouched)
})

test('a receipt put to a line that a query opened is read, and what it says is in the way of the answer', async () => {
  const { rasa, jonas, vytautas } = people
  await claim(jonas, 4_000)
  const { departmentReportId } = await handOver(people.north)
  await present(departmentReportId)
  const { lines } = await by(vytautas).departmentReport({ departmentReportId })
  const { lineId } = lines[0]!
  const { id: queryId } = await by(vytautas).askQuery({ departmentReportId, memberId: jonas.id, lineId, body: 'Why?' })
  const receipt = await unread('52,30')
  await by(rasa).attachReceipt({ lineId, receiptId: receipt.id })
  const answer = () => by(rasa).answerQuery({ queryId, body: 'It was found.' })
  await assert.rejects(answer(), /dar neperskaitytas/)
  await read(receipt.id)
  await assert.rejects(answer(), /kvito – 2012-03-12/)
})
