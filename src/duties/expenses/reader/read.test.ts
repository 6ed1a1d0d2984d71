import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, test } from 'node:test'
import { crc32, deflateSync } from 'node:zlib'
import { PDFDocument } from '@cantoo/pdf-lib'
import sharp from 'sharp'
import { minorUnits } from '#core/money.ts'
import { closeEngines } from './engines/engines.ts'
import type { ReaderFailure } from './failures.ts'
import { qualityOf } from './quality.ts'
import { readReceipt } from './read.ts'

const today = '2026-11-23'
const fixture = (name: string) => readFile(new URL(`./fixtures/${name}`, import.meta.url))
const read = (bytes: Uint8Array) => readReceipt({ bytes }, { today })
const reasonOf = async (bytes: Uint8Array) =>
  read(bytes).then(
    () => 'read',
    (error: ReaderFailure) => error.says,
  )

after(closeEngines)

test('a photographed receipt gives its facts with their places and their sureness', async () => {
  const reading = await read(await fixture('receipts/lt-restaurant-photo.jpg'))
  const labels = JSON.parse(String(await fixture('receipts/labels.json'))) as {
    file: string
    date: string
    total: string
  }[]
  const label = labels.find((l) => l.file === 'lt-restaurant-photo.jpg')!
  assert.equal(reading.totalCents.value, minorUnits(label.total, 'EUR'))
  assert.equal(reading.date.value, label.date)
  assert.equal(reading.currency.value, 'EUR')
  assert.match(reading.merchant.value ?? '', /^UAB „.*“$/)
  assert.equal(reading.totalCents.sure, true)
  const box = reading.totalCents.box!
  assert.ok(box.x > 0.3 && box.x + box.width <= 1 && box.y > 0 && box.y + box.height <= 1)
})

test('a picture lying wrong is turned upright, and says by how much', async () => {
  for (const [name, quarters] of [
    ['de-officeSupplies-photo-turned1', 3],
    ['lt-officeSupplies-photo-turned2', 2],
    ['gb-taxi-worn-turned3', 1],
  ] as const) {
    const reading = await read(await fixture(`receipts/${name}.jpg`))
    assert.equal(reading.quarters, quarters, name)
    assert.notEqual(reading.totalCents.value, null, name)
  }
})

test('two receipts on one picture are told apart', async () => {
  const reading = await read(await fixture('odd/two.jpg'))
  assert.deepEqual(
    reading.parts.map((part) => [part.merchant.value, part.totalCents.value, part.date.value]),
    [
      ['UAB „Ūkanų užeiga“', 5149, '2026-05-04'],
      ['UAB „Gintaro parkingas“', 1185, '2026-05-05'],
    ],
  )
  assert.deepEqual(
    reading.warnings.map((w) => w.says),
    ['expenses.reader.twoReceipts'],
  )
})

test('PNG, WebP and a turned EXIF tag are read like the JPEG', async () => {
  const jpeg = await fixture('receipts/lt-parking-clean.jpg')
  const { totalCents } = await read(jpeg)
  const lying = await sharp(jpeg).rotate(90).withMetadata({ orientation: 8 }).jpeg().toBuffer()
  for (const bytes of [await sharp(jpeg).png().toBuffer(), await sharp(jpeg).webp().toBuffer(), lying]) {
    const again = await read(bytes)
    assert.deepEqual([again.totalCents.value, again.quarters], [totalCents.value, 0])
  }
})

test('a HEIC of a telephone is read like the JPEG', async () => {
  const [jpeg, heic] = [await fixture('receipts/lt-parking-clean.jpg'), await fixture('odd/telephone.heic')]
  const [one, other] = [await read(jpeg), await read(heic)]
  assert.deepEqual(
    [other.totalCents.value, other.date.value, other.merchant.value],
    [one.totalCents.value, one.date.value, one.merchant.value],
  )
})

test('the text of a PDF is read without an engine', async () => {
  const reading = await read(await fixture('odd/hotel.pdf'))
  assert.equal(reading.source, 'pdfText')
  assert.deepEqual(reading.engines, [])
  assert.deepEqual([reading.totalCents.value, reading.date.value, reading.nights.value], [23038, '2026-05-06', 2])
  assert.equal(reading.merchant.value, 'UAB „Ūkanų viešbutis“')
  assert.equal(reading.vatNumber.value, 'LT376849614')
  assert.equal(reading.registrationNumber.value, '302864412')
  assert.equal(reading.kind.value, 'invoice')
})

test('a scanned PDF is read as pictures; of three hundred pages some, and it says so', async () => {
  const pdf = await PDFDocument.create()
  const picture = await pdf.embedJpg(await fixture('receipts/lt-parking-clean.jpg'))
  pdf.addPage([picture.width, picture.height]).drawImage(picture)
  for (let i = 1; i < 300; i++) pdf.addPage([300, 400])
  const reading = await read(await pdf.save())
  assert.equal(reading.source, 'pdfPicture')
  assert.notEqual(reading.totalCents.value, null)
  assert.deepEqual(reading.warnings, [{ says: 'expenses.reader.someOfPages', params: { pagesRead: 4, pages: 300 } }])
})

test('what cannot be read says why', async () => {
  assert.equal(await reasonOf(new Uint8Array()), 'expenses.reader.empty')
  assert.equal(await reasonOf(Buffer.from('just some words')), 'expenses.reader.unknownFormat')
  assert.equal(
    await reasonOf((await fixture('receipts/lt-parking-clean.jpg')).subarray(0, 300)),
    'expenses.reader.damaged',
  )
  assert.equal(await reasonOf(Buffer.from('%PDF-1.7 and nothing more')), 'expenses.reader.damaged')
  assert.equal(await reasonOf(headerOf(20_000, 20_000)), 'expenses.reader.tooManyPixels')
  assert.equal(await reasonOf(await fixture('odd/cat.jpg')), 'expenses.reader.noReceipt')
  assert.equal(await reasonOf(await lockedPdf()), 'expenses.reader.encrypted')
})

test('a PDF that tells of pages which are not there says that it is damaged', async () => {
  const pages = ['[2 0 R]/Count 1', '[9 0 R]/Count 1', '[2 0 R 2 0 R]/Count 2']
  for (const kids of pages) {
    const objects = `1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids${kids}>>endobj`
    const bytes = Buffer.from(`%PDF-1.4\n${objects}\ntrailer<</Root 1 0 R>>\n%%EOF`)
    assert.equal(await reasonOf(bytes), 'expenses.reader.damaged', kids)
  }
})

test('a blurred or dark picture is told at once, a good one is let through', async () => {
  const told = async (name: string) => (await qualityOf(await fixture(name))).map((t) => t.says)
  assert.deepEqual(await told('odd/blurred.jpg'), ['expenses.reader.blurred'])
  assert.deepEqual(await told('odd/dark.jpg'), ['expenses.reader.dark'])
  assert.deepEqual(await told('receipts/lt-restaurant-photo.jpg'), [])
})

/** A whole PNG that claims this size, with data for a fraction of it. */
function headerOf(width: number, height: number): Uint8Array {
  const size = Buffer.alloc(13)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  size.set([8, 2, 0, 0, 0], 8)
  const chunk = (name: string, data: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(name), data])
    const frame = Buffer.alloc(8)
    frame.writeUInt32BE(data.length, 0)
    frame.writeUInt32BE(crc32(body), 4)
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
  }
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    start,
    chunk('IHDR', size),
    chunk('IDAT', deflateSync(Buffer.alloc(1000))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

async function lockedPdf(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  pdf.addPage()
  pdf.encrypt({ userPassword: 'secret', ownerPassword: 'owner' })
  return pdf.save()
}
