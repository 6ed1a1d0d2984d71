import assert from 'node:assert/strict'
import { test } from 'node:test'
import { degrees, PDFDocument } from '@cantoo/pdf-lib'
import sharp from 'sharp'
import { makePreviews, Unreadable } from './previews.ts'

/** White, 128 × 96 as stored, red along its top; its `irot` says to turn it a quarter to the right, as telephones write. */
const turnedHeic = Buffer.from(
  `AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAUxtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAA
AAAAABAAAAImlsb2MAAAAAREAAAQABAAAAAAFmAAEAAAAKAAAARwAAACNpaW5mAAAAAAABAAAAFWluZmUCAAAAAAEAAGh2YzEAAAAAzGlwcnAA
AACtaXBjbwAAAHhodmNDAQNwAAAAAAAAAAAAHvAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQCEAAQArQgEBA3AAAAMAkA
AAAwAAAwAeoBAgYWW6kkprm4EBAwIAAAMAAgAAAwACECIAAQAHRAHBcrAiQAAAABRpc3BlAAAAAAAAAIAAAABgAAAAEHBpeGkAAAAAAwgICAAA
AAlpcm90AwAAABdpcG1hAAAAAAAAAAEAAQSBAoOEAAAAT21kYXQAAABDKAGvE4BUgCN8bH/+Rf7+2Xn+K5MiAgOejuviAK5wMBzYSFnlx31GWI
Vxuqe2yDJczNbGR6veS4qJ0dq/X8zr/V/WgA==`,
  'base64',
)

/** White with a red band along the left edge as stored. */
async function picture(width: number, height: number) {
  const band = { create: { width: Math.ceil(width / 8), height, channels: 3, background: '#c00000' } } as const
  const white = { create: { width, height, channels: 3, background: '#ffffff' } } as const
  return sharp(white).composite([{ input: band, top: 0, left: 0 }])
}

async function sideOfRed(jpeg: Uint8Array): Promise<string | undefined> {
  const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true })
  const isRed = (x: number, y: number) => data[(y * info.width + x) * 3 + 1]! < 100
  const [midX, midY] = [info.width >> 1, info.height >> 1]
  if (isRed(2, midY)) return 'left'
  if (isRed(info.width - 3, midY)) return 'right'
  return isRed(midX, 2) ? 'top' : undefined
}

async function pdfOf(pages: number, rotation = 0): Promise<PDFDocument> {
  const document = await PDFDocument.create()
  for (let at = 0; at < pages; at++) {
    const page = document.addPage([300, 600])
    page.drawText(`Page ${at + 1}`, { x: 20, y: 550 })
    page.setRotation(degrees(rotation))
  }
  return document
}

const refused = (says: string) => (error: unknown) => error instanceof Unreadable && error.says === says

test('a photograph held sideways comes out upright and no larger than 1600', async () => {
  const jpeg = await (await picture(2400, 1200)).jpeg().withMetadata({ orientation: 6 }).toBuffer()
  const { pages, pageCount, truncated } = await makePreviews(jpeg, 'jpeg')
  assert.deepEqual([pageCount, truncated, pages.length], [1, false, 1])
  assert.deepEqual([pages[0]!.width, pages[0]!.height], [800, 1600])
  assert.equal(await sideOfRed(pages[0]!.jpeg), 'top')
  const thumb = await sharp(pages[0]!.thumb).metadata()
  assert.deepEqual([thumb.format, thumb.width, thumb.height], ['webp', 120, 240])
})

test('small pictures stay as small as they are, clear parts become white', async () => {
  const clear = { create: { width: 60, height: 40, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } } as const
  const files = [
    { kind: 'png', bytes: await sharp(clear).png().toBuffer() },
    { kind: 'webp', bytes: await sharp(clear).webp().toBuffer() },
  ] as const
  for (const { kind, bytes } of files) {
    const { pages } = await makePreviews(bytes, kind)
    assert.deepEqual([pages[0]!.width, pages[0]!.height], [60, 40])
    assert.ok((await sharp(pages[0]!.jpeg).stats()).channels.every((channel) => channel.min > 250))
  }
})

test('a telephone’s HEIC comes out upright', async () => {
  const { pages } = await makePreviews(turnedHeic, 'heic')
  assert.deepEqual([pages[0]!.width, pages[0]!.height], [96, 128])
  assert.equal(await sideOfRed(pages[0]!.jpeg), 'right')
})

test('a PDF shows its first twenty pages and says that there are more', async () => {
  const few = await makePreviews(await (await pdfOf(2)).save(), 'pdf')
  assert.deepEqual([few.pages.length, few.pageCount, few.truncated], [2, 2, false])
  assert.deepEqual([few.pages[0]!.width, few.pages[0]!.height], [800, 1600])
  const many = await makePreviews(await (await pdfOf(25)).save(), 'pdf')
  assert.deepEqual([many.pages.length, many.pageCount, many.truncated], [20, 25, true])
  const turned = await makePreviews(await (await pdfOf(1, 90)).save(), 'pdf')
  assert.deepEqual([turned.pages[0]!.width, turned.pages[0]!.height], [1600, 800])
})

test('a PDF locked with a password says so, one locked against printing only is shown', async () => {
  const locked = await pdfOf(1)
  locked.encrypt({ userPassword: 'slaptas', ownerPassword: 'kitas' })
  await assert.rejects(makePreviews(await locked.save(), 'pdf'), refused('core.previews.encrypted'))
  const open = await pdfOf(1)
  open.encrypt({ ownerPassword: 'kitas' })
  assert.equal((await makePreviews(await open.save(), 'pdf')).pages.length, 1)
})

test('a damaged file says so', async () => {
  const rubbish = Buffer.from('%PDF-1.7 and then nothing that makes sense')
  await assert.rejects(makePreviews(rubbish, 'pdf'), refused('core.previews.damaged'))
  await assert.rejects(
    makePreviews(Buffer.from('\xff\xd8\xff rubbish', 'latin1'), 'jpeg'),
    refused('core.previews.damaged'),
  )
  await assert.rejects(makePreviews(turnedHeic.subarray(0, 300), 'heic'), refused('core.previews.damaged'))
  await assert.rejects(makePreviews(new Uint8Array(), 'png'), refused('core.previews.damaged'))
  await assert.rejects(
    makePreviews(Buffer.from('<?xml version="1.0"?><a/>'), 'xml'),
    refused('core.previews.noPicture'),
  )
})

test('a photograph cut short shows what it has', async () => {
  const whole = await (await picture(800, 800)).jpeg().toBuffer()
  const { pages } = await makePreviews(whole.subarray(0, whole.length - 500), 'jpeg')
  assert.equal(await sideOfRed(pages[0]!.jpeg), 'left')
})

test('a pixel bomb is refused before it is unpacked', async () => {
  const bomb = await sharp({ create: { width: 12_000, height: 9_000, channels: 3, background: '#fff' } })
    .png()
    .toBuffer()
  await assert.rejects(makePreviews(bomb, 'png'), (error) => {
    assert.ok(error instanceof Unreadable)
    assert.deepEqual([error.says, error.params], ['core.previews.tooManyPixels', { megapixels: 108, limit: 100 }])
    return true
  })
})

test('many files at once are all shown, and the caller’s bytes stay his', async () => {
  const bytes = await (await picture(400, 300)).jpeg().toBuffer()
  const shown = await Promise.all(Array.from({ length: 12 }, () => makePreviews(bytes, 'jpeg')))
  assert.ok(shown.every(({ pages }) => pages[0]!.width === 400))
  assert.equal(bytes.subarray(0, 2).toString('hex'), 'ffd8')
})
