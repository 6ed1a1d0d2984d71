import type { ChildProcess } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, Socket } from 'node:net'
import { totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Connection } from './database.ts'
import { makeFolder } from './make-folder.ts'
import { type Binaries, chooseRunner, type Runner, readyBinaries, run } from './postgres-binaries.ts'
import { type Lock, takeLock } from './postgres-lock.ts'
import { endLeftOvers } from './postgres-orphan.ts'
import { madeDatabase, passwordFile, placeFor, privateFolder, socketFolder, whyItFailed } from './postgres-places.ts'
import { refusalFor } from './start-refused.ts'

export type Postgres = {
  /** What `pg` needs; `host` is the folder of the socket. It stays the same when the database is restarted. */
  connection: Connection
  readonly pid: number
  /** `down` when the database died under us, `up` when it answers again. */
  events: EventEmitter<{ down: []; up: [] }>
  /** Fast shutdown: running statements are cut off, everything committed is kept. Releases the folder. */
  stop(): Promise<void>
}

type PostgresOptions = {
  dataDir: string
  log: { info(o: object, m: string): void; warn(o: object, m: string): void }
  /** Told in sentences what the start is doing. */
  onProgress?: (sentence: string) => void
  /** What the lock says of us to a second Talka, such as our web address. */
  address?: string
  /** Settings of PostgreSQL that replace ours. */
  settings?: Record<string, string>
  /** Forces how root runs the database. */
  way?: Runner['way']
  /** Aborted to give up the start, also in the middle of a recovery. */
  signal?: AbortSignal | undefined
}

type Ground = { place: string; runner: Runner; binaries: Binaries; connection: Connection; settings: string[] }

/**
 * Starts Talka's own PostgreSQL on `dataDir`, making it at the first start and recovering it after any kill.
 * It is watched and restarted until `stop`. Throws StartRefused with a sentence when it cannot start.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const dataDir = resolve(options.dataDir)
  const say = options.onProgress ?? (() => {})
  try {
    makeFolder(dataDir, 0o700)
    const lock = await takeLock(dataDir, options.address ?? 'no address')
    try {
      const ground = await prepare(dataDir, options, say)
      return new Watched(ground, lock, options.log, await launched(ground, say, options.signal))
    } catch (error) {
      lock.release()
      throw error
    }
  } catch (error) {
    throw refusalFor(error, dataDir)
  }
}

async function prepare(dataDir: string, options: PostgresOptions, say: (sentence: string) => void): Promise<Ground> {
  const runner = chooseRunner(options.way)
  const binaries = await readyBinaries(runner, dataDir)
  const place = await placeFor(dataDir, runner, say)
  await endLeftOvers(place, say)
  await madeDatabase(place, runner, binaries, say)
  await privateFolder(join(place, '..', 'postgres-log'), runner)
  const connection = await connectionTo(place, runner)
  const settings = { ...ourSettings(), ...listening(connection), ...options.settings }
  return { place, runner, binaries, connection, settings: Object.entries(settings).map(([k, v]) => `${k}=${v}`) }
}

async function connectionTo(place: string, runner: Runner): Promise<Connection> {
  const base = { user: 'talka', database: 'talka' }
  if (process.platform !== 'win32') return { host: await socketFolder(place, runner), port: 5432, ...base }
  return { host: '127.0.0.1', port: await freePort(), ...base, password: readFileSync(passwordFile(place), 'utf8') }
}

function listening({ host, port }: Connection): Record<string, string> {
  if (process.platform === 'win32') return { listen_addresses: host, port: String(port) }
  return { listen_addresses: '', unix_socket_directories: host, unix_socket_permissions: '0700', port: String(port) }
}

/** Sized for one office on one machine: an eighth of the memory, at most 512 MB, and a week of logs. */
function ourSettings(): Record<string, string> {
  const mb = Math.max(64, Math.min(512, Math.floor(totalmem() / 8 / 1024 ** 2)))
  return {
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    max_connections: '100',
    shared_buffers: `${mb}MB`,
    effective_cache_size: `${mb * 4}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '64MB',
    max_wal_size: '1GB',
    wal_compression: 'on',
    random_page_cost: '1.1',
    jit: 'off',
    idle_in_transaction_session_timeout: '5min',
    log_timezone: 'UTC',
    timezone: 'UTC',
    logging_collector: 'on',
    log_directory: '../postgres-log',
    log_filename: 'postgresql-%a.log',
    log_file_mode: '0600',
    log_rotation_age: '1d',
    log_rotation_size: '0',
    log_truncate_on_rotation: 'on',
    log_min_duration_statement: '1s',
    cluster_name: 'talka',
  }
}

/** The running database, restarted whenever it dies, until it is stopped. */
class Watched implements Postgres {
  readonly events: Postgres['events'] = new EventEmitter()
  readonly #ground: Ground
  readonly #lock: Lock
  readonly #log: PostgresOptions['log']
  #child: ChildProcess
  #restarting: Promise<void> | undefined
  #stopping: Promise<void> | undefined

  constructor(ground: Ground, lock: Lock, log: PostgresOptions['log'], child: ChildProcess) {
    this.#ground = ground
    this.#lock = lock
    this.#log = log
    this.#child = child
    this.#watch()
    process.once('exit', this.#endWithUs)
  }

  get connection() {
    return this.#ground.connection
  }

  get pid() {
    return this.#child.pid!
  }

  async #end(): Promise<void> {
    process.off('exit', this.#endWithUs)
    await this.#restarting
    await stopped(this.#child, this.#ground)
    this.#lock.release()
  }

  #watch(): void {
    const { binaries, place } = this.#ground
    this.#log.info({ pid: this.pid, version: binaries.version, folder: place }, 'the database is running')
    this.#child.once('exit', () => {
      if (!this.#stopping) this.#restarting = this.#restart()
    })
    this.events.emit('up')
  }

  async #restart(): Promise<void> {
    this.#log.warn({ pid: this.pid }, 'the database died; restarting it')
    this.events.emit('down')
    for (let pause = 50; !this.#stopping; pause = Math.min(pause * 2, 10_000)) {
      try {
        await endLeftOvers(this.#ground.place, () => {})
        this.#child = await launched(this.#ground, () => {})
        return this.#watch()
      } catch (error) {
        this.#log.warn({ err: error }, 'the database does not restart; trying again')
        await wait(pause)
      }
    }
  }

  readonly stop = (): Promise<void> => {
    this.#stopping ??= this.#end()
    return this.#stopping
  }

  readonly #endWithUs = () => {
    this.#child.kill('SIGINT')
  }
}

/** Resolves when the database takes connections, however long it must recover; rejects when it gives up. */
async function launched(
  { place, runner, binaries, connection, settings }: Ground,
  say: (s: string) => void,
  signal?: AbortSignal,
): Promise<ChildProcess> {
  const args = ['-D', place, ...settings.flatMap((setting) => ['-c', setting])]
  forgetSocket(connection)
  // Its own session: Ctrl-C in the terminal must reach Talka only, which stops the database last.
  const child = run(runner, join(binaries.bin, 'postgres'), args, {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr?.on('data', (chunk) => (said = `${said}${chunk}`.slice(-8_000)))
  // What keeps the program alive is its work, not its database; a program that ends takes it along.
  child.unref()
  if (child.stderr instanceof Socket) child.stderr.unref()
  child.on('error', (error) => (said += `error: ${error.message}`))
  const patience = setTimeout(() => say('The database is recovering from an interrupted run …'), 2_000)
  try {
    while (!isReady(place, child.pid)) {
      if (child.exitCode !== null || child.signalCode || !child.pid) throw whyItFailed(said + latestLog(place), place)
      if (signal?.aborted) child.kill('SIGINT')
      await wait(10)
    }
    return child
  } finally {
    clearTimeout(patience)
  }
}

// A socket left by a killed database carries a process number that may be somebody else's by now.
function forgetSocket({ host, port }: Connection): void {
  if (process.platform === 'win32') return
  for (const ending of ['', '.lock']) rmSync(join(host, `.s.PGSQL.${port}${ending}`), { force: true })
}

function latestLog(place: string): string {
  const folder = join(place, '..', 'postgres-log')
  const files = readdirSync(folder).map((name) => join(folder, name))
  const latest = files.toSorted((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs).at(-1)
  return latest ? readFileSync(latest, 'utf8').slice(-4_000) : ''
}

function isReady(place: string, pid: number | undefined): boolean {
  const file = join(place, 'postmaster.pid')
  if (!existsSync(file)) return false
  const lines = readFileSync(file, 'utf8').split('\n')
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready'
}

async function stopped(child: ChildProcess, { runner, binaries, place }: Ground): Promise<void> {
  if (child.exitCode !== null || child.signalCode) return
  child.ref()
  const gone = new Promise((done) => child.once('exit', done))
  if (process.platform === 'win32') run(runner, join(binaries.bin, 'pg_ctl'), ['stop', '-D', place, '-m', 'fast'])
  else child.kill('SIGINT')
  await gone
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  return port
}
