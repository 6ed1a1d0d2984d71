import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  degrees,
  PageSizes,
  PDFArray,
  PDFDocument,
  PDFEmbeddedPage,
  type PDFFont,
  PDFName,
  PDFObjectCopier,
  type PDFPage,
  PDFPageEmbedder,
  PDFStream,
  rgb,
} from '@cantoo/pdf-lib'
import * as fontkit from 'fontkit'
import type { AppendTask, AppendWords, ReadyPart } from './pdf-parts.ts'

interface Frame {
  x: number
  y: number
  width: number
  height: number
}

interface Pen {
  document: PDFDocument
  font: PDFFont
  words: AppendWords
}

const [pageWidth, pageHeight] = PageSizes.A4
// As paper.typ: 18 mm from the sides, its footer's line.
const margin = 51
const foot = 48
const footLine = 34
const captionHeight = 26
const maxPdfPages = 100
const soft = rgb(0.36, 0.4, 0.44)
const ink = rgb(0.11, 0.12, 0.14)

/** Appends the parts in their order and numbers every page; pictures share pages, a PDF's pages have their own. */
export async function appended(task: AppendTask): Promise<Uint8Array> {
  const document = await PDFDocument.load(task.pdf, { updateMetadata: false })
  document.registerFontkit(fontkit as never)
  const font = await document.embedFont(readFileSync(regularFont), { subset: true })
  const pen = { document, font, words: task.words }
  const ownPages = document.getPageCount()
  const frames = framesOf(task.perPage)
  let page: PDFPage | undefined
  let used = 0
  for (const part of task.parts) {
    if (part.pdf && (await drawPdf(pen, part, part.pdf))) page = undefined
    else {
      if (!page || used === frames.length) [page, used] = [document.addPage(PageSizes.A4), 0]
      await drawPicture(pen, page, frames[used++]!, part)
    }
    // The bytes live on in the document; the copy that came here need not.
    delete part.jpeg
    delete part.pdf
  }
  stampFoot(pen, ownPages)
  return document.save({ addDefaultPage: false, objectsPerTick: 500 })
}

const regularFont = fileURLToPath(
  import.meta.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
)

function framesOf(perPage: 1 | 2 | 4): Frame[] {
  const [columns, rows] = perPage === 4 ? [2, 2] : perPage === 2 ? [2, 1] : [1, 1]
  const gap = 18
  const width = (pageWidth - 2 * margin - gap * (columns - 1)) / columns
  const height = (pageHeight - margin - foot - 16 - gap * (rows - 1)) / rows
  return Array.from({ length: columns * rows }, (_, at) => ({
    x: margin + (at % columns) * (width + gap),
    y: pageHeight - margin - height - Math.floor(at / columns) * (height + gap),
    width,
    height,
  }))
}

async function drawPicture(pen: Pen, page: PDFPage, frame: Frame, part: ReadyPart): Promise<void> {
  caption(pen, page, frame, part.caption)
  if (!part.jpeg) return remark(pen, page, frame, part.fault ?? pen.words.damaged)
  const image = await pen.document.embedJpg(part.jpeg)
  const room = frame.height - captionHeight
  const scale = Math.min(frame.width / image.width, room / image.height)
  const [width, height] = [image.width * scale, image.height * scale]
  page.drawImage(image, { x: frame.x, y: frame.y + room - height, width, height })
  // Written out now, or every picture would be held twice until the end.
  await image.embed()
}

/** Draws the pages of a PDF as they are, each on a page of its own; false, and none of them, when that cannot be. */
async function drawPdf(pen: Pen, part: ReadyPart, bytes: Uint8Array): Promise<boolean> {
  const before = pen.document.getPageCount()
  try {
    await drawPages(pen, part.caption, await PDFDocument.load(bytes, { password: '', updateMetadata: false }))
    if (pen.document.getPageCount() > before) return true
    part.fault = pen.words.damaged
  } catch (error) {
    while (pen.document.getPageCount() > before) pen.document.removePage(before)
    part.fault = /encrypt|password/i.test(String(error)) ? pen.words.locked : pen.words.damaged
  }
  return false
}

async function drawPages(pen: Pen, text: string, source: PDFDocument): Promise<void> {
  const pages = source.getPages()
  const shown = pages.slice(0, maxPdfPages)
  const frame = framesOf(1)[0]!
  const copier = PDFObjectCopier.for(source.context, pen.document.context)
  for (const [at, one] of shown.entries()) {
    const sheet = await sheetOf(pen.document, copier, one)
    const page = pen.document.addPage(PageSizes.A4)
    const of = pages.length > 1 ? ` (${at + 1} / ${pages.length})` : ''
    caption(pen, page, frame, `${text}${of}`)
    const turn = ((one.getRotation().angle % 360) + 360) % 360
    drawSheet(page, { ...frame, height: frame.height - captionHeight }, sheet, turn)
    if (at === shown.length - 1 && pages.length > at + 1)
      remark(pen, page, { ...frame, height: 40 }, pen.words.cut.replace('{pages}', String(pages.length)))
  }
}

/** As the document's own `embedPages`, which would try one that cannot be embedded again when it is saved, and fail. */
async function sheetOf(document: PDFDocument, copier: PDFObjectCopier, { node }: PDFPage): Promise<PDFEmbeddedPage> {
  const contents = node.Contents()
  // A page may have none, and is blank then (ISO 32000-2, 7.7.3.3).
  if (!(contents instanceof PDFStream || contents instanceof PDFArray))
    node.set(PDFName.Contents, node.context.register(node.context.flateStream('')))
  const sheet = PDFEmbeddedPage.of(document.context.nextRef(), document, await PDFPageEmbedder.for(copier.copy(node)))
  await sheet.embed()
  return sheet
}

/** Draws a page upright into a frame: an embedded page forgets its own /Rotate. */
function drawSheet(page: PDFPage, frame: Frame, sheet: PDFEmbeddedPage, turn: number): void {
  const lying = turn === 90 || turn === 270
  const [wide, high] = lying ? [sheet.height, sheet.width] : [sheet.width, sheet.height]
  const scale = Math.min(frame.width / wide, frame.height / high, 1)
  const [width, height] = [wide * scale, high * scale]
  const left = frame.x + (frame.width - width) / 2
  const bottom = frame.y + frame.height - height
  const x = turn === 180 || turn === 270 ? left + width : left
  const y = turn === 90 || turn === 180 ? bottom + height : bottom
  page.drawPage(sheet, { x, y, xScale: scale, yScale: scale, rotate: degrees(-turn) })
}

function caption(pen: Pen, page: PDFPage, frame: Frame, text: string): void {
  const y = frame.y + frame.height - 9
  for (const [at, line] of wrapped(pen, text, 8, frame.width, 2).entries())
    page.drawText(line, { x: frame.x, y: y - at * 10, size: 8, font: pen.font, color: ink })
}

function remark(pen: Pen, page: PDFPage, frame: Frame, text: string): void {
  const top = frame.y + frame.height - captionHeight - 14
  for (const [at, line] of wrapped(pen, text, 9, frame.width, 6).entries())
    page.drawText(line, { x: frame.x, y: top - at * 13, size: 9, font: pen.font, color: soft })
}

/** Numbers every page; the footer's words go on the appended ones only, the document's own have theirs. */
function stampFoot({ document, font, words }: Pen, ownPages: number): void {
  const pages = document.getPages()
  for (const [at, page] of pages.entries()) {
    const text = `${at + 1} / ${pages.length}`
    const x = page.getWidth() - margin - font.widthOfTextAtSize(text, 8)
    page.drawText(text, { x, y: footLine, size: 8, font, color: soft })
    if (at >= ownPages) page.drawText(printable(words.footer), { x: margin, y: footLine, size: 8, font, color: soft })
  }
}

/** Breaks a text at blanks into at most `most` lines of a width; what is left over ends in "…". */
function wrapped({ font }: Pen, text: string, size: number, width: number, most: number): string[] {
  const fits = (line: string) => font.widthOfTextAtSize(line, size) <= width
  const lines: string[] = []
  let line = ''
  for (const word of printable(text).split(' ')) {
    const longer = line ? `${line} ${word}` : word
    if (fits(longer)) line = longer
    else {
      if (line) lines.push(line)
      line = word
    }
  }
  lines.push(line)
  const kept = lines.slice(0, most)
  if (lines.length > most) kept[most - 1] = `${kept[most - 1]}…`
  return kept.map((one) => {
    let cut = one
    while (!fits(cut) && cut.length > 1) cut = `${cut.slice(0, -2)}…`
    return cut
  })
}

function printable(text: string): string {
  return text
    .replace(/[^\S\u00a0\u202f]+/g, ' ')
    .replace(/\p{Cc}/gu, '')
    .trim()
}
