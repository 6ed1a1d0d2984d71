import { appendFile, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { now } from './clock.ts'
import type { NotePlace } from './files-store.ts'
import { makeFolder } from './make-folder.ts'
import { beOwnersOnly } from './owner-only.ts'

/** A seal as it is known outside the database: in the file, in the bucket, or on a signed paper, there with the beginning of its hash. */
export interface Anchor {
  number: number
  hash: string
}

/** Seals of one office, noted outside the database, where who changes it does not reach by it. */
export interface SealLog {
  /** Adds the newest seal now and then, or `atOnce`: every seal holds all before it. */
  note(seal: Anchor, atOnce?: boolean): Promise<void>
  read(): Promise<Anchor[]>
}

/** Whether a later seal is noted than this one, or another under its number. */
export async function hasLater(log: Pick<SealLog, 'read'>, { number, hash }: Anchor): Promise<boolean> {
  return (await log.read()).some((noted) => noted.number > number || (noted.number === number && noted.hash !== hash))
}

interface Place {
  everyMs: number
  add(seal: Anchor): Promise<void>
  read(): Promise<Anchor[]>
}

/** Notes seals in `seals.log` of a folder and, where files lie in a bucket, in it as well. Without either nothing is noted. */
export function sealLogIn(folder: string | undefined, notes: NotePlace | null, office: string): SealLog {
  const places = [...(folder ? [inFile(join(folder, 'seals.log'), office)] : []), ...(notes ? [inBucket(notes)] : [])]
  const tried = new Map<Place, { hash: string; atMs: number }>()
  return {
    async note(seal, atOnce = false) {
      const added = await Promise.allSettled(
        places.map(async (place) => {
          const { hash, atMs } = tried.get(place) ?? { hash: '', atMs: Number.NEGATIVE_INFINITY }
          if (hash === seal.hash || (performance.now() - atMs < place.everyMs && !atOnce)) return
          // A place that does not answer is not tried sooner either, and keeps no other from its own.
          tried.set(place, { hash, atMs: performance.now() })
          await place.add(seal)
          tried.set(place, { hash: seal.hash, atMs: performance.now() })
        }),
      )
      const failed = added.find((one) => one.status === 'rejected')
      if (failed) throw failed.reason
    },
    async read() {
      return (await Promise.all(places.map((place) => place.read()))).flat()
    },
  }
}

/** One line a seal, only ever added to. */
function inFile(path: string, office: string): Place {
  beOwnersOnly(path)
  return {
    everyMs: 60_000,
    async add({ number, hash }) {
      // With database and files elsewhere nothing else has made it.
      makeFolder(dirname(path), 0o700)
      await appendFile(path, `${now().toString()} ${office} ${number} ${hash}\n`, { mode: 0o600, flush: true })
    },
    async read() {
      const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return ''
        throw error
      })
      const lines = text.split('\n').map((line) => line.split(' '))
      return lines
        .filter(([, of, number, hash]) => of === office && number && /^[0-9a-f]{64}$/.test(hash ?? ''))
        .map(([, , number, hash]) => ({ number: Number(number), hash: hash! }))
    },
  }
}

/** One object a seal, which stands in its name: none is written over by another, and a list reads a thousand at once. */
function inBucket(notes: NotePlace): Place {
  return {
    everyMs: 600_000,
    add: ({ number, hash }) => notes.add(`seals/${String(number).padStart(12, '0')}-${hash}`),
    async read() {
      const names = await notes.names('seals/')
      return names.flatMap((name) => {
        const [, number, hash] = /^(\d{12})-([0-9a-f]{64})$/.exec(name) ?? []
        return number && hash ? [{ number: Number(number), hash }] : []
      })
    },
  }
}
