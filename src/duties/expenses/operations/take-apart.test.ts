import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import sharp from 'sharp'
import { as } from '#checks/as.ts'
import { makePeople, type People } from '#checks/people.ts'
import { quietLog } from '#checks/quiet-log.ts'
import { sentFile } from '#checks/sent-file.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { testSlots } from '#checks/test-slots.ts'
import { startJobs } from '#core/jobs-work.ts'
import { readReceipt } from '../jobs/read-receipt.ts'
import { closeReader } from '../jobs/reader-of-process.ts'
import type { Reading } from '../reader/reading.ts'

let house: TestOffice
let people: People
let roundId: string
/** A receipt of Jonas whose picture shows two, read by the reader itself. */
let first: string
let reading: Reading

const two = readFile(join(import.meta.dirname, '../reader/fixtures/odd/two.jpg'))
const rasa = () => as(house.office, people.rasa).expenses
const daiva = () => as(house.office, people.daiva).expenses
const jonas = () => as(house.office, people.jonas).expenses
const ieva = () => as(house.office, people.ieva).expenses

before(async () => {
  house = await openTestOffice()
  people = await makePeople(house.office)
  const { offices } = house
  const workers = await startJobs({
    pool: offices.adminPool,
    offices,
    tasks: [readReceipt],
    slots: testSlots,
    log: quietLog,
  })
  roundId = (await rasa().openRound({ teamId: people.north, month: '2026-10-01' })).id
  const content = (await two).toString('base64')
  first = (await jonas().addReceipt({ file: sentFile(content), fileName: 'two.jpg', roundId })).receipt.id
  reading = await readingOf(first)
  await workers.stop()
  await closeReader()
})
after(() => house.close())

async function readingOf(receiptId: string): Promise<Reading> {
  for (let tries = 0; tries < 600; tries++) {
    const found = await rasa().receipt({ receiptId })
    if (found.readingState === 'read') return found.reading as Reading
    await pause(100)
  }
  throw new Error('the receipt was never read')
}

let made = 0
/** Another receipt of that kind, with the reading of the first, turned as the camera may have been. */
async function another(place: { memberId?: string } = {}, quarters = 0): Promise<string> {
  const bytes = await sharp(await two)
    .rotate(-90 * quarters)
    .withExif({ IFD0: { Copyright: `${++made}` } })
    .jpeg({ quality: 95 })
    .toBuffer()
  const { receipt } = await rasa().addReceipt({
    file: sentFile(bytes),
    roundId,
    fileName: 'two.jpg',
    ...place,
  })
  await house.office.db
    .updateTable('expenseReceipt')
    .set({ readingState: 'read', reading: JSON.stringify({ ...reading, quarters }) })
    .where('id', '=', receipt.id)
    .execute()
  return receipt.id
}
const ofJonas = () => another({ memberId: people.jonas.id })
const refusedWith = (says: string) => (error: { data?: { says?: string } }) => {
  assert.equal(error.data?.says, says, String(error))
  return true
}
/** Ids of the receipts cut from one that are in use. */
async function partsInUse(receiptId: string): Promise<string[]> {
  const rows = await house.office.db
    .selectFrom('expenseReceipt')
    .select(['id', 'setAsideAt'])
    .where('partOf', '=', receiptId)
    .execute()
  return rows.filter((row) => row.setAsideAt === null).map((row) => row.id)
}

test('two receipts on one picture become two, each with its own picture, fields and places; the one that came is set aside', async () => {
  const before = await jonas().receipt({ receiptId: first })
  assert.equal(before.partsOffered, 2)
  assert.ok(before.warnings.some((one) => one.says === 'expenses.reader.twoReceipts'))
  const { receipt: whole, parts } = await rasa().takeApart({ receiptId: first })
  assert.equal(parts.length, 2)
  const numbers = parts.map((part) => part.number)
  assert.equal(whole.setAsideWhy, `Kvitai atskirti: ${numbers.join(' ir ')}`)
  for (const [at, part] of parts.entries()) {
    const { totalCents, date, merchant } = reading.parts[at]!
    assert.deepEqual([part.totalCents, part.spentOn, part.merchant], [totalCents.value, date.value, merchant.value])
    assert.deepEqual([part.memberId, part.roundId, part.receivedFrom], [people.jonas.id, roundId, people.jonas.id])
    assert.deepEqual([part.receivedAt, part.partOf, part.readingState], [before.receivedAt, first, 'read'])
    const full = await jonas().receipt({ receiptId: part.id })
    assert.equal(full.whole!.id, first)
    const { box } = (full.reading as Reading).totalCents
    assert.ok(box!.x > 0 && box!.x + box!.width < 1 && box!.y > 0 && box!.y + box!.height < 1, JSON.stringify(box))
    assert.deepEqual([full.pageList.length, full.partsOffered], [1, 0])
    assert.equal((await jonas().thumb({ receiptId: part.id })).type, 'image/webp')
  }
  const original = await jonas().original({ receiptId: first })
  assert.deepEqual(Buffer.from(await original.arrayBuffer()), await two)
  const { items: history } = await as(house.office, people.rasa).desk.history({ recordId: parts[1]!.id })
  assert.ok(
    history.some((entry) => entry.text.includes(before.number)),
    JSON.stringify(history),
  )
})

test('the pieces stand upright, whichever way the picture lay', async () => {
  for (const quarters of [0, 1, 2, 3]) {
    const receiptId = await another({ memberId: people.jonas.id }, quarters)
    const { parts } = await rasa().takeApart({ receiptId })
    for (const [at, part] of parts.entries()) {
      const page = (await rasa().receipt({ receiptId: part.id })).pageList[0]!
      const { box } = reading.parts[at]!
      // Two papers of 1300 × 1234 side by side: each piece is upright and no smaller than its print.
      assert.ok(page.width >= box.width * 1300 && page.width < 1300 * 0.65, `${quarters}: ${page.width} wide`)
      assert.ok(page.height >= box.height * 1234 * 0.99 && page.height <= 1235, `${quarters}: ${page.height} high`)
    }
  }
})

test('a picture that the camera turned by its EXIF tag is cut as a person sees it', async () => {
  const lying = await sharp(await two)
    .rotate(-90)
    .jpeg()
    .withMetadata({ orientation: 6 })
    .toBuffer()
  const { receipt } = await rasa().addReceipt({ file: sentFile(lying), memberId: people.jonas.id, roundId })
  await house.office.db
    .updateTable('expenseReceipt')
    .set({ readingState: 'read', reading: JSON.stringify(reading) })
    .where('id', '=', receipt.id)
    .execute()
  const straight = await rasa().takeApart({ receiptId: await ofJonas() })
  const turned = await rasa().takeApart({ receiptId: receipt.id })
  for (const at of [0, 1]) {
    const [one, other] = await Promise.all(
      [straight, turned].map(({ parts }) => rasa().receipt({ receiptId: parts[at]!.id })),
    )
    assert.deepEqual(other!.pageList, one!.pageList)
  }
})

test('of two people, or a double click, at once only one takes it apart', async () => {
  const receiptId = await ofJonas()
  const outcomes = await Promise.allSettled([
    rasa().takeApart({ receiptId }),
    rasa().takeApart({ receiptId }),
    jonas().takeApart({ receiptId }),
  ])
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
  assert.equal(refused.length, 2)
  for (const error of refused) refusedWith('expenses.apartAlready')(error)
  assert.equal((await partsInUse(receiptId)).length, 2)
})

test('the undo makes it whole again, and taking it apart once more brings back the same two', async () => {
  const receiptId = await ofJonas()
  const { parts } = await rasa().takeApart({ receiptId })
  await rasa().changeReceipt({ receiptId: parts[1]!.id, version: parts[1]!.version, merchant: 'Typed by hand' })
  const whole = await rasa().takeBack({ receiptId })
  assert.deepEqual([whole.setAsideAt, whole.partsOffered], [null, 2])
  assert.deepEqual(await partsInUse(receiptId), [])
  const aside = await rasa().receipt({ receiptId: parts[0]!.id })
  assert.equal(aside.setAsideWhy, `Naudojamas visas ${whole.number}`)
  const again = await rasa().takeApart({ receiptId })
  assert.deepEqual(
    again.parts.map((part) => part.id),
    parts.map((part) => part.id),
  )
  assert.equal(again.parts[1]!.merchant, 'Typed by hand')
})

test('it is not made whole again while a report uses a part', async () => {
  const receiptId = await ofJonas()
  const { parts } = await rasa().takeApart({ receiptId })
  const report = await rasa().openReport({ memberId: people.jonas.id, month: '2026-10-01' })
  const line = await rasa().addLine({ reportId: report.id, receiptIds: [parts[0]!.id] })
  await assert.rejects(rasa().takeBack({ receiptId }), refusedWith('expenses.partInUse'))
  assert.equal((await partsInUse(receiptId)).length, 2)
  await rasa().removeLine({ lineId: line.id })
  assert.equal((await rasa().takeBack({ receiptId })).setAsideAt, null)
})

test('one that is used, set aside, without parts or said to be one is refused in words', async () => {
  const used = await ofJonas()
  const report = await rasa().openReport({ memberId: people.jonas.id, month: '2026-10-01' })
  await rasa().addLine({ reportId: report.id, receiptIds: [used] })
  await assert.rejects(rasa().takeApart({ receiptId: used }), refusedWith('expenses.receiptInUse'))
  const aside = await ofJonas()
  await rasa().setAside({ receiptId: aside, why: 'private' })
  await assert.rejects(rasa().takeApart({ receiptId: aside }), refusedWith('expenses.receiptSetAside'))
  const content = (
    await sharp({ create: { width: 40, height: 60, channels: 3, background: '#abc' } })
      .png()
      .toBuffer()
  ).toString('base64')
  const { receipt: plain } = await jonas().addReceipt({ file: sentFile(content) })
  await assert.rejects(rasa().takeApart({ receiptId: plain.id }), refusedWith('expenses.noParts'))
  await assert.rejects(rasa().sayOneReceipt({ receiptId: plain.id }), refusedWith('expenses.noParts'))
})

test('“it is one receipt” ends the offer for good, with who said so and when, until that is taken back', async () => {
  const receiptId = await ofJonas()
  assert.equal((await rasa().sayOneReceipt({ receiptId })).partsOffered, 0)
  const kept = await house.office.db
    .selectFrom('expenseReceipt')
    .select(['oneReceiptBy', 'oneReceiptAt'])
    .where('id', '=', receiptId)
    .executeTakeFirstOrThrow()
  assert.deepEqual([kept.oneReceiptBy, typeof kept.oneReceiptAt], [people.rasa.id, 'string'])
  await assert.rejects(rasa().takeApart({ receiptId }), refusedWith('expenses.saidToBeOne'))
  assert.equal((await rasa().sayOneReceipt({ receiptId, isOne: false })).partsOffered, 2)
})

test('what was expected finds its part; what was matched by hand goes to the part that is left', async () => {
  const [parking, other] = reading.parts.map((part) => part.merchant.value!)
  const byName = await rasa().addExpected({ roundId, memberId: people.ieva.id, what: other! })
  const byHand = await rasa().addExpected({ roundId, memberId: people.ieva.id, what: 'Something else' })
  const receiptId = await another({ memberId: people.ieva.id })
  await rasa().matchExpected({ expectedId: byHand.id, receiptId })
  const { parts } = await rasa().takeApart({ receiptId })
  const [first, second] = await Promise.all(parts.map((part) => rasa().receipt({ receiptId: part.id })))
  assert.deepEqual(
    second!.expected.map((one) => one.id),
    [byName.id],
    `${parking}, ${other}`,
  )
  assert.deepEqual(
    first!.expected.map((one) => one.id),
    [byHand.id],
  )
  await rasa().takeBack({ receiptId })
  assert.equal((await rasa().receipt({ receiptId })).expected.length, 1)
})

test('one in the sorting tray gives two in the tray; another team’s is absent', async () => {
  const receiptId = await another()
  for (const stranger of [daiva(), ieva()]) {
    await assert.rejects(stranger.takeApart({ receiptId }), { status: 404 })
    await assert.rejects(stranger.sayOneReceipt({ receiptId }), { status: 404 })
  }
  const { parts } = await rasa().takeApart({ receiptId })
  const { items } = await rasa().tray({})
  assert.deepEqual(
    parts.map((part) => items.some((item) => item.id === part.id)),
    [true, true],
  )
  assert.ok(!items.some((item) => item.id === receiptId))
})
