import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import sharp from 'sharp'
import { seeded } from '#office/sample/random.ts'
import { writeAmount } from './countries.ts'
import { inventReceipt } from './receipt-facts.ts'
import { renderMany } from './render-pool.ts'
import { renderReceipt, renderTwo, wears } from './render-receipt.ts'
import { fixtureKinds, fixturesFor, walkReceipts } from './walk-receipts.ts'

const facts = inventReceipt(seeded('lunch'), { country: 'LT', kind: 'restaurant', day: '2026-03-04' })

test('the same seed draws the same picture, another seed another one', async () => {
  const one = await renderReceipt(facts, { seed: 1, wear: 'crumpled' })
  const again = await renderReceipt(facts, { seed: 1, wear: 'crumpled' })
  const other = await renderReceipt(facts, { seed: 2, wear: 'crumpled' })
  assert.deepEqual(one, again)
  assert.notDeepEqual(one, other)
})

test('every wear gives a JPEG of the asked width, small enough to send over a poor line', async () => {
  for (const wear of wears) {
    const bytes = await renderReceipt(facts, { seed: 3, wear, width: 480 })
    const { format, width } = await sharp(bytes).metadata()
    assert.deepEqual([format, width], ['jpeg', 480])
    assert.ok(bytes.length < 70_000, `${wear}: ${bytes.length}`)
  }
})

test('a PDF invoice carries its amounts and its Lithuanian letters as text', async () => {
  const hotel = inventReceipt(seeded('stay'), {
    country: 'LT',
    kind: 'hotel',
    day: '2026-03-06',
    guest: 'Rūta Šimkutė',
  })
  const bytes = await renderReceipt(hotel, { seed: 4, format: 'pdf' })
  const library = await PDFiumLibrary.init()
  const document = await library.loadDocument(bytes)
  const text = document.getPage(0).getText()
  document.destroy()
  library.destroy()
  for (const expected of ['Rūta Šimkutė', hotel.merchant.name, writeAmount(hotel.total, 'LT'), 'Nakvynė'])
    assert.ok(text.includes(expected), `${expected} in ${text}`)
})

test('the twelve receipts of the walk come in five languages and all four formats', async () => {
  const receipts = await walkReceipts()
  assert.equal(receipts.length, 12)
  assert.equal(new Set(receipts.map((receipt) => receipt.facts.language)).size, 5)
  assert.deepEqual(
    new Set(receipts.map((receipt) => receipt.name.split('.').at(-1))),
    new Set(['jpg', 'pdf', 'png', 'webp']),
  )
  assert.ok(receipts.every((receipt) => receipt.facts.day.startsWith('2026-03')))
})

test('test pictures of every kind can be made', async () => {
  const counts = await Promise.all(fixtureKinds.map(async (kind) => (await fixturesFor(kind)).length))
  assert.deepEqual(counts, [12, 12, 12, 4, 4, 3, 1])
})

test('a pile is drawn on threads in its own order, each picture as it would be alone', async () => {
  const jobs = [1, 2, 3, 4, 5].map((seed) => ({ facts, wish: { seed, wear: 'clean' as const, width: 400 } }))
  const drawn: number[] = []
  for await (const { index, bytes } of renderMany(jobs, 2)) {
    drawn.push(index)
    assert.deepEqual(Buffer.from(bytes), Buffer.from(await renderReceipt(facts, jobs[index]!.wish)))
  }
  assert.deepEqual(drawn, [0, 1, 2, 3, 4])
})

test('a quarter turn lays the picture on its side', async () => {
  const upright = await sharp(await renderReceipt(facts, { seed: 1, width: 400 })).metadata()
  const lying = await sharp(await renderReceipt(facts, { seed: 1, width: 400, quarters: 1 })).metadata()
  assert.deepEqual([lying.width, lying.height], [upright.height, upright.width])
})

test('two receipts fit on one picture', async () => {
  const other = inventReceipt(seeded('parking'), { country: 'LV', kind: 'parking', day: '2026-03-04' })
  const { width, format } = await sharp(await renderTwo(facts, other, { seed: 1 })).metadata()
  assert.deepEqual([width, format], [1200, 'jpeg'])
})
