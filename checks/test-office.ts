import '#duties/index.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Connection } from '#core/database.ts'
import { type FileStore, openFiles } from '#core/files.ts'
import type { Log } from '#core/log.ts'
import { type Mail, openMail } from '#core/mail.ts'
import { type Offices, type OpenOffice, openOffices } from '#core/offices.ts'
import { createTestDatabase } from './database.ts'
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
export async function openTestOffice({
  log = quietLog,
  url = 'http://127.0.0.1:4400',
  line,
  files,
  mail,
}: TestGround = {}): Promise<TestOffice> {
  const database = await createTestDatabase()
  const dir = await mkdtemp(join(tmpdir(), 'talka-office-'))
  const offices = await openOffices({
    connection: line ? line(database.connection) : database.connection,
    dataDir: dir,
    files: files ?? openFiles({ kind: 'disk', dir: join(dir, 'files') }),
    mail: mail ?? openMail({}),
    url,
    secret: 'a secret for tests only, 32 letters',
    log,
    poolSize: 4,
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
