import type { Kysely, Transaction } from 'kysely'
import { holdingOne, type Tables } from './database.ts'
import { refuse } from './refusal.ts'

const retried = new Set(['40001', '40P01'])
const attempts = 3

/**
 * Runs `work` in a transaction. Two that block each other are tried again; what the database's own constraints
 * refuse becomes a refusal in words. The commit has been flushed to disk when the promise resolves.
 */
export async function inTransaction<Result>(
  db: Kysely<Tables>,
  work: (db: Transaction<Tables>) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute((tx) => holdingOne(db, () => work(tx)))
    } catch (error) {
      const code = sqlStateOf(error)
      if (!code) throw error
      if (retried.has(code) && attempt < attempts) continue
      inWords(code, error as Fault)
      throw error
    }
  }
}

/** What the database's own constraints refuse while reading (a text it cannot hold, a number too large), in words. */
export async function inDatabaseWords<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    const code = sqlStateOf(error)
    if (code) inWords(code, error as Fault)
    throw error
  }
}

/** The five-character SQLSTATE of a PostgreSQL error (PostgreSQL manual, appendix A), if it is one. */
export function sqlStateOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined
}

interface Fault {
  message: string
}

function inWords(code: string, { message }: Fault): void {
  if (retried.has(code)) refuse({ says: 'core.busy' })
  if (code === '23505' || code === '23P01') refuse({ says: 'core.alreadyThere' })
  if (code === '23503') refuse({ says: 'core.noSuchReference' })
  if (code === '23514') refuse({ says: 'core.againstTheRules' })
  // Half of a surrogate pair is text to JavaScript, but not to JSON in the database.
  const isHalfLetter = code === '22P02' && message.includes('type json')
  if (code === '22021' || code === '22P05' || isHalfLetter) refuse({ says: 'core.unreadableText' })
  if (code === '22003') refuse({ says: 'core.numberTooLarge' })
  if (code === '53100') refuse({ says: 'core.diskFull' })
}
