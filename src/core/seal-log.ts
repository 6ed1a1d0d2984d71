import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A seal as it is known outside the database: in the file, or on a signed paper, there with the beginning of its hash. */
export interface Anchor {
  number: number
  hash: string
}

/** Seals of one office, noted beside the data, where who changes the database does not reach by it. */
export interface SealLog {
  /** Adds the newest seal, at most once a minute: every seal holds all before it. */
  note(seal: Anchor): Promise<void>
  read(): Promise<Anchor[]>
}

const everyMs = 60_000

/** `seals.log` in a folder: one line a seal, only ever added to. Without a folder nothing is noted. */
export function sealLogIn(folder: string | undefined, office: string): SealLog {
  if (!folder) return { note: async () => {}, read: async () => [] }
  const path = join(folder, 'seals.log')
  let noted = { number: 0, atMs: Number.NEGATIVE_INFINITY }
  return {
    async note({ number, hash }) {
      if (number === noted.number || performance.now() - noted.atMs < everyMs) return
      await appendFile(path, `${new Date().toISOString()} ${office} ${number} ${hash}\n`, { mode: 0o600, flush: true })
      noted = { number, atMs: performance.now() }
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
