import '#duties/index.ts'
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Connection } from '#core/database.ts'
import { type FileStore, openFiles } from '#core/files.ts'
import type { Log } from '#core/log.ts'
import { type Mail, openMail } from '#core/mail.ts'
import { officeMigrations } from '#core/migrate.ts'
import { type Offices, type OpenOffice, openOffices } from '#core/offices.ts'
import { createTestDatabase, filledOnce } from './database.ts'
import { quietLog } from './quiet-log.ts'

export interface TestOffice {
  office: OpenOffice
  /** To its database, as a user who may do everything in it. */
  connection: Connection
  offices: Offices
  /** Where this office's files lie; gone after `close`. */
  dir: string
  close(): Promise<void>
}

export interface TestGround {
  log?: Log
  url?: string
  /** Leads to its database, where not straight. */
  line?: (to: Connection) => Connection
  files?: FileStore
  mail?: Mail
}

/** An empty office `main` on a database of its own, files in a temporary folder, no mail server. */
export async function openTestOffice({ log = quietLog, url, line, files, mail }: TestGround = {}): Promise<TestOffice> {
  const database = await createTestDatabase(await emptyOffice())
  const dir = await mkdtemp(join(tmpdir(), 'talka-office-'))
  const offices = await openOffices({
    ...groundOf(line ? line(database.connection) : database.connection, dir),
    ...(files && { files }),
    ...(mail && { mail }),
    ...(url && { url }),
    log,
  })
  return {
    office: await offices.byName('main'),
    connection: database.connection,
    offices,
    dir,
    async close() {
      await offices.close()
      await database.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

const groundOf = (connection: Connection, dir: string) => ({
  connection,
  dataDir: dir,
  files: openFiles({ kind: 'disk', dir: join(dir, 'files') }),
  mail: openMail({}),
  url: 'http://127.0.0.1:4400',
  secret: 'a secret for tests only, 32 letters',
  log: quietLog,
  poolSize: 4,
})

/** A database with an empty office in it, as the present migrations leave it. */
function emptyOffice(): Promise<string> {
  const key = createHash('sha256')
  for (const { hash } of officeMigrations()) key.update(hash)
  return filledOnce(key.digest('hex').slice(0, 16), async (connection) => {
    const dir = await mkdtemp(join(tmpdir(), 'talka-office-'))
    const offices = await openOffices(groundOf(connection, dir))
    await offices.close()
    await rm(dir, { recursive: true, force: true })
  })
}
