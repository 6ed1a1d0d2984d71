import { createHash } from 'node:crypto'
import { createWriteStream, existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import tar from 'tar-stream'
import { formatNow, type Head, type Manifest, names, type TableShape } from './archive.ts'
import { beginSnapshot, type FileRow, filesOf, lastSealsOf, rowsOf, sequencesOf, whatIsIn } from './archive-source.ts'
import { countRows } from './copy-text.ts'
import type { Connection } from './database.ts'
import { type FileStore, FilesRefused } from './files.ts'
import { StartRefused } from './start-refused.ts'

interface Backup {
  connection: Connection
  /** Where the files are; none leaves them out. */
  files: FileStore | undefined
  /** Version of this program. */
  talka: string
  secret: string | null
  /** Told in words how far it is. */
  progress: (how: string) => void
}

/**
 * Writes everything of all offices into one archive, as it stood at one moment, while they work on. The file is there
 * whole or not at all. Throws StartRefused in a sentence; refuses to overwrite.
 */
export async function writeArchive(path: string, backup: Backup): Promise<Manifest> {
  if (existsSync(path)) throw new StartRefused(`${path} is there already: name another file, or move it away.`)
  const part = `${path}.part`
  try {
    const pack = tar.pack()
    const written = pipeline(pack, createWriteStream(part, { mode: 0o600 }))
    const filled = fill(pack, backup).catch((error) => {
      pack.destroy(error)
      throw error
    })
    // Of two that fail together the disk's own reason is told.
    const [, outcome] = await Promise.allSettled([written, filled])
    await written.catch((error) => {
      throw outcome.status === 'rejected' && !isOfDisk(error) ? outcome.reason : error
    })
    const manifest = await filled
    await syncedAs(part, path)
    return manifest
  } catch (error) {
    await rm(part, { force: true })
    if (!isOfDisk(error)) throw error
    throw new StartRefused(`${path} cannot be written (${(error as Error).message}): make room there, or name another.`)
  }
}

const isOfDisk = (error: unknown) => /^(open|write|fsync|rename)$/.test((error as NodeJS.ErrnoException).syscall ?? '')

async function syncedAs(part: string, path: string): Promise<void> {
  const file = await open(part, 'r+')
  await file.sync().finally(() => file.close())
  await rename(part, path)
}

async function fill(pack: tar.Pack, backup: Backup): Promise<Manifest> {
  const read = await readDatabase(pack, backup)
  const { counted, missing } = await addFiles(pack, backup, read.files)
  const manifest: Manifest = { ...read.manifest, files: counted, missingFiles: missing }
  const text = JSON.stringify(manifest, null, 1)
  await add(pack, names.manifest, Buffer.from(text))
  await add(pack, names.seal, Buffer.from(`${createHash('sha256').update(text).digest('hex')}\n`))
  pack.finalize()
  return manifest
}

/** All rows, from one snapshot. It is let go before the files are copied, which are only ever added. */
async function readDatabase(pack: tar.Pack, { connection, files, talka, secret, progress }: Backup) {
  const client = new pg.Client({ ...connection, application_name: 'talka backup' })
  client.on('error', () => {})
  await client.connect()
  try {
    await beginSnapshot(client)
    const found = await whatIsIn(client)
    const madeAt = new Date().toISOString()
    const head: Head = { format: formatNow, talka, madeAt, ...found, hasFiles: files !== undefined, secret }
    const text = JSON.stringify(head, null, 1)
    await add(pack, names.head, Buffer.from(text))
    const tables: Manifest['tables'] = []
    for (const table of head.tables) {
      progress(`${table.schema}.${table.name}`)
      tables.push(await addTable(pack, client, table))
    }
    const schemas = head.migrations.map(({ schema }) => schema)
    return {
      files: files ? await filesOf(client, head.offices) : [],
      manifest: {
        headSha256: createHash('sha256').update(text).digest('hex'),
        tables,
        sequences: await sequencesOf(client, schemas),
        seals: await lastSealsOf(client, head.offices),
      },
    }
  } finally {
    await client.end().catch(() => {})
  }
}

const pieceBytes = 4 * 1024 ** 2
const packed = promisify<Buffer, { level: number }, Buffer>(gzip)

async function addTable(pack: tar.Pack, client: pg.Client, table: TableShape): Promise<Manifest['tables'][number]> {
  const { schema, name } = table
  const hash = createHash('sha256')
  const copied = client.query(copyTo(`copy (${rowsOf(table)}) to stdout`))
  let [bytes, rows, n] = [0, 0, 0]
  for await (const piece of inPieces(copied)) {
    hash.update(piece)
    bytes += piece.length
    rows += countRows(piece)
    n += 1
    await add(pack, names.piece(table, n), await packed(piece, { level: 5 }))
  }
  return { schema, name, rows, bytes, sha256: hash.digest('hex') }
}

/** Some megabytes at a time, each ending with a row. */
async function* inPieces(rows: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let size = 0
  for await (const chunk of rows) {
    held.push(chunk)
    size += chunk.length
    if (size < pieceBytes) continue
    const all = Buffer.concat(held)
    const end = all.lastIndexOf('\n') + 1
    if (end > 0) yield all.subarray(0, end)
    held = [all.subarray(end)]
    size = all.length - end
  }
  if (size > 0) yield Buffer.concat(held)
}

async function addFiles(pack: tar.Pack, { files, progress }: Backup, rows: FileRow[]) {
  const counted = new Map<string, Manifest['files'][number]>()
  const missing: Manifest['missingFiles'] = []
  for (const [at, row] of rows.entries()) {
    progress(`file ${at + 1} of ${rows.length}`)
    if (!(await addFile(pack, files!, row))) {
      missing.push({ office: row.office, sha256: row.sha256 })
      continue
    }
    const { count, bytes } = counted.get(row.office) ?? { count: 0, bytes: 0 }
    counted.set(row.office, { office: row.office, count: count + 1, bytes: bytes + row.size })
  }
  return { counted: [...counted.values()], missing }
}

/** False when it is not there, or no longer what was kept; the archive is made all the same. */
async function addFile(pack: tar.Pack, files: FileStore, { office, sha256, size }: FileRow): Promise<boolean> {
  const source = await files
    .forOffice(office)
    .stream(sha256)
    .catch((error) => {
      if (error instanceof FilesRefused && !error.isOutage) return undefined
      throw error
    })
  if (!source) return false
  const hash = createHash('sha256')
  await add(pack, names.file(office, sha256), { size, bytes: exactly(source, size, (piece) => hash.update(piece)) })
  return hash.digest('hex') === sha256
}

/** As many bytes as the archive was told, whatever became of the file; `seen` gets what it truly holds. */
async function* exactly(source: AsyncIterable<Buffer>, size: number, seen: (piece: Buffer) => void) {
  let left = size
  for await (const piece of source) {
    seen(piece)
    if (left > 0) yield piece.subarray(0, left)
    left -= piece.length
  }
  for (; left > 0; left -= 65_536) yield Buffer.alloc(Math.min(left, 65_536))
}

/** Resolves when the entry has gone out, so that no more is held than one piece. */
async function add(
  pack: tar.Pack,
  name: string,
  content: Buffer | { size: number; bytes: AsyncIterable<Buffer> },
): Promise<void> {
  const { promise: isOut, resolve: out, reject } = Promise.withResolvers<void>()
  const size = 'size' in content ? content.size : content.length
  const bytes = 'size' in content ? content.bytes : [content]
  const entry = pack.entry({ name, size, mode: 0o600 }, (error) => (error ? reject(error) : out()))
  await Promise.all([pipeline(Readable.from(bytes), entry), isOut])
}
