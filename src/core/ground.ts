import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { type Connection, connectionFrom } from './database.ts'
import { openFiles } from './files.ts'
import type { Log } from './log.ts'
import { openMail } from './mail.ts'
import { type Offices, openOffices } from './offices.ts'
import { startPostgres } from './postgres.ts'
import { StartRefused } from './start-refused.ts'

/** What stands when the database and the offices are open. */
export interface Ground {
  offices: Offices
  /** Closes the offices, then our own database. */
  close(): Promise<void>
}

interface Options {
  config: Config
  log: Log
  say: (sentence: string) => void
  /** A command beside a running Talka uses that one's database; a second Talka must not. */
  besideRunning?: boolean
}

/** Starts the database if it is our own, brings it up to date and opens the offices. Throws StartRefused in a sentence. */
export async function openGround({ config, log, say, besideRunning = false }: Options): Promise<Ground> {
  const database = await openDatabase({ config, log, say, besideRunning })
  try {
    const offices = await openOffices({
      connection: database.connection,
      files: openFiles(filesPlaceOf(config)),
      staging: stagingFolder(config),
      mail: openMail(config.mail ?? {}),
      url: config.url,
      secret: config.secret,
      log,
    })
    return {
      offices,
      async close() {
        await offices.close()
        await database.stop()
      },
    }
  } catch (error) {
    await database.stop()
    throw refusalOf(error)
  }
}

/** Where uploads under way lie, one folder an office. */
export function stagingFolder({ dataDir }: Pick<Config, 'dataDir'>): string {
  return join(dataDir, 'uploads')
}

async function openDatabase({ config, log, say, besideRunning }: Options) {
  const outside = config.databaseUrl
  if (outside) return { connection: connectionFrom(outside), stop: async () => {} }
  try {
    return await startPostgres({ dataDir: config.dataDir, log, onProgress: say, address: config.url })
  } catch (error) {
    const running = besideRunning && error instanceof StartRefused ? runningDatabase(config.dataDir) : undefined
    if (!running) throw error
    return { connection: running, stop: async () => {} }
  }
}

/** The socket of the database that another Talka runs on this folder, read off its own note (PostgreSQL, postmaster.pid). */
function runningDatabase(dataDir: string): Connection | undefined {
  try {
    const lines = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
    const [port, host] = [Number(lines[3]), lines[4]?.trim()]
    return host && port ? { host, port, user: 'talka', database: 'talka' } : undefined
  } catch {
    return undefined
  }
}

function filesPlaceOf({ dataDir, objectStore }: Config): Parameters<typeof openFiles>[0] {
  if (!objectStore) return { kind: 'disk', dir: join(dataDir, 'files') }
  const { endpoint, bucket, region, key, secret } = objectStore
  return { kind: 's3', bucket, region, endpoint, accessKeyId: key, secretAccessKey: secret }
}

const unreachable = new Set(['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EAI_AGAIN', '28P01', '28000', '3D000'])

function refusalOf(error: unknown): unknown {
  const { code, message } = error as { code?: string; message?: string }
  if (!code || !unreachable.has(code)) return error
  return new StartRefused(`The database cannot be reached (${message}): check DATABASE_URL.`, { cause: error })
}
