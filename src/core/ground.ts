import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { type Connection, connectionFrom } from './database.ts'
import { type FilesPlace, openFiles } from './files.ts'
import type { Log } from './log.ts'
import { openMail } from './mail.ts'
import { mustNotHaveMoved } from './moved.ts'
import { type Offices, openOffices } from './offices.ts'
import { openToOthers } from './owner-only.ts'
import { startPostgres } from './postgres.ts'
import { mustSuit, refusalOf } from './postgres-outside.ts'
import { type Standing, standingOn } from './standing.ts'
import { StartRefused } from './start-refused.ts'

/** What stands when the database and the offices are open. */
export interface Ground {
  offices: Offices
  standing: Standing
  /** Closes the offices, then our own database. */
  close(): Promise<void>
}

interface Options {
  config: Config
  log: Log
  say: (sentence: string) => void
  /** A command beside a running Talka uses that one's database; a second Talka must not. */
  besideRunning?: boolean
  /** Aborted when the program is asked to end while it starts. */
  signal?: AbortSignal | undefined
}

/**
 * Starts the database if it is our own, brings it up to date and opens the offices. Throws StartRefused in a sentence.
 * Aborted in the middle it stops the database and rejects; of a migration cut off that way nothing stays.
 */
export async function openGround({ config, log, say, besideRunning = false, signal }: Options): Promise<Ground> {
  if (!config.databaseUrl) mustNotHaveMoved(config.dataDir)
  const open = openToOthers(config.dataDir)
  if (open) say(open)
  const database = await openDatabase({ config, log, say, besideRunning, signal })
  const cutOff = () => void database.stop()
  signal?.addEventListener('abort', cutOff)
  try {
    signal?.throwIfAborted()
    const ground = groundOf(config, database.connection, log)
    const offices = await untilAborted(signal, openOffices(ground))
    return {
      offices,
      standing: standingOn(ground),
      async close() {
        await offices.close()
        await database.stop()
      },
    }
  } catch (error) {
    await database.stop()
    throw refusalOf(error)
  } finally {
    signal?.removeEventListener('abort', cutOff)
  }
}

function groundOf(config: Config, connection: Connection, log: Log): Parameters<typeof openOffices>[0] {
  return {
    connection,
    dataDir: config.dataDir,
    files: openFiles(filesPlaceOf(config)),
    mail: openMail(config.mail ?? {}),
    url: config.url,
    secret: config.secret,
    log,
  }
}

/** An outside database is not stopped with us: its own work is left behind, and it rolls back when we are gone. */
function untilAborted<Result>(signal: AbortSignal | undefined, work: Promise<Result>): Promise<Result> {
  if (!signal) return work
  const { promise, reject } = Promise.withResolvers<never>()
  signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  return Promise.race([work, promise])
}

/** The database alone, as it is: nothing is made or brought up to date. Throws StartRefused in a sentence. */
export async function openDatabase({ config, log, say, besideRunning, signal }: Options): Promise<{
  connection: Connection
  stop(): Promise<void>
}> {
  const outside = config.databaseUrl
  if (outside) {
    const connection = connectionFrom(outside)
    await mustSuit(connection)
    return { connection, stop: async () => {} }
  }
  try {
    return await startPostgres({ dataDir: config.dataDir, log, onProgress: say, address: config.url, signal })
  } catch (error) {
    const running = besideRunning && error instanceof StartRefused ? runningDatabase(config.dataDir) : undefined
    if (!running) throw error
    return { connection: running, stop: async () => {} }
  }
}

/** The socket of the database that another Talka runs on this folder, read off its own note (PostgreSQL, postmaster.pid). */
export function runningDatabase(dataDir: string): Connection | undefined {
  try {
    const lines = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
    const [port, host] = [Number(lines[3]), lines[4]?.trim()]
    return host && port ? { host, port, user: 'talka', database: 'talka' } : undefined
  } catch {
    return undefined
  }
}

/** Where this installation keeps its files. */
export function filesPlaceOf({ dataDir, objectStore }: Config): FilesPlace {
  if (!objectStore) return { kind: 'disk', dir: join(dataDir, 'files') }
  const { endpoint, bucket, region, key, secret } = objectStore
  return { kind: 's3', bucket, region, endpoint, accessKeyId: key, secretAccessKey: secret }
}
