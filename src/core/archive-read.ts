import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import tar from 'tar-stream'
import * as z from 'zod'
import { formatNow, type Head, headShape, names, shownText } from './archive.ts'
import { StartRefused } from './start-refused.ts'
import { visibleLine } from './visible-text.ts'

/** One thing in the archive; it is read before the next one is asked for, or passed over. */
export interface Entry {
  name: string
  /** Bytes. */
  size: number
  bytes: AsyncIterable<Buffer>
}

/** Throws StartRefused where there is no such archive. */
export async function mustBeThere(path: string): Promise<void> {
  const there = await stat(path).catch(() => undefined)
  if (!there?.isFile()) throw new StartRefused(`There is no archive ${path}: check its name.`)
}

/** What stands in the archive, in its order. Whatever cannot be read throws StartRefused: the archive is broken. */
export async function* entriesOf(path: string): AsyncGenerator<Entry> {
  await mustBeThere(path)
  const extract = tar.extract()
  // Its end is told by the entries themselves.
  const read = pipeline(createReadStream(path), extract).catch(() => {})
  try {
    for await (const entry of extract) {
      const bytes = entry as AsyncIterable<Buffer>
      yield { name: entry.header.name, size: entry.header.size ?? 0, bytes: inOurWords(path, bytes) }
      entry.resume()
    }
  } catch (error) {
    throw error instanceof StartRefused ? error : unreadable(path, error)
  } finally {
    extract.destroy()
    await read
  }
}

async function* inOurWords(path: string, bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* bytes
  } catch (error) {
    throw unreadable(path, error)
  }
}

/** What the disk or the unpacking of the archive failed of, as a sentence. */
function unreadable(path: string, error: unknown): StartRefused {
  const { syscall, message } = error as NodeJS.ErrnoException
  if (syscall) return new StartRefused(`${path} cannot be read (${message}).`)
  return brokenArchive(path, /unexpected end/i.test(message) ? 'its end is missing' : 'it is not put together as one')
}

/** The sentence for an archive that is not what was written. */
export function brokenArchive(path: string, why: string): StartRefused {
  return new StartRefused(
    `The archive ${path} is broken (${visibleLine(why)}): nothing of it was written anywhere. Take another one.`,
  )
}

/** What kind of entry a name means; nothing for a name that no archive has. */
export type Place =
  | { kind: 'head' | 'manifest' | 'seal' }
  | { kind: 'piece'; schema: string; table: string; n: number }
  | { kind: 'file'; office: string; sha256: string }

export function placeOf(name: string): Place | undefined {
  if (name === names.head) return { kind: 'head' }
  if (name === names.manifest) return { kind: 'manifest' }
  if (name === names.seal) return { kind: 'seal' }
  const [, schema, table, n] = /^tables\/(\w+)\/(\w+)\/(\d+)\.gz$/.exec(name) ?? []
  if (schema && table) return { kind: 'piece', schema, table, n: Number(n) }
  const [, office, sha256] = /^files\/(\w+)\/([0-9a-f]{64})$/.exec(name) ?? []
  return office && sha256 ? { kind: 'file', office, sha256 } : undefined
}

const largestText = 256 * 1024 ** 2

/** A small entry as a whole. */
export async function wholeOf({ bytes, size, name }: Entry): Promise<Buffer> {
  if (size > largestText) throw new Error(`${name} is too large`)
  const parts: Buffer[] = []
  for await (const part of bytes) parts.push(part)
  return Buffer.concat(parts)
}

const unpacked = promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip)

/** The rows of a piece, as COPY wrote them. */
export async function rowsOfPiece(entry: Entry): Promise<Buffer> {
  const packed = await wholeOf(entry)
  return unpacked(packed, { maxOutputLength: 1024 ** 3 }).catch(() => {
    throw new Error(`${entry.name} cannot be unpacked`)
  })
}

/** SHA-256 of an entry, in hexadecimal. */
export async function hashOfEntry({ bytes }: Entry): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of bytes) hash.update(part)
  return hash.digest('hex')
}

const newerHead = z.object({ format: z.number().gt(formatNow), talka: shownText })

/** The head of an archive. Throws StartRefused when a newer Talka wrote it. */
export function readHead(path: string, text: Buffer): Head {
  const newer = newerHead.safeParse(jsonIn(text))
  if (newer.success)
    throw new StartRefused(
      `${path} was written by a newer Talka (${newer.data.talka}): use that version or a newer one.`,
    )
  return readShape(headShape, text, 'its head')
}

/** What a text of the archive says; `whose` names it in the sentence about what does not fit. */
export function readShape<Shape extends z.ZodType>(shape: Shape, text: Buffer, whose: string): z.output<Shape> {
  const read = shape.safeParse(jsonIn(text))
  if (read.success) return read.data
  const place = read.error.issues[0]?.path.join('.')
  throw new Error(`${place ? `${place} of ${whose}` : whose} is not as it should be`)
}

/** Undefined where it is none, which fits no shape. */
function jsonIn(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString())
  } catch {
    return undefined
  }
}
