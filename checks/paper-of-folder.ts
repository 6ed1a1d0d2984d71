import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { PDFDocument } from '@cantoo/pdf-lib'
import { detectKind } from '#core/files.ts'
import { appendPages } from '#core/pdf.ts'
import { memoryOf } from './process-memory.ts'

/** Appends a folder's receipts, again and again up to a count, to an empty page; says time, size and memory. */
const [folder = '', count = 0] = [process.argv[2], Number(process.argv[3])]
const files = readdirSync(folder).map((name) => {
  const path = join(folder, name)
  return { path, kind: detectKind(readFileSync(path))! }
})
const attachments = Array.from({ length: count }, (_, at) => {
  const { path, kind } = files[at % files.length]!
  return { kind, caption: `R-2026-${at + 1} · Pušyno viešbutis`, bytes: async () => new Uint8Array(readFileSync(path)) }
})
const document = await PDFDocument.create()
document.addPage()
const words = { footer: 'DR-2026-0001', damaged: 'damaged', locked: 'locked', cut: '{pages}' }
const began = performance.now()
const pdf = await appendPages(await document.save(), attachments, words)
const seconds = (performance.now() - began) / 1000
const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`
console.log(
  `${count} receipts on ${availableParallelism()} cores: ${seconds.toFixed(1)} s, a file of ${megabytes(pdf.byteLength)}, ` +
    `at most ${megabytes(memoryOf(process.pid)?.peakBytes ?? 0)} of memory`,
)
process.exit(0)
