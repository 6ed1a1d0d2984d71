import type { SeenText } from './engines/engine.ts'
import { type Engines, openEngines } from './engines/engines.ts'
import { look } from './engines/look.ts'
import { ReaderFailure } from './failures.ts'
import { formatOf } from './formats.ts'
import { einvoiceFacts, isEinvoice, severalInvoices } from './papers/einvoice.ts'
import { openPdf, type Paper } from './papers/pdf.ts'
import { areTwoReceipts, halvesOf } from './parts.ts'
import { openPicture } from './pictures/open.ts'
import type { Raster } from './pictures/raster.ts'
import { judged } from './quality.ts'
import type { Box, Facts, Reading, Source, Told } from './reading.ts'
import { accented } from './rules/accents.ts'
import { amountsIn } from './rules/amounts.ts'
import { factsOf, type Hints } from './rules/facts.ts'
import { quadOf, type Row, rowsOf } from './rules/rows.ts'
import { ALL, type Switches } from './switches.ts'

export interface Sheet {
  bytes: Uint8Array
  name?: string | undefined
}

/** Of a long document, so many pages are read; receipts and invoices put their facts on the first and the last. */
const MOST_TEXT_PAGES = 20
const MOST_PICTURE_PAGES = 4
/** From so many places with letters on it is a paper, though none can be read. */
const SOME_TEXTS = 5
const MOST_BYTES = 100_000_000

type Found = Pick<Reading, 'source' | 'pages' | 'pagesRead' | 'quarters' | 'warnings' | 'parts' | 'engines'> & {
  facts: Facts
}

/** Reads one receipt or invoice from a picture, a PDF or an e-invoice. Rejects with a ReaderFailure that says why not. */
export async function readReceipt(source: Sheet, hints: Hints = {}, switches: Switches = ALL): Promise<Reading> {
  const began = performance.now()
  const cpu = process.cpuUsage()
  const { facts, ...rest } = await foundIn(source, hints, switches)
  const used = process.cpuUsage(cpu)
  return {
    ...facts,
    ...rest,
    ms: Math.round(performance.now() - began),
    cpuMs: Math.round((used.user + used.system) / 1000),
  }
}

async function foundIn({ bytes }: Sheet, hints: Hints, switches: Switches): Promise<Found> {
  if (bytes.length > MOST_BYTES)
    throw new ReaderFailure('expenses.reader.tooManyBytes', { megabytes: MOST_BYTES / 1_000_000 })
  const format = formatOf(bytes)
  if (format === 'xml') return fromData(bytes, 1)
  if (format === 'pdf') return fromPdf(bytes, hints, switches)
  return fromPicture(await openPicture(bytes, format === 'heic' ? 'heic' : 'other'), hints, switches)
}

function fromData(xml: Uint8Array, pages: number): Found {
  return {
    ...einvoiceFacts(xml),
    source: 'einvoice',
    pages,
    pagesRead: pages,
    quarters: 0,
    parts: [],
    engines: [],
  }
}

async function fromPicture(picture: Raster, hints: Hints, switches: Switches): Promise<Found> {
  const engines = await openEngines()
  const seen = await look(engines.paddle, picture, switches)
  const { width, height } = seen.picture
  const quality = judged(picture)
  if (!readable(rowsOf(seen.seen, 0, width, height))) {
    throw new ReaderFailure(
      quality.length > 0 && seen.seen.length >= SOME_TEXTS ? 'expenses.reader.unreadable' : 'expenses.reader.noReceipt',
    )
  }
  const read = (texts: SeenText[]) =>
    readRows(rowsOf(texts, 0, width, height), [seen.picture], engines, hints, switches)
  const facts = await read(seen.seen)
  const parts: Reading['parts'] = []
  for (const halves of halvesOf(seen.seen, width, height)) {
    const both = await Promise.all(halves.map(read))
    if (parts.length > 0 || !areTwoReceipts(both[0]!, both[1]!)) continue
    for (const [i, half] of both.entries()) parts.push({ ...half, box: boxAround(halves[i]!, width, height) })
  }
  return {
    facts: parts[0] ?? facts,
    source: 'picture',
    pages: 1,
    pagesRead: 1,
    quarters: seen.quarters,
    warnings:
      parts.length > 0
        ? [...quality, { says: 'expenses.reader.twoReceipts', params: { count: parts.length } }]
        : quality,
    parts,
    engines: engines.used(),
  }
}

async function fromPdf(bytes: Uint8Array, hints: Hints, switches: Switches): Promise<Found> {
  const paper = await openPdf(bytes)
  try {
    const [invoice, ...more] = paper.attachments().filter(isEinvoice)
    if (invoice) {
      const found = fromData(invoice, paper.pages)
      return more.length === 0 ? found : { ...found, warnings: [...found.warnings, severalInvoices(1 + more.length)] }
    }
    return (await fromTextLayer(paper, hints, switches)) ?? (await fromScans(paper, hints, switches))
  } finally {
    paper.close()
  }
}

/** Undefined if the pages are pictures, or their text gives no amount. */
async function fromTextLayer(paper: Paper, hints: Hints, switches: Switches): Promise<Found | undefined> {
  const pages = chosenPages(paper.pages, MOST_TEXT_PAGES)
  const rows = pages.flatMap((page) => {
    const { seen, width, height } = paper.textsOf(page)
    return rowsOf(seen, page, width, height)
  })
  const letters = rows.reduce((sum, row) => sum + row.text.length, 0)
  if (letters < 40 || !readable(rows)) return undefined
  const facts = factsOf(rows, hints, switches.rules)
  return foundOn('pdfText', paper.pages, pages.length, facts, [])
}

async function fromScans(paper: Paper, hints: Hints, switches: Switches): Promise<Found> {
  const engines = await openEngines()
  const pages = chosenPages(paper.pages, MOST_PICTURE_PAGES)
  const rows: Row[] = []
  const pictures: Raster[] = []
  let quarters = 0
  for (const page of pages) {
    const seen = await look(engines.paddle, await paper.pictureOf(page), switches)
    if (page === 0) quarters = seen.quarters
    pictures[page] = seen.picture
    rows.push(...rowsOf(seen.seen, page, seen.picture.width, seen.picture.height))
  }
  if (!readable(rows)) throw new ReaderFailure('expenses.reader.noReceipt')
  const facts = await readRows(rows, pictures, engines, hints, switches)
  return { ...foundOn('pdfPicture', paper.pages, pages.length, facts, engines.used()), quarters }
}

function foundOn(source: Source, pages: number, pagesRead: number, facts: Facts, engines: string[]): Found {
  const warnings: Told[] =
    pagesRead < pages ? [{ says: 'expenses.reader.someOfPages', params: { pagesRead, pages } }] : []
  return { facts, source, pages, pagesRead, quarters: 0, warnings, parts: [], engines }
}

/** The first pages and the last one. */
function chosenPages(count: number, most: number): number[] {
  const all = Array.from({ length: count }, (_, page) => page)
  return count <= most ? all : [...all.slice(0, most - 1), count - 1]
}

/** A receipt has several lines, and a day or an amount among them; a cat has none. */
function readable(rows: Row[]): boolean {
  const sure = rows.filter((row) => row.words.some((word) => word.confidence > 0.6))
  if (sure.length < 3) return false
  return amountsIn(rows).some((amount) => amount.exact) || factsOf(rows).date.value !== null
}

/** Facts, with the merchant's line read once more in the country's own letters. */
async function readRows(
  rows: Row[],
  pictures: Raster[],
  engines: Engines,
  hints: Hints,
  switches: Switches,
): Promise<Facts> {
  const facts = factsOf(rows, hints, switches.rules)
  if (!switches.accents) return facts
  return accented(facts, rows, hints, async (row, { start, end }, language) => {
    const [picture, quad] = [pictures[row.page], quadOf(row, start, end)]
    return picture && quad ? (await engines.lines()).readLine(picture, quad, language) : null
  })
}

function boxAround(seen: SeenText[], width: number, height: number): Box {
  const xs = seen.flatMap(({ quad }) => quad.map(([x]) => x))
  const ys = seen.flatMap(({ quad }) => quad.map(([, y]) => y))
  const [x, y] = [Math.max(0, Math.min(...xs)) / width, Math.max(0, Math.min(...ys)) / height]
  return {
    page: 0,
    x,
    y,
    width: Math.min(width, Math.max(...xs)) / width - x,
    height: Math.min(height, Math.max(...ys)) / height - y,
  }
}
