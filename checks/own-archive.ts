import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { writeArchive } from '#core/archive-write.ts'
import { writeEvents } from '#core/events.ts'
import { type FileStore, openFiles } from '#core/files.ts'
import { newId } from '#core/ids.ts'
import { queueJob } from '#core/jobs.ts'
import { sealAll } from '#core/seals.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { makePeople, type People } from './people.ts'
import { openTestOffice, type TestOffice } from './test-office.ts'

interface OwnArchive {
  main: TestOffice
  people: People
  /** Where archives and files lie. */
  dir: string
  /** Of two offices with files, a sealed history and a waiting job. */
  archive: string
  /** The one file of the office acme. */
  fileHash: string
}

export const progress = () => {}

/** Two offices and an archive of them for a file of tests; `begin` is told of them. */
export function ownArchive(begin: (own: OwnArchive) => void) {
  let main: TestOffice
  let people: People
  let dir: string
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'talka-archive-'))
    main = await openTestOffice()
    people = await makePeople(main.office)
    await main.offices.add('acme', ['acme.desk.example'])
    await keep(main.office.files, 'main', 'čekis')
    await keep(main.office.files, 'main', '')
    const fileHash = await keep((await main.offices.byName('acme')).files, 'acme', 'another receipt')
    await tell('Kavinė „Ąžuolas“', { amount: { cents: 1050, currency: 'EUR' }, odd: 'a\\b\t"c"\n\u0007', z: null })
    await tell('tab\tand \\N', { a: 1.5, b: [1, { c: true }], 'key "x"': 'y' })
    await sealAll(main.office.db)
    await tell('after the last seal', {})
    await queueJob(main.office.db, { task: 'paint', payload: { wall: 'a\tb' }, says: 'desk.name' })
    begin({ main, people, dir, archive: await backUp('office.tar'), fileHash })
  })
  after(async () => {
    await main.close()
    await rm(dir, { recursive: true, force: true })
  })

  async function keep(files: FileStore, office: string, text: string): Promise<string> {
    const { sha256, size } = await files.keep(new TextEncoder().encode(text), { mime: 'image/jpeg' })
    await main.offices.adminPool.query(
      `insert into office_${office}.kept_file (sha256, size, mime) values ($1, $2, 'image/jpeg')`,
      [sha256, size],
    )
    return sha256
  }

  async function tell(name: string, params: object): Promise<void> {
    const record = ['paper', newId()] as const
    const said = { also: [newId()], says: 'desk.said.jobRetried', params: params as never } as const
    const actor = { ...people.rasa, name } as never
    await writeEvents(main.office.db, { operation: 'papers.write', actor, told: [{ record, ...said }] })
  }

  async function backUp(name: string): Promise<string> {
    const path = join(dir, name)
    const files = openFiles({ kind: 'disk', dir: join(main.dir, 'files') })
    await writeArchive(path, { connection: connectionOf(main), files, talka: '1.2.3', secret: null, progress })
    return path
  }

  const filesIn = (name: string) => openFiles({ kind: 'disk', dir: join(dir, name) })
  return { keep, backUp, filesIn }
}

/** The connection of an office's own pool, as the one who owns the database. */
export function connectionOf({ offices }: TestOffice) {
  const { host, port, user, database, password } = offices.adminPool.options
  return {
    host: host!,
    port: port!,
    user: user!,
    database: database!,
    ...(password ? { password: String(password) } : {}),
  }
}

/** Gives the work an empty database. */
export async function withEmpty<Result>(work: (database: TestDatabase) => Promise<Result>): Promise<Result> {
  const database = await createTestDatabase()
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}
