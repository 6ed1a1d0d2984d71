import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { as } from '#checks/as.ts'
import { makePeople, type People } from '#checks/people.ts'
import { quietLog } from '#checks/quiet-log.ts'
import { sentFile } from '#checks/sent-file.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { testSlots } from '#checks/test-slots.ts'
import { queueJob } from '#core/jobs.ts'
import { startJobs } from '#core/jobs-work.ts'
import { renderLines } from '../sample/render-receipt.ts'
import { readReceipt } from './read-receipt.ts'
import { closeReader } from './reader-of-process.ts'

let house: TestOffice
let people: People
let workers: Awaited<ReturnType<typeof startJobs>>

before(async () => {
  house = await openTestOffice()
  people = await makePeople(house.office)
  const { offices } = house
  workers = await startJobs({ pool: offices.adminPool, offices, tasks: [readReceipt], slots: testSlots, log: quietLog })
})
after(async () => {
  await workers.stop()
  await closeReader()
  await house.close()
})

const jonas = () => as(house.office, people.jonas).expenses
const rasa = () => as(house.office, people.rasa)

/** A till receipt as a picture, base64. */
async function till(total: string): Promise<string> {
  const lines = ['UAB VIADA LT', 'PVM kodas LT619547419', 'DYZELINAS', `VISO EUR ${total}`, '2026-10-14 12:30']
  return Buffer.from(await renderLines(lines, { seed: total })).toString('base64')
}

async function ended(receiptId: string) {
  for (let tries = 0; tries < 600; tries++) {
    const found = await jonas().receipt({ receiptId })
    if (found.readingState === 'read' || found.readingState === 'failed') return found
    await pause(100)
  }
  throw new Error('the receipt was never read')
}

test('a receipt that came is shown, read and matched without anybody’s doing', async () => {
  const { id: roundId } = await rasa().expenses.openRound({ teamId: people.north, month: '2026-10-01' })
  const item = await rasa().expenses.addExpected({ roundId, memberId: people.jonas.id, what: 'Viada degalai' })
  const { receipt } = await jonas().addReceipt({
    file: sentFile(await till('48,20')),
    fileName: 'degalai.jpg',
    roundId,
  })
  const read = await ended(receipt.id)
  assert.equal(read.readingState, 'read', JSON.stringify(read.trouble))
  assert.deepEqual([read.totalCents, read.currency, read.spentOn], [4820, 'EUR', '2026-10-14'])
  assert.match(read.merchant!, /viada/i)
  assert.equal(read.pageList.length, 1)
  assert.equal((await jonas().thumb({ receiptId: receipt.id })).type, 'image/webp')
  assert.deepEqual(
    read.expected.map((one) => one.id),
    [item.id],
  )
})

test('reading again leaves what a person has typed', async () => {
  const { receipt } = await jonas().addReceipt({ file: sentFile(await till('48,90')), fileName: 'typed.jpg' })
  const { id: receiptId, version } = await ended(receipt.id)
  await jonas().changeReceipt({ receiptId, version, totalCents: 4830 })
  await jonas().readAgain({ receiptId })
  const read = await ended(receiptId)
  assert.deepEqual([read.totalCents, read.spentOn], [4830, '2026-10-14'])
})

test('an earlier reading that fails at last leaves what a later one has read', async () => {
  const { db } = house.office
  const { receipt } = await jonas().addReceipt({ file: sentFile(await till('33,10')), fileName: 'later.jpg' })
  assert.equal((await ended(receipt.id)).totalCents, 3310)
  const payload = { receiptId: receipt.id }
  const runAt = '2999-01-01T00:00:00Z'
  const id = await queueJob(db, { task: 'expenses.readReceipt', payload, says: 'expenses.name', runAt })
  await house.offices.adminPool.query(
    `update graphile_worker._private_jobs set attempts = 10, run_at = now() where payload->'job'->>'jobId' = $1`,
    [id],
  )
  for (let state = ''; state !== 'failed'; await pause(20))
    ({ state } = await db.selectFrom('job').select('state').where('id', '=', id).executeTakeFirstOrThrow())
  const { readingState, trouble } = await jonas().receipt({ receiptId: receipt.id })
  assert.deepEqual([readingState, trouble], ['read', null])
})

test('a seller is called as the office called it before, whatever the next picture looks like', async () => {
  const before = await jonas().addReceipt({ file: sentFile(await till('48,30')), fileName: 'before.jpg' })
  await ended(before.receipt.id)
  const { id } = await rasa().expenses.openReport({ memberId: people.jonas.id, month: '2026-10-01' })
  const line = {
    spentOn: '2026-10-14',
    amountCents: 4830,
    currency: 'EUR',
    purpose: 'Visits',
    merchant: 'Viada, Kaunas',
  }
  await rasa().expenses.addLine({ reportId: id, ...line, receiptIds: [before.receipt.id] })
  const { receipt } = await jonas().addReceipt({ file: sentFile(await till('12,90')), fileName: 'again.jpg' })
  const read = await ended(receipt.id)
  assert.equal(read.merchant, 'Viada, Kaunas')
  assert.ok(!read.unsure.includes('merchant'))
})

test('a damaged picture stays kept, with the reason on it and on the assistant’s desk', async () => {
  const content = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('and then nothing')]).toString(
    'base64',
  )
  const { receipt } = await jonas().addReceipt({ file: sentFile(content), fileName: 'damaged.jpg' })
  const read = await ended(receipt.id)
  assert.equal(read.readingState, 'failed')
  assert.ok(
    read.trouble && !read.trouble.text.startsWith('core.') && !read.trouble.text.startsWith('expenses.'),
    JSON.stringify(read.trouble),
  )
  const file = await jonas().original({ receiptId: receipt.id })
  assert.equal(Buffer.from(await file.arrayBuffer()).toString('base64'), content)
  const { items } = await rasa().desk.waiting({})
  assert.ok(items.some((item) => item.says === 'expenses.waiting.unread'))
})

test('a line accepted before its receipt was read fills itself, but for what was typed', async () => {
  const { id: reportId } = await rasa().expenses.openReport({ memberId: people.jonas.id, month: '2026-10-01' })
  const { receipt } = await jonas().addReceipt({ file: sentFile(await till('61,30')), fileName: 'b.jpg' })
  const made = await rasa().expenses.addLine({ reportId, receiptIds: [receipt.id], merchant: 'Kolonėlė' })
  const lineNow = async () => {
    const { lines } = await rasa().expenses.report({ reportId })
    return lines.find((line) => line.id === made.id)!
  }
  assert.deepEqual(
    (await lineNow()).receipts.map(({ id }) => id),
    [receipt.id],
  )
  await ended(receipt.id)
  for (let tries = 0; tries < 100 && (await lineNow()).amountCents === 0; tries++) await pause(100)
  const { merchant, spentOn, amountCents, claimedCents, currency } = await lineNow()
  assert.deepEqual(
    [merchant, spentOn, amountCents, claimedCents, currency],
    ['Kolonėlė', '2026-10-14', 6130, 6130, 'EUR'],
  )
  const { items } = await rasa().desk.history({ recordId: made.id, limit: 5 })
  assert.match(items[0]!.text, new RegExp(receipt.number))
})
