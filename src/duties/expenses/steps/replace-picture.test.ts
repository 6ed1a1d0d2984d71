import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { as } from '#checks/as.ts'
import { makePeople, type People } from '#checks/people.ts'
import { sentFile } from '#checks/sent-file.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'

let house: TestOffice
let people: People
let roundId: string

before(async () => {
  house = await openTestOffice()
  people = await makePeople(house.office)
  roundId = (await rasa().openRound({ teamId: people.north, month: '2026-10-01' })).id
})
after(() => house.close())

const rasa = () => as(house.office, people.rasa).expenses
const daiva = () => as(house.office, people.daiva).expenses
const jonas = () => as(house.office, people.jonas).expenses
const ieva = () => as(house.office, people.ieva).expenses
const stranger = () => as(house.office, null).expenses

const odd = join(import.meta.dirname, '../reader/fixtures/odd')
const receipts = join(import.meta.dirname, '../reader/fixtures/receipts')
let made = 0
/** Another file each time, the same picture to the eye. */
async function picture(path: string): Promise<string> {
  const bytes = await sharp(path)
    .withExif({ IFD0: { Copyright: `${++made}` } })
    .jpeg({ quality: 90 })
    .toBuffer()
  return bytes.toString('base64')
}
const blurred = () => picture(join(odd, 'blurred.jpg'))
const sharpOne = () => picture(join(receipts, 'lt-parking-clean.jpg'))
const refusedWith = (says: string) => (error: { data?: { says?: string } }) => {
  assert.equal(error.data?.says, says, String(error))
  return true
}

test('a blurred or dark picture says so in the answer to its upload, in the person’s language; a sharp one does not', async () => {
  const poor = await jonas().addReceipt({ file: sentFile(await blurred()), roundId })
  assert.deepEqual(
    poor.receipt.warnings.map((one) => one.text),
    ['Nuotrauka neryški. Jei dar galite, nufotografuokite iš arčiau ir nejudindami.'],
  )
  assert.equal(poor.receipt.asksForAnother, true)
  const dark = await ieva().addReceipt({ file: sentFile(await picture(join(odd, 'dark.jpg'))), roundId })
  assert.match(dark.receipt.warnings[0]!.text, /too dark/)
  const good = await jonas().addReceipt({ file: sentFile(await sharpOne()), roundId })
  assert.deepEqual([good.receipt.warnings, good.receipt.asksForAnother], [[], false])
  const later = await rasa().receipts({ memberId: people.jonas.id })
  assert.equal(later.items.find((item) => item.id === poor.receipt.id)!.warnings[0]!.says, 'expenses.reader.blurred')
})

test('PNG and WebP are judged too; a damaged picture, a PDF and an e-invoice are kept without a word', async () => {
  const blur = sharp(join(odd, 'blurred.jpg'))
  for (const bytes of [await blur.png().toBuffer(), await blur.webp().toBuffer()]) {
    const { receipt } = await jonas().addReceipt({ file: sentFile(bytes), roundId })
    assert.equal(receipt.warnings[0]?.says, 'expenses.reader.blurred', receipt.mime)
  }
  const others = [
    Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('and then nothing')]),
    await readFile(join(odd, 'hotel.pdf')),
    Buffer.from('<?xml version="1.0"?><Invoice/>'),
  ]
  for (const bytes of others) {
    const { receipt } = await jonas().addReceipt({ file: sentFile(bytes), roundId })
    assert.deepEqual(receipt.warnings, [])
  }
})

test('another picture takes the place of the poor one, which is set aside with a reason that names it and can be taken back', async () => {
  const item = await jonas().addExpected({ roundId, memberId: people.jonas.id, what: 'Parkavimas' })
  const poor = (await jonas().addReceipt({ file: sentFile(await blurred()), roundId })).receipt
  await jonas().matchExpected({ expectedId: item.id, receiptId: poor.id })
  const { receipt, replaced } = await jonas().addReceipt({ file: sentFile(await sharpOne()), insteadOf: poor.id })
  assert.deepEqual(replaced, { id: poor.id, number: poor.number })
  assert.deepEqual([receipt.memberId, receipt.roundId], [people.jonas.id, roundId])
  assert.deepEqual(
    (await jonas().receipt({ receiptId: receipt.id })).expected.map((one) => one.id),
    [item.id],
  )
  const aside = await rasa().receipt({ receiptId: poor.id })
  assert.equal(aside.setAsideWhy, `Padaryta geresnė nuotrauka: ${receipt.number}`)
  assert.equal(aside.asksForAnother, false)
  const { items: history } = await as(house.office, people.rasa).desk.history({ recordId: receipt.id })
  assert.ok(
    history.some((entry) => entry.text.includes(poor.number)),
    JSON.stringify(history),
  )
  const back = await jonas().takeBack({ receiptId: poor.id })
  assert.deepEqual([back.setAsideAt, back.setAsideWhy, back.asksForAnother], [null, null, true])
})

test('a picture for one that was set aside meanwhile is kept all the same', async () => {
  const poor = (await jonas().addReceipt({ file: sentFile(await blurred()), roundId })).receipt
  await rasa().setAside({ receiptId: poor.id, why: 'private' })
  const { receipt, replaced } = await jonas().addReceipt({ file: sentFile(await sharpOne()), insteadOf: poor.id })
  assert.equal(replaced, null)
  assert.equal(receipt.memberId, people.jonas.id)
  assert.equal((await rasa().receipt({ receiptId: poor.id })).setAsideWhy, 'private')
})

test('whoever has no better picture keeps it as it is, and is not asked again; his assistant still sees that it is poor', async () => {
  const poor = (await jonas().addReceipt({ file: sentFile(await blurred()), roundId })).receipt
  const kept = await jonas().keepPicture({ receiptId: poor.id })
  assert.deepEqual([kept.asksForAnother, typeof kept.pictureKeptAt], [false, 'string'])
  assert.equal((await rasa().receipt({ receiptId: poor.id })).warnings.length, 1)
  assert.equal((await jonas().keepPicture({ receiptId: poor.id, kept: false })).asksForAnother, true)
})

test('another team’s poor picture is absent: it is neither replaced nor kept', async () => {
  const poor = (await jonas().addReceipt({ file: sentFile(await blurred()), roundId })).receipt
  const content = await sharpOne()
  for (const other of [daiva(), ieva()]) {
    await assert.rejects(other.addReceipt({ file: sentFile(content), insteadOf: poor.id }), { status: 404 })
    await assert.rejects(other.keepPicture({ receiptId: poor.id }), { status: 404 })
  }
})

test('by a link one is told at once, takes another, takes that back, or keeps the picture', async () => {
  const link = await rasa().makeLink({ roundId, memberId: people.jonas.id })
  const token = link.url!.split('/').at(-1)!
  const sent = await stranger().addReceiptByLink({ token, file: sentFile(await blurred()) })
  assert.match(sent.warnings[0]!.text, /^Nuotrauka neryški/)
  const seen = async (id: string) => (await stranger().openLink({ token })).received.find((one) => one.id === id)
  assert.equal((await seen(sent.receiptId))!.asksForAnother, true)
  const better = await stranger().addReceiptByLink({
    token,
    file: sentFile(await sharpOne()),
    insteadOf: sent.receiptId,
  })
  assert.equal(better.replaced!.id, sent.receiptId)
  assert.equal(await seen(sent.receiptId), undefined)
  assert.match((await rasa().receipt({ receiptId: sent.receiptId })).setAsideWhy!, /geresnė nuotrauka/)
  await stranger().takeBackByLink({ token, receiptId: sent.receiptId })
  await stranger().keepPictureByLink({ token, receiptId: sent.receiptId })
  assert.equal((await seen(sent.receiptId))!.asksForAnother, false)
})

test('a link reaches only what came by one of this person for this round, and takes back only what was replaced', async () => {
  const link = await rasa().makeLink({ roundId, memberId: people.ieva.id })
  const token = link.url!.split('/').at(-1)!
  const mine = await stranger().addReceiptByLink({ token, file: sentFile(await blurred()) })
  const others = [
    (await jonas().addReceipt({ file: sentFile(await blurred()), roundId })).receipt.id,
    (await ieva().addReceipt({ file: sentFile(await blurred()), roundId })).receipt.id,
  ]
  for (const receiptId of others) {
    await assert.rejects(stranger().keepPictureByLink({ token, receiptId }), { status: 404 })
    const content = await sharpOne()
    await assert.rejects(stranger().addReceiptByLink({ token, file: sentFile(content), insteadOf: receiptId }), {
      status: 404,
    })
  }
  await rasa().setAside({ receiptId: mine.receiptId, why: 'not ours' })
  await assert.rejects(
    stranger().takeBackByLink({ token, receiptId: mine.receiptId }),
    refusedWith('expenses.receiptNotSetAside'),
  )
})
