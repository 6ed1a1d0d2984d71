import assert from 'node:assert/strict'
import { chmod, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { PDFDocument } from '@cantoo/pdf-lib'
import sharp from 'sharp'
import { as } from '#checks/as.ts'
import { makePeople, type People } from '#checks/people.ts'
import { quietLog } from '#checks/quiet-log.ts'
import { sentFile } from '#checks/sent-file.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { testSlots } from '#checks/test-slots.ts'
import { startJobs, type Workers } from '#core/jobs-work.ts'
import type { Reading } from '../reader/reading.ts'
import { renderLines } from '../sample/render-receipt.ts'
import { readReceipt } from './read-receipt.ts'
import { readerOfProcess } from './reader-of-process.ts'

let house: TestOffice
let people: People
let workers: Workers

const startWorkers = () => {
  const { offices } = house
  return startJobs({ pool: offices.adminPool, offices, tasks: [readReceipt], slots: testSlots, log: quietLog })
}
before(async () => {
  house = await openTestOffice()
  people = await makePeople(house.office)
  workers = await startWorkers()
})
after(async () => {
  await workers.stop()
  await house.close()
})

const ieva = () => as(house.office, people.ieva).expenses

async function bring(bytes: Uint8Array, fileName: string): Promise<string> {
  const { receipt } = await ieva().addReceipt({ file: sentFile(bytes), fileName })
  return receipt.id
}

async function ended(receiptId: string) {
  for (;;) {
    const found = await ieva().receipt({ receiptId })
    if (found.readingState === 'read' || found.readingState === 'failed') return found
    await pause(50)
  }
}

/** It ended in a sentence on the receipt, its original is there as it came, and whatever comes next is read. */
async function endsInSentence(receiptId: string, bytes: Uint8Array, sentence: RegExp): Promise<void> {
  const { readingState, trouble } = await ended(receiptId)
  assert.deepEqual([readingState, sentence.test(trouble?.text ?? '')], ['failed', true], JSON.stringify(trouble))
  const original = await ieva().original({ receiptId })
  assert.ok(Buffer.from(await original.arrayBuffer()).equals(bytes))
  await nextIsRead()
}

let tills = 0

async function nextIsRead(): Promise<void> {
  tills += 1
  const next = await ended(await bring(await till(`${tills}8,20`), `till-${tills}.jpg`))
  assert.deepEqual([next.readingState, next.totalCents], ['read', tills * 1000 + 820], JSON.stringify(next.trouble))
}

async function till(total: string): Promise<Buffer> {
  const lines = ['UAB VIADA LT', 'PVM kodas LT234567811', 'DYZELINAS', `VISO EUR ${total}`, '2026-10-14 12:30']
  return Buffer.from(await renderLines(lines, { seed: total }))
}

/** The one process that reads, as soon as it reads this receipt. */
async function readerOf(receiptId: string): Promise<number> {
  for (;;) {
    const { readingState, previewState } = await ieva().receipt({ receiptId })
    const [pid] = (await readerOfProcess()).pids()
    if (readingState === 'reading' && previewState === 'made' && pid) return pid
    assert.notEqual(readingState, 'read', 'it was read too soon')
    await pause(5)
  }
}

test('an engine killed in the middle of a receipt breaks off that one only, which can be read again', async () => {
  const bytes = await till('77,10')
  const receiptId = await bring(bytes, 'killed.jpg')
  process.kill(await readerOf(receiptId), 'SIGKILL')
  await endsInSentence(receiptId, bytes, /^Reading broke off/)
  await ieva().readAgain({ receiptId })
  assert.equal((await ended(receiptId)).totalCents, 7710)
})

test('an empty file is refused where it is sent, and one emptied later says so', async () => {
  await assert.rejects(bring(new Uint8Array(), 'empty.jpg'))
  const bytes = await till('66,10')
  const receiptId = await bring(bytes, 'emptied.jpg')
  await ended(receiptId)
  const { sha256, size } = await house.office.files.keep(new Uint8Array(), { mime: 'image/jpeg' })
  await house.office.db.insertInto('keptFile').values({ sha256, size, mime: 'image/jpeg' }).execute()
  await house.office.db
    .updateTable('expenseReceipt')
    .set({ sha256, size, previewState: 'waiting' })
    .where('id', '=', receiptId)
    .execute()
  await ieva().readAgain({ receiptId })
  await endsInSentence(receiptId, new Uint8Array(), /empty|damaged/)
})

test('a kept file that is gone, cut short or altered says so on its receipt at the first try', async () => {
  const harms: [(path: string, bytes: Buffer) => Promise<unknown>, RegExp][] = [
    [(path) => rm(path), /is not in the store/],
    [(path, bytes) => writeFile(path, bytes.subarray(0, 1000)), /no longer what was kept/],
    [
      (path, bytes) =>
        writeFile(
          path,
          bytes.map((byte) => 255 - byte),
        ),
      /no longer what was kept/,
    ],
  ]
  for (const [at, [harm, sentence]] of harms.entries()) {
    const bytes = await till(`4${at},10`)
    const receiptId = await bring(bytes, 'harmed.jpg')
    await ended(receiptId)
    const { sha256 } = await receiptRow(receiptId)
    const path = join(house.dir, 'files', 'main', sha256.slice(0, 2), sha256.slice(2, 4), sha256)
    await chmod(path, 0o600)
    await harm(path, bytes)
    await ieva().readAgain({ receiptId })
    const { trouble } = await ended(receiptId)
    assert.match(trouble?.text ?? '', sentence)
    const { readingJob } = await receiptRow(receiptId)
    const job = house.office.db.selectFrom('job').select(['state', 'attempts']).where('id', '=', readingJob)
    assert.equal((await job.executeTakeFirstOrThrow()).attempts, 1)
  }
  await nextIsRead()
})

const receiptRow = (id: string) =>
  house.office.db
    .selectFrom('expenseReceipt')
    .select(['sha256', 'readingJob'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

test('a picture of 20,000 × 20,000 is refused for its size before it is unpacked', async () => {
  const white = { width: 20_000, height: 20_000, channels: 3, background: '#fff' } as const
  const bytes = await sharp({ create: white, limitInputPixels: false })
    .toColourspace('b-w')
    .png({ compressionLevel: 1 })
    .toBuffer()
  await endsInSentence(await bring(bytes, 'huge.png'), bytes, /megapixels/)
})

test('of a document of 300 pages the first are read, and the receipt says so', async () => {
  const document = await PDFDocument.create()
  for (let page = 1; page <= 300; page++) {
    const sheet = document.addPage([420, 595])
    const lines = ['Hotel Pine', `Page ${page} of 300`, 'Invoice 2026-114', 'Date 2026-03-12', 'Total EUR 412.00']
    for (const [at, line] of lines.entries()) sheet.drawText(line, { x: 40, y: 540 - at * 30, size: 14 })
  }
  const found = await ended(await bring(await document.save(), 'long.pdf'))
  assert.deepEqual([found.readingState, found.totalCents, found.spentOn], ['read', 41_200, '2026-03-12'])
  const { warnings } = found.reading as Reading
  assert.deepEqual(warnings, [{ says: 'expenses.reader.someOfPages', params: { pagesRead: 20, pages: 300 } }])
  await nextIsRead()
})

test('a photograph of a cat is kept, and says that no receipt is on it', async () => {
  const bytes = await readFile(new URL('../reader/fixtures/odd/cat.jpg', import.meta.url))
  await endsInSentence(await bring(bytes, 'cat.jpg'), bytes, /No receipt was found/)
})

test('a receipt being read while Talka stops is read at the next start', async () => {
  const receiptId = await bring(await till('55,10'), 'stopped.jpg')
  const pid = await readerOf(receiptId)
  process.kill(pid, 'SIGSTOP')
  await workers.stop()
  assert.throws(() => process.kill(pid, 0), 'the reader has ended')
  assert.equal((await ieva().receipt({ receiptId })).readingState, 'reading')
  workers = await startWorkers()
  assert.equal((await ended(receiptId)).totalCents, 5510)
})
