import { isXml } from '#core/xml-text.ts'
import { ReaderFailure } from './failures.ts'

type Format = 'picture' | 'heic' | 'pdf' | 'xml'

/** What the bytes are, by their first ones; names and types that others give are not believed. */
export function formatOf(bytes: Uint8Array): Format {
  if (bytes.length === 0) throw new ReaderFailure('expenses.reader.empty')
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(1024, bytes.length))
  const starts = (...numbers: number[]) => numbers.every((n, i) => head[i] === n)
  if (starts(0xff, 0xd8, 0xff) || starts(0x89, 0x50, 0x4e, 0x47)) return 'picture'
  if (starts(0x47, 0x49, 0x46, 0x38) || starts(0x49, 0x49, 0x2a, 0) || starts(0x4d, 0x4d, 0, 0x2a)) return 'picture'
  const latin = head.toString('latin1')
  if (latin.startsWith('RIFF') && latin.slice(8, 12) === 'WEBP') return 'picture'
  if (latin.slice(4, 8) === 'ftyp') return latin.slice(8, 12) === 'avif' ? 'picture' : 'heic'
  if (latin.includes('%PDF-')) return 'pdf'
  if (isXml(bytes)) return 'xml'
  throw new ReaderFailure('expenses.reader.unknownFormat')
}
