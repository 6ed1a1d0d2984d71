import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium'
import type { SeenText } from '../engines/engine.ts'
import { ReaderFailure } from '../failures.ts'
import type { Raster } from '../pictures/raster.ts'

export interface Paper {
  pages: number
  /** Texts of a page as the file holds them, in a space `width` × `height`; empty if the page is a picture. */
  textsOf(page: number): { seen: SeenText[]; width: number; height: number }
  pictureOf(page: number): Promise<Raster>
  /** Files inside the file: an invoice's data, for one. */
  attachments(): Uint8Array[]
  close(): void
}

/** PDFium's own functions that the package does not wrap. */
interface Raw {
  HEAPU8: Uint8Array
  wasmExports: { malloc(size: number): number; free(at: number): void }
  _FPDF_LoadPage(document: number, page: number): number
  _FPDF_ClosePage(page: number): void
  _FPDF_PageToDevice(
    page: number,
    x: number,
    y: number,
    w: number,
    h: number,
    rotate: number,
    px: number,
    py: number,
    outX: number,
    outY: number,
  ): number
  _FPDF_GetPageWidth(page: number): number
  _FPDF_GetPageHeight(page: number): number
  _FPDFText_LoadPage(page: number): number
  _FPDFText_ClosePage(text: number): void
  _FPDFText_CountChars(text: number): number
  _FPDFText_GetUnicode(text: number, index: number): number
  _FPDFText_GetLooseCharBox(text: number, index: number, rectangle: number): number
  _FPDFDoc_GetAttachmentCount(document: number): number
  _FPDFDoc_GetAttachment(document: number, index: number): number
  _FPDFAttachment_GetFile(attachment: number, buffer: number, size: number, outSize: number): number
}

/** Rendering at 220 dpi shows 6 pt print to the engine; larger sheets are rendered coarser. */
const SCALE = 220 / 72
const MOST_PIXELS = 9_000_000
const MOST_ATTACHMENT = 20_000_000

let library: Promise<PDFiumLibrary> | undefined

/** Opens a PDF. Damaged and encrypted ones are refused in words. */
export async function openPdf(bytes: Uint8Array): Promise<Paper> {
  library ??= PDFiumLibrary.init()
  const pdfium = await library
  const document = await load(pdfium, bytes)
  const { module: raw, documentIdx } = document as unknown as { module: Raw; documentIdx: number }
  return {
    pages: document.getPageCount(),
    textsOf: (page) => textsOf(raw, documentIdx, page),
    pictureOf: (page) => pictureOf(document, page),
    attachments: () => attachmentsOf(raw, documentIdx),
    close: () => document.destroy(),
  }
}

async function load(pdfium: PDFiumLibrary, bytes: Uint8Array): Promise<PDFiumDocument> {
  try {
    return await pdfium.loadDocument(bytes)
  } catch (error) {
    const detail = error instanceof Error ? error.message : ''
    throw new ReaderFailure(/password/i.test(detail) ? 'expenses.reader.encrypted' : 'expenses.reader.damaged', {
      detail,
    })
  }
}

async function pictureOf(document: PDFiumDocument, page: number): Promise<Raster> {
  const sheet = document.getPage(page)
  const { originalWidth, originalHeight } = sheet.getOriginalSize()
  const scale = Math.min(SCALE, Math.sqrt(MOST_PIXELS / Math.max(1, originalWidth * originalHeight)))
  const { data, width, height } = await sheet.render({ scale, render: 'bitmap' })
  // A page that is told of and is not there is drawn as nothing.
  if (width === 0 || height === 0) throw new ReaderFailure('expenses.reader.damaged')
  const rgb = new Uint8Array(width * height * 3)
  for (let i = 0; i < width * height; i++) {
    rgb[i * 3] = data[i * 4 + 2]!
    rgb[i * 3 + 1] = data[i * 4 + 1]!
    rgb[i * 3 + 2] = data[i * 4]!
  }
  return { data: rgb, width, height }
}

interface Glyph {
  letter: string
  x0: number
  x1: number
  y0: number
  y1: number
}

function textsOf(raw: Raw, document: number, index: number) {
  const page = raw._FPDF_LoadPage(document, index)
  const text = raw._FPDFText_LoadPage(page)
  const width = Math.round(raw._FPDF_GetPageWidth(page) * 10)
  const height = Math.round(raw._FPDF_GetPageHeight(page) * 10)
  const room = raw.wasmExports.malloc(32)
  try {
    const glyphs: (Glyph | null)[] = []
    const count = Math.min(40_000, raw._FPDFText_CountChars(text))
    for (let i = 0; i < count; i++) glyphs.push(glyphAt(raw, page, text, i, room, width, height))
    return { seen: wordsOf(glyphs), width, height }
  } finally {
    raw.wasmExports.free(room)
    raw._FPDFText_ClosePage(text)
    raw._FPDF_ClosePage(page)
  }
}

/** A glyph in the upright page's pixels; null for blanks and ends of lines. */
function glyphAt(
  raw: Raw,
  page: number,
  text: number,
  i: number,
  room: number,
  width: number,
  height: number,
): Glyph | null {
  const letter = String.fromCodePoint(raw._FPDFText_GetUnicode(text, i) || 32)
  if (/[\s\u00AD\uFFFE\uFFFF]/.test(letter) && letter !== '\u00A0') return null
  if (!raw._FPDFText_GetLooseCharBox(text, i, room)) return null
  const [left, top, right, foot] = new Float32Array(raw.HEAPU8.buffer.slice(room, room + 16)) as unknown as [
    number,
    number,
    number,
    number,
  ]
  const [x0, y0] = toPage(raw, page, left, top, room, width, height)
  const [x1, y1] = toPage(raw, page, right, foot, room, width, height)
  return {
    letter: letter === '\u00A0' ? ' ' : letter,
    x0: Math.min(x0, x1),
    x1: Math.max(x0, x1),
    y0: Math.min(y0, y1),
    y1: Math.max(y0, y1),
  }
}

function toPage(
  raw: Raw,
  page: number,
  x: number,
  y: number,
  room: number,
  width: number,
  height: number,
): [number, number] {
  raw._FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, room + 16, room + 20)
  const [px, py] = new Int32Array(raw.HEAPU8.buffer.slice(room + 16, room + 24))
  return [px!, py!]
}

/** Runs of glyphs that follow one another on a line. */
function wordsOf(glyphs: (Glyph | null)[]): SeenText[] {
  const words: SeenText[] = []
  let run: Glyph[] = []
  const end = () => {
    if (run.length > 0) words.push(seenOf(run))
    run = []
  }
  for (const glyph of glyphs) {
    const last = run.at(-1)
    if (!glyph) end()
    else {
      const high = glyph.y1 - glyph.y0
      if (last && (Math.abs(glyph.y1 - last.y1) > 0.5 * high || glyph.x0 - last.x1 > 0.25 * high || glyph.x0 < last.x0))
        end()
      run.push(glyph)
    }
  }
  end()
  return words
}

function seenOf(run: Glyph[]): SeenText {
  const x0 = Math.min(...run.map((g) => g.x0))
  const x1 = Math.max(x0 + 1, ...run.map((g) => g.x1))
  const y0 = Math.min(...run.map((g) => g.y0))
  const y1 = Math.max(y0 + 1, ...run.map((g) => g.y1))
  return {
    text: run.map((g) => g.letter).join(''),
    confidence: 1,
    quad: [
      [x0, y0],
      [x1, y0],
      [x1, y1],
      [x0, y1],
    ],
    letters: run.map((g) => ({ letter: g.letter, at: ((g.x0 + g.x1) / 2 - x0) / (x1 - x0), confidence: 1 })),
  }
}

function attachmentsOf(raw: Raw, document: number): Uint8Array[] {
  const files: Uint8Array[] = []
  const count = Math.min(20, raw._FPDFDoc_GetAttachmentCount(document))
  for (let i = 0; i < count; i++) {
    const attachment = raw._FPDFDoc_GetAttachment(document, i)
    const sizeAt = raw.wasmExports.malloc(8)
    raw._FPDFAttachment_GetFile(attachment, 0, 0, sizeAt)
    const size = new Uint32Array(raw.HEAPU8.buffer.slice(sizeAt, sizeAt + 4))[0]!
    if (size > 0 && size < MOST_ATTACHMENT) {
      const at = raw.wasmExports.malloc(size)
      if (raw._FPDFAttachment_GetFile(attachment, at, size, sizeAt)) files.push(raw.HEAPU8.slice(at, at + size))
      raw.wasmExports.free(at)
    }
    raw.wasmExports.free(sizeAt)
  }
  return files
}
