import { availableParallelism } from 'node:os'
import { now } from './clock.ts'
import type { FileKind } from './files.ts'
import type { AppendWords, ReadyPart } from './pdf-parts.ts'
import type { PdfTask } from './pdf-worker.ts'
import { SpokenError } from './spoken-error.ts'
import { WorkerFault, WorkerOverrun, WorkerPool } from './worker-pool.ts'

export type { AppendWords } from './pdf-parts.ts'

/** A document that could not be made. */
class PdfRefused extends SpokenError<'core.pdf.tooHeavy'> {}

/** A Typst template: `main` lies in `dir`, an absolute path, beside everything else that it may read. */
interface PaperTemplate {
  dir: string
  main: string
}

interface PdfOptions {
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

interface AppendOptions extends AppendWords {
  /** How many pictures share a page; a PDF's pages are never shared. Default 4. */
  perPage?: 1 | 2 | 4
  /** Called as attachments are made ready, which is nearly all of the work. */
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
  attachments: readonly Attachment[],
  { perPage = 4, onProgress, ...words }: AppendOptions,
): Promise<Uint8Array> {
  const parts = await readyParts(attachments, words, onProgress)
  const copy = new Uint8Array(pdf)
  const buffers = parts.flatMap((part) => [part.jpeg, part.pdf]).filter((bytes) => bytes !== undefined)
  const transfer = [copy, ...buffers].map((bytes) => bytes.buffer as ArrayBuffer)
  return refusing(
    pool.run({ append: { pdf: copy, parts, words, perPage } }, { transfer, timeoutMs: 900_000, retire: true }),
  )
}

/** In order, a few at a time; the first that cannot be fetched stops the rest. */
async function readyParts(
  attachments: readonly Attachment[],
  words: AppendWords,
  onProgress: AppendOptions['onProgress'],
): Promise<ReadyPart[]> {
  const parts: ReadyPart[] = []
  const next = attachments.entries()
  let ready = 0
  let stopped = false
  const lane = async () => {
    for (const [at, attachment] of next) {
      parts[at] = await readyPart(attachment, words).catch((error) => {
        stopped = true
        throw error
      })
      if (stopped) return
      ready += 1
      onProgress?.(ready, attachments.length)
    }
  }
  await Promise.all(Array.from({ length: threads + 1 }, lane))
  return parts
}

async function readyPart({ bytes, kind, caption }: Attachment, words: AppendWords): Promise<ReadyPart> {
  const original = new Uint8Array(typeof bytes === 'function' ? await bytes() : bytes)
  if (kind === 'pdf') return { caption, pdf: original }
  if (kind === 'xml') return { caption, fault: words.damaged }
  const task = { reduce: { bytes: original, kind, longSide: 1000 } }
  const jpeg = await pool.run(task, { transfer: [original.buffer] }).catch(unlessUnreadable)
  return jpeg ? { caption, jpeg } : { caption, fault: words.damaged }
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
