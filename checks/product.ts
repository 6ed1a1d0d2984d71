import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { Connection } from '#core/database.ts'
import { runningDatabase } from '#core/ground.ts'
import { parentsOf } from './process-memory.ts'

/** Where a product of its own lives: an empty working folder, its data in it, a port nobody uses. */
export interface Home {
  dir: string
  dataDir: string
  url: string
  env: Record<string, string>
  /** Removes it; whatever of it still runs must have been stopped. */
  remove(): Promise<void>
}

/** A Talka as people start it, `talka start` in a process of its own. */
export interface Product {
  /** What it has printed so far, answers to the terminal and log alike. */
  said(): string
  /** Number of the program itself, behind its launcher. */
  pid(): number
  signal(name: NodeJS.Signals): void
  /** How its launcher ended. */
  ended: Promise<number | NodeJS.Signals>
  /** Throws what it said when it has ended. */
  mustRun(): void
}

const talka = join(import.meta.dirname, '../bin/talka.mjs')

export async function makeHome(env: Record<string, string> = {}): Promise<Home> {
  const dir = await mkdtemp(join(tmpdir(), 'talka-drill-'))
  const dataDir = join(dir, 'data')
  const port = await freePort()
  return {
    dir,
    dataDir,
    url: `http://127.0.0.1:${port}`,
    env: { TALKA_PORT: String(port), TALKA_DATA: dataDir, TALKA_READERS: '1', LOG_LEVEL: 'warn', ...env },
    remove: () => rm(dir, { recursive: true, force: true, maxRetries: 20 }),
  }
}

/** Runs `talka` with these words in the home; nothing of the caller's own settings reaches it. */
export function runTalka(home: Pick<Home, 'dir' | 'env'>, words: string[] = ['start']): Product {
  const { PATH, HOME } = process.env
  const env = { PATH, HOME, ...home.env }
  const child = spawn(process.execPath, [talka, ...words], { cwd: home.dir, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  let how: number | NodeJS.Signals | undefined
  const ended = once(child, 'close').then(([code, signal]): number | NodeJS.Signals => {
    how = code ?? signal
    return code ?? signal
  })
  const mustRun = () => {
    if (how !== undefined) throw new Error(`Talka ended (${how}): ${said}`)
  }
  const pid = () => programOf(child)
  return { said: () => said, pid, signal: (name) => void child.kill(name), ended, mustRun }
}

/** Starts the product and waits until it is ready; rejects with what it said when it ends instead. */
export async function startProduct(home: Home): Promise<Product> {
  const product = runTalka(home)
  await until(async () => {
    product.mustRun()
    return product.said().includes('Talka is ready at')
  })
  return product
}

/** Stops it as its owner would; gives its exit code. */
export function stopProduct(product: Product): Promise<number | NodeJS.Signals> {
  product.signal('SIGTERM')
  return product.ended
}

/** `kill -9` of the program; its database stays behind. */
export async function killProgram(product: Product): Promise<void> {
  process.kill(product.pid(), 'SIGKILL')
  await product.ended
}

/** Number of PostgreSQL's first process. */
export function postmasterOf({ dataDir }: Home): number {
  return Number.parseInt(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10)
}

/** Asks the product's own database, past the product. */
export async function askDatabase<Row>(home: Home, sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client(runningDatabase(home.dataDir) as Connection)
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('set search_path = office_main, talka_ext')
    return (await client.query(sql, values)).rows
  } finally {
    await client.end().catch(() => {})
  }
}

/** Waits until it is so; the test's own time limit is the only one. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((done) => setTimeout(done, 30))
}

function programOf({ pid }: ChildProcess): number {
  const found = [...parentsOf()].find(([, parent]) => parent === pid)
  if (!found) throw new Error('the launcher has no program')
  return found[0]
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  return port
}
