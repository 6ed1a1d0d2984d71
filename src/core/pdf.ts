import { availableParallelism } from 'node:os'
import { now } from './clock.ts'
import type { FileKind } from './files.ts'
import type { AppendWords, ReadyPart } from './pdf-parts.ts'
import type { PdfTask } from './pdf-worker.ts'
import { SpokenError } from './spoken-error.ts'
import { WorkerFault, WorkerOverrun, WorkerPool } from './worker-pool.ts'

export type { AppendWords } from './pdf-parts.ts'

/** A document that could not be made. */
export class PdfRefused extends SpokenError<'core.pdf.tooHeavy'> {}

/** A Typst template: `main` lies in `dir`, an absolute path, beside everything else that it may read. */
export interface PaperTemplate {
  dir: string
  main: string
}

export interface PdfOptions {
  /** Pictures the template may read, by name: `image("/images/NAME")`. */
  images?: Map<string, Uint8Array>
  /** Such as 'a-2b'. Appended pages end the document's claim to it. */
  pdfStandard?: string
  /** The document's date; the clock's when not given. */
  madeAt?: Temporal.Instant
}

/** A receipt to append. Give its bytes as a function where there are many: they are read one after the other. */
export interface Attachment {
  bytes: Uint8Array | (() => Promise<Uint8Array>)
  kind: FileKind
  caption: string
}

export interface AppendOptions extends AppendWords {
  /** How many pictures share a page; a PDF's pages are never shared. Default 4. */
  perPage?: 1 | 2 | 4
  /** Called as attachments are made ready and put in: `done` of `of` steps, two an attachment. */
  onProgress?: (done: number, of: number) => void
}

const threads = Math.max(1, Math.min(4, availableParallelism() - 1))
const pool = new WorkerPool<PdfTask, Uint8Array>(new URL('./pdf-worker.ts', import.meta.url), {
  size: threads,
  timeoutMs: 120_000,
  recycleAfter: 400,
  maxHeapMb: 1024,
})

/**
 * Sets a document from a template, off the event loop. The template finds `value` as `json("/data.json")`, the shared
 * layout as `/paper/paper.typ` and its pictures under `/images/`; its font is the shipped one on every machine.
 * A fault in the template is a bug and throws a plain Error with the compiler's diagnostics.
 */
export async function makePdf(template: PaperTemplate, value: unknown, options: PdfOptions = {}): Promise<Uint8Array> {
  const { images = new Map(), pdfStandard, madeAt = now() } = options
  const made = Math.floor(madeAt.epochMilliseconds / 1000)
  const task = { ...template, json: JSON.stringify(value), images, pdfStandard, madeAt: made }
  return refusing(pool.run({ make: task }))
}

/**
 * Appends receipts to a document and numbers all its pages "n / m". Pictures are reduced to 1000 px, so that a department's
 * fifteen hundred stay a file one can send. What cannot be shown gets its place with the reason. Off the event loop.
 */
export async function appendPages(
  pdf: Uint8Array,
  attachments: Iterable<Attachment> | AsyncIterable<Attachment>,
  { perPage = 4, onProgress, ...words }: AppendOptions,
): Promise<Uint8Array> {
  const parts = await readyParts(attachments, words, onProgress)
  const copy = new Uint8Array(pdf)
  const buffers = parts.flatMap((part) => [part.jpeg, part.pdf]).filter((bytes) => bytes !== undefined)
  const transfer = [copy, ...buffers].map((bytes) => bytes.buffer as ArrayBuffer)
  const put = (done: unknown) => onProgress?.(parts.length + Number(done), parts.length * 2)
  const task = { pdf: copy, parts, words, perPage }
  const made = await refusing(pool.run({ append: task }, { transfer, onProgress: put, timeoutMs: 900_000 }))
  onProgress?.(parts.length * 2, parts.length * 2)
  return made
}

async function readyParts(
  attachments: Iterable<Attachment> | AsyncIterable<Attachment>,
  words: AppendWords,
  onProgress: AppendOptions['onProgress'],
): Promise<ReadyPart[]> {
  const parts: ReadyPart[] = []
  const under = new Set<Promise<void>>()
  let ready = 0
  try {
    for await (const attachment of attachments) {
      const part: ReadyPart = { caption: attachment.caption }
      parts.push(part)
      const work = makeReady(attachment, part, words).then(() => {
        under.delete(work)
        ready += 1
        onProgress?.(ready, Math.max(ready, parts.length) * 2)
      })
      under.add(work)
      if (under.size > threads) await Promise.race(under)
    }
    await Promise.all(under)
  } finally {
    await Promise.allSettled(under)
  }
  return parts
}

async function makeReady({ bytes, kind }: Attachment, part: ReadyPart, words: AppendWords): Promise<void> {
  const original = new Uint8Array(typeof bytes === 'function' ? await bytes() : bytes)
  if (kind === 'pdf') part.pdf = original
  else if (kind !== 'xml') {
    const task = { reduce: { bytes: original, kind, longSide: 1000 } }
    const reduced = await pool.run(task, { transfer: [original.buffer] }).catch(unlessUnreadable)
    if (reduced) part.jpeg = reduced
  }
  if (!part.pdf && !part.jpeg) part.fault = words.damaged
}

function unlessUnreadable(error: unknown): undefined {
  if (error instanceof WorkerOverrun || (error instanceof WorkerFault && error.says)) return undefined
  throw error
}

async function refusing(made: Promise<Uint8Array>): Promise<Uint8Array> {
  return made.catch((error) => {
    throw error instanceof WorkerOverrun ? new PdfRefused('core.pdf.tooHeavy', {}, { cause: error }) : error
  })
}
