import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import pg from 'pg'
import type { Connection } from '#core/database.ts'

export const quiet = { info() {}, warn() {} }

/** Asks over a connection of its own. */
export async function askOnce(connection: Connection, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** Another Talka, as far as the database is concerned: a process of its own that starts it and stays. */
export async function anotherProcess(
  dataDir: string,
): Promise<{ child: ChildProcess; connection: Connection; pid: number }> {
  const child = startElsewhere(dataDir)
  for await (const line of createInterface({ input: child.stdout! }))
    if (line.startsWith('{')) return { child, ...JSON.parse(line) }
  throw new Error('the other process gave up')
}

/** The same, doing something else than staying. */
export function startElsewhere(dataDir: string, then = 'setInterval(() => {}, 1000)'): ChildProcess {
  const program = `
    const { startPostgres } = await import(${JSON.stringify(import.meta.resolve('#core/postgres.ts'))})
    const { connection, pid, stop } = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, log: { info() {}, warn() {} },
      address: 'http://127.0.0.1:4499', onProgress: console.log })
    console.log(JSON.stringify({ connection, pid }))
    ${then}`
  return spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
}

export async function killed(child: ChildProcess): Promise<void> {
  const gone = new Promise((done) => child.once('exit', done))
  child.kill('SIGKILL')
  await gone
}
