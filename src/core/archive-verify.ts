import { createHash, type Hash } from 'node:crypto'
import { type Head, type Manifest, manifestShape, type TableShape } from './archive.ts'
import {
  brokenArchive,
  type Entry,
  entriesOf,
  hashOfEntry,
  placeOf,
  readHead,
  readShape,
  rowsOfPiece,
  wholeOf,
} from './archive-read.ts'
import { copyRows, countRows } from './copy-text.ts'
import { chainOver, type EventColumn, lineOf, type SealChain } from './seals-chain.ts'
import { StartRefused } from './start-refused.ts'

/** What a sound archive holds. */
export interface Verified {
  head: Head
  manifest: Manifest
  /** The kind of each file, for a store that keeps it: by `OFFICE/SHA256`. */
  mimes: Map<string, string>
  /** Sentences about histories that do not fit their seals: so it was in the office, the archive is whole. */
  brokenHistories: string[]
}

interface Counted {
  rows: number
  bytes: number
  pieces: number
  hash: Hash
}

/**
 * Reads an archive alone and proves it: every hash, every file against its name, every row counted. Throws StartRefused
 * saying what is wrong; nothing is written anywhere. Each office's history is held against its seals.
 */
export async function verifyArchive(path: string, progress: (how: string) => void): Promise<Verified> {
  const reading = new Reading(path)
  try {
    for await (const entry of entriesOf(path)) {
      progress(entry.name)
      await reading.take(entry)
    }
    return reading.end()
  } catch (error) {
    if (error instanceof StartRefused) throw error
    throw brokenArchive(path, (error as Error).message)
  }
}

/** What has been read of an archive so far, and whether it is as it says. */
class Reading {
  readonly #path: string
  #head: Head | undefined
  #headSha = ''
  #manifest: Manifest | undefined
  #manifestSha = ''
  #isSealed = false
  readonly #tables = new Map<string, Counted>()
  readonly #files = new Map<string, { count: number; bytes: number }>()
  readonly #present = new Set<string>()
  readonly #altered = new Set<string>()
  readonly #mimes = new Map<string, string>()
  readonly #seals = new Map<string, { tx_to: string; seq_to: string; events: string; hash: string }[]>()
  readonly #chains = new Map<string, SealChain>()

  constructor(path: string) {
    this.#path = path
  }

  async take(entry: Entry): Promise<void> {
    const place = placeOf(entry.name)
    if (!place || this.#isSealed) throw new Error(`${entry.name} does not belong in it`)
    if (place.kind === 'head') return this.#takeHead(await wholeOf(entry))
    if (!this.#head) throw new Error('it does not begin as an archive of Talka')
    if (place.kind === 'piece') return this.#takePiece(place, await rowsOfPiece(entry))
    if (place.kind === 'file') return this.#takeFile(`${place.office}/${place.sha256}`, entry)
    const text = await wholeOf(entry)
    if (place.kind === 'seal') {
      this.#isSealed = this.#manifest !== undefined && text.toString().trim() === this.#manifestSha
      if (!this.#isSealed) throw new Error('its manifest was changed')
      return
    }
    if (this.#manifest) throw new Error('it has two manifests')
    this.#manifestSha = sha256(text)
    this.#manifest = readShape(manifestShape, text, 'its manifest')
  }

  end(): Verified {
    const [head, manifest] = [this.#head, this.#manifest]
    if (!head || !manifest || !this.#isSealed) throw new Error('its end is missing')
    if (this.#headSha !== manifest.headSha256) throw new Error('its head was changed')
    this.#compareTables(head, manifest)
    this.#compareFiles(head, manifest)
    return { head, manifest, mimes: this.#mimes, brokenHistories: this.#brokenHistories(head, manifest) }
  }

  #takeHead(text: Buffer): void {
    if (this.#head) throw new Error('it has two heads')
    this.#headSha = sha256(text)
    this.#head = readHead(this.#path, text)
  }

  #takePiece({ schema, table: name, n }: { schema: string; table: string; n: number }, rows: Buffer): void {
    const table = this.#head!.tables.find((one) => one.schema === schema && one.name === name)
    if (!table) throw new Error(`${schema}.${name} is not in its list`)
    const key = `${schema}.${name}`
    const counted = this.#tables.get(key) ?? { rows: 0, bytes: 0, pieces: 0, hash: createHash('sha256') }
    if (n !== counted.pieces + 1) throw new Error(`a piece of ${key} is missing`)
    counted.hash.update(rows)
    this.#tables.set(key, {
      ...counted,
      pieces: n,
      rows: counted.rows + countRows(rows),
      bytes: counted.bytes + rows.length,
    })
    const office = this.#head!.offices.find((one) => one.schema === schema)?.name
    if (!office) return
    try {
      this.#look(office, table, rows)
    } catch {
      throw new Error(`the rows of ${key} are not those that were written`)
    }
  }

  /** Into the rows that say how others must be: kept files, seals, history. */
  #look(office: string, { name, columns }: TableShape, rows: Buffer): void {
    if (name === 'kept_file')
      for (const { sha256, mime } of copyRows(rows, columns as ('sha256' | 'mime')[]))
        this.#mimes.set(`${office}/${sha256}`, mime ?? '')
    if (name === 'event_seal') {
      const seals = this.#seals.get(office) ?? []
      for (const row of copyRows(rows, columns)) seals.push(row as (typeof seals)[number])
      this.#seals.set(office, seals)
    }
    if (name !== 'event') return
    const chain = this.#chains.get(office) ?? this.#chainOf(office)
    this.#chains.set(office, chain)
    for (const row of copyRows(rows, columns as EventColumn[]))
      chain.take({ tx: BigInt(row.tx!), seq: BigInt(row.seq!), line: lineOf(row) })
  }

  #chainOf(office: string): SealChain {
    const seals = this.#seals.get(office) ?? []
    return chainOver(
      seals.map((seal) => ({
        txTo: BigInt(seal.tx_to),
        seqTo: BigInt(seal.seq_to),
        events: Number(seal.events),
        hash: seal.hash,
      })),
    )
  }

  async #takeFile(key: string, entry: Entry): Promise<void> {
    const [office, name] = key.split('/') as [string, string]
    if (this.#present.has(key)) throw new Error(`the file ${name} is in it twice`)
    this.#present.add(key)
    if ((await hashOfEntry(entry)) !== name) return void this.#altered.add(key)
    const { count, bytes } = this.#files.get(office) ?? { count: 0, bytes: 0 }
    this.#files.set(office, { count: count + 1, bytes: bytes + entry.size })
  }

  #compareTables(head: Head, manifest: Manifest): void {
    const empty = createHash('sha256').digest('hex')
    for (const { schema, name } of head.tables) {
      const key = `${schema}.${name}`
      const said = manifest.tables.find((one) => one.schema === schema && one.name === name)
      const counted = this.#tables.get(key)
      const hash = counted ? counted.hash.digest('hex') : empty
      if (!said || said.sha256 !== hash || said.rows !== (counted?.rows ?? 0))
        throw new Error(`the rows of ${key} are not those that were written`)
    }
  }

  #compareFiles(head: Head, { missingFiles, files }: Manifest): void {
    const missing = new Set(missingFiles.map(({ office, sha256 }) => `${office}/${sha256}`))
    const altered = [...this.#altered].find((key) => !missing.has(key))
    if (altered) throw new Error(`the file ${altered} is not what its name says`)
    for (const { office, count, bytes } of files) {
      const found = this.#files.get(office)
      if (found?.count !== count || found.bytes !== bytes) throw new Error(`files of the office ${office} are missing`)
    }
    if (!head.hasFiles) return
    const lost = [...this.#mimes.keys()].find((key) => !this.#present.has(key) && !missing.has(key))
    if (lost) throw new Error(`the file ${lost} is missing`)
  }

  #brokenHistories({ offices }: Head, { seals }: Manifest): string[] {
    return offices.flatMap(({ name }) => {
      const { isWhole, wrongSeal } = (this.#chains.get(name) ?? this.#chainOf(name)).verdict()
      const last = this.#seals.get(name)?.at(-1)?.hash
      if (isWhole && last === seals.find(({ office }) => office === name)?.hash) return []
      return [
        `The history of the office ${name} does not fit its seal ${wrongSeal ?? this.#seals.get(name)?.length}: it was changed.`,
      ]
    })
  }
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
