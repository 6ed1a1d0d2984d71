import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { globSync, mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { Connection } from '#core/database.ts'
import { chooseRunner, run } from '#core/postgres-binaries.ts'
import { privateFolder } from '#core/postgres-places.ts'
import { missingPeer } from './peers.ts'
import { until } from './product.ts'

/** A server as an administrator would have it: over the network, every role by its password. */
export interface DebianPostgres {
  /** Of its superuser, to a database. */
  to(database: string): Connection
  /** Runs one of its programs, such as pg_dump; gives what it printed, or throws what it complained of. */
  run(program: string, connection: Connection, args: string[], input?: string): string
  close(): Promise<void>
}

const newest = globSync('/usr/lib/postgresql/*/bin').sort().at(-1) ?? '/usr/lib/postgresql/15/bin'

/** For `skip`: Debian's PostgreSQL is here, or the reason why not. */
export const missingPostgres = () => missingPeer(join(newest, 'initdb'), 'postgresql')

/** Starts Debian's PostgreSQL, whose `pg_dump` fits it; npm's brings none. */
export async function startDebianPostgres(): Promise<DebianPostgres> {
  const runner = chooseRunner()
  const dir = await privateFolder(mkdtempSync(join(tmpdir(), 'talka-debian-')), runner)
  const data = await privateFolder(join(dir, 'data'), runner)
  const password = 'of the superuser'
  const passwordFile = join(data, '..', 'password')
  writeFileSync(passwordFile, password, { mode: 0o644 })
  const init = ['-D', data, '-U', 'root', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', '-N']
  await ended(run(runner, join(newest, 'initdb'), init, { stdio: 'ignore' }))
  const port = await freePort()
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off']
  const args = ['-D', data, '-p', String(port), ...settings.flatMap((one) => ['-c', one])]
  const server = run(runner, join(newest, 'postgres'), args, { stdio: 'ignore' })
  const to = (database: string): Connection => ({ host: '127.0.0.1', port, user: 'root', password, database })
  await until(() => answers(to('postgres')))
  return {
    to,
    run(program, { host, port, user, password, database }, words, input) {
      const env = { PGHOST: host, PGPORT: String(port), PGUSER: user, PGPASSWORD: password, PGDATABASE: database }
      const { status, stdout, stderr } = spawnSync(join(newest, program), words, { env, input, encoding: 'utf8' })
      if (status !== 0) throw new Error(stderr)
      return stdout
    },
    async close() {
      server.kill('SIGINT')
      await once(server, 'exit')
      await rm(dir, { recursive: true, force: true })
    },
  }
}

async function ended(child: ReturnType<typeof run>): Promise<void> {
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`initdb ended with ${code}`)
}

async function answers(connection: Connection): Promise<boolean> {
  const client = new pg.Client(connection)
  return client.connect().then(
    () => client.end().then(() => true),
    () => false,
  )
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  return port
}
