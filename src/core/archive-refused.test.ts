import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { test } from 'node:test'
import pg from 'pg'
import tar from 'tar-stream'
import type { TestDatabase } from '#checks/database.ts'
import { connectionOf, ownArchive, progress, withEmpty } from '#checks/own-archive.ts'
import type { People } from '#checks/people.ts'
import type { TestOffice } from '#checks/test-office.ts'
import { restoreArchive } from './archive-restore.ts'
import { verifyArchive } from './archive-verify.ts'
import { writeArchive } from './archive-write.ts'
import { newId } from './ids.ts'

let main: TestOffice
let people: People
let dir: string
let archive: string
let fileHash: string
const { backUp, filesIn } = ownArchive((own) => {
  ;({ main, people, dir, archive, fileHash } = own)
})

/** What a refused restore must leave: no office, and no role that is only half made. */
async function isEmpty({ connection }: TestDatabase): Promise<boolean> {
  const client = new pg.Client(connection)
  await client.connect()
  const { rows } = await client.query(`select to_regclass('talka.office') is null and not exists
    (select from pg_roles where rolname like current_database() || '%') as empty`)
  await client.end()
  return rows[0].empty
}

/** The archive with one entry changed; its manifest is made to fit where that is asked for. */
async function changed(
  name: string,
  change: (text: Buffer) => Buffer | Buffer[] | null,
  isResealed = false,
): Promise<string> {
  const path = join(dir, `changed-${newId()}.tar`)
  const [extract, pack] = [tar.extract(), tar.pack()]
  let headSha256 = ''
  const packed = pipeline(pack, createWriteStream(path))
  const read = pipeline(createReadStream(archive), extract)
  for await (const entry of extract) {
    const parts: Buffer[] = []
    for await (const part of entry) parts.push(part as Buffer)
    const before = Buffer.concat(parts)
    const written = [(entry.header.name === name ? change(before) : before) ?? []].flat()
    if (entry.header.name === 'talka-backup.json') headSha256 = sha256(written[0]!)
    const isLast = isResealed && entry.header.name === 'manifest.json'
    const bytes = isLast ? written.map(edited(/(?<="headSha256": ?")\w+/, headSha256)) : written
    for (const one of bytes) pack.entry({ name: entry.header.name }, one)
    if (isLast) {
      pack.entry({ name: 'manifest.sha256' }, sha256(bytes[0]!))
      break
    }
  }
  pack.finalize()
  await Promise.all([packed, read.catch(() => {})])
  return path
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const edited = (from: string | RegExp, to: string) => (text: Buffer) => Buffer.from(text.toString().replace(from, to))

test('a broken archive is refused in a sentence, and nothing of it is restored', async () => {
  const whole = await readFile(archive)
  const cut = join(dir, 'cut.tar')
  await writeFile(cut, whole.subarray(0, whole.length / 2))
  const noArchive = join(dir, 'noise.tar')
  await writeFile(noArchive, 'x'.repeat(5000))
  const file = `files/acme/${fileHash}`
  const broken: [string, RegExp][] = [
    [cut, /is broken \(its end is missing\)/],
    [noArchive, /is broken \(it is not put together as one\)/],
    [join(dir, 'nowhere.tar'), /There is no archive/],
    [await changed(file, edited('another', 'changed')), /is not what its name says/],
    [await changed(file, () => null), /files of the office acme are missing/],
    [await changed('manifest.json', edited(/"rows": \d/, '"rows": 9')), /its manifest was changed/],
    [await changed('manifest.json', edited(/"rows": \d/, '"rows": 9'), true), /rows of talka\.\w+ are not those/],
    [await changed('manifest.sha256', () => null), /its end is missing/],
    [await changed('talka-backup.json', edited('1.2.3', '1.2.4')), /its head was changed/],
    [await changed('talka-backup.json', edited('"format": 1', '"format": 2')), /written by a newer Talka/],
    [await changed('tables/office_main/member/000001.gz', () => null), /rows of office_main.member are not those/],
    [await changed('talka-backup.json', () => Buffer.from('null')), /is broken \(its head is not as it should be\)/],
    [await changed('manifest.json', () => Buffer.from('null')), /is broken \(its manifest is not as it should be\)/],
    [await changed('manifest.json', (text) => [text, text]), /is broken \(it has two manifests\)/],
    [
      await changed('talka-backup.json', edited(/(?<="migrations".*)"office_main"/s, '"public"')),
      /is broken \(migrations of its head is not as it should be\)/,
    ],
    [
      await changed('talka-backup.json', edited(/(?<="offices".*)"office_main"/s, '"public"')),
      /is broken \(offices\.\d\.schema of its head is not as it should be\)/,
    ],
    [
      await changed('talka-backup.json', edited(/(?<="tables".*)"office_main"/s, '"pg_catalog"')),
      /is broken \(tables of its head is not as it should be\)/,
    ],
    [
      await changed('talka-backup.json', () => Buffer.from('\u001b[2J')),
      /is broken \(its head is not as it should be\)/,
    ],
    [
      await changed('tables/office_main/member/000001.gz', () => Buffer.from('x')),
      /is broken \(tables\/office_main\/member\/000001\.gz cannot be unpacked\)/,
    ],
  ]
  await withEmpty(async (database) => {
    for (const [path, sentence] of broken) {
      const refused = restoreArchive(path, { connection: database.connection, files: filesIn('refused'), progress })
      await assert.rejects(
        refused,
        (error: Error) => error.name === 'StartRefused' && sentence.test(error.message),
        path,
      )
    }
    assert.ok(await isEmpty(database))
    assert.ok(!existsSync(join(dir, 'refused')), 'no file either')
  })
})

test('what an archive says of itself is shown as people see it', async () => {
  const turned = edited(/"1\.2\.3"/, JSON.stringify('1.2\u001b[2J.3\u202e'))
  const { head } = await verifyArchive(await changed('talka-backup.json', turned, true), progress)
  assert.equal(head.talka, '1.2[2J.3')
  const late = edited(/(?<="madeAt": ?")/, '\\u001b]0;x\\u0007')
  assert.match(
    (await verifyArchive(await changed('talka-backup.json', late, true), progress)).head.madeAt,
    /^\]0;x\d{4}-/,
  )
  const newer = await changed(
    'talka-backup.json',
    edited(/"format": 1,\s*"talka": "/, '"format": 2, "talka": "\\u001b[2J'),
  )
  await assert.rejects(verifyArchive(newer, progress), /a newer Talka \([^\p{C}]+\)/u)
  const office = edited(/(?<="seals".*"office": ?")main/s, '\\u001b[2J')
  await assert.rejects(
    verifyArchive(await changed('manifest.json', office, true), progress),
    /seals\.\d\.office of its/,
  )
})

test('an archive of a newer Talka, and a database in use, are refused', async () => {
  await main.offices.adminPool.query(`insert into office_acme.migration (name, hash) values ('29991231-later', 'x')`)
  const newer = await backUp('newer.tar')
  await main.offices.adminPool.query(`delete from office_acme.migration where name = '29991231-later'`)
  await withEmpty(async (database) => {
    const target = { connection: database.connection, files: undefined, progress }
    await assert.rejects(restoreArchive(newer, target), /The archive was written by a newer Talka/)
    assert.ok(await isEmpty(database))
  })
  const here = { connection: connectionOf(main), files: undefined, progress }
  await assert.rejects(restoreArchive(archive, here), /has an office already: .* another TALKA_DATA or DATABASE_URL\.$/)
  const moved = restoreArchive(archive, { ...here, namedBy: '--to' })
  await assert.rejects(moved, /has an office already: take an empty one, with another --to\.$/)
})

test('rows that do not fit together leave nothing behind', async () => {
  const { adminPool } = main.offices
  const name = 'duty_assignment_member_id_fkey'
  await adminPool.query(`alter table office_main.duty_assignment drop constraint ${name};
    update office_main.duty_assignment set member_id = '${newId()}' where member_id = '${people.rasa.id}'`)
  const path = await backUp('loose.tar')
  await withEmpty(async (database) => {
    const refused = restoreArchive(path, { connection: database.connection, files: undefined, progress })
    await assert.rejects(refused, /is broken \(.*violates foreign key/)
    assert.ok(await isEmpty(database))
  })
})

test('an archive is not written over another file, and a failed one leaves none', async () => {
  await assert.rejects(backUp('office.tar'), /is there already/)
  const files = filesIn('nowhere')
  const nowhere = { ...connectionOf(main), database: 'there_is_none' }
  const path = join(dir, 'failed.tar')
  const failed = writeArchive(path, { connection: nowhere, files, talka: '1', secret: null, progress })
  await assert.rejects(failed, /does not exist/)
  const full = writeArchive(join(dir, 'no', 'folder.tar'), {
    connection: connectionOf(main),
    files,
    talka: '1',
    secret: null,
    progress,
  })
  await assert.rejects(full, /cannot be written \(ENOENT/)
  assert.ok(!existsSync(path) && !existsSync(`${path}.part`))
})
