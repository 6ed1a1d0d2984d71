import assert from 'node:assert/strict'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { quietLog } from '#checks/quiet-log.ts'
import { openTestBucket, type TestBucket } from '#checks/test-bucket.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { writeEvents } from './events.ts'
import { openFiles } from './files.ts'
import { keepHouse } from './housekeeping.ts'
import { newId } from './ids.ts'
import { sealLogIn } from './seal-log.ts'
import { lastSeal, verifyHistory, verifySeals } from './seals.ts'

let main: TestOffice
let bucket: TestBucket
beforeEach(async () => {
  bucket = await openTestBucket()
  main = await openTestOffice({ files: openFiles(bucket.place) })
})
afterEach(async () => {
  await main.close()
  await bucket.remove()
})

const happen = () =>
  writeEvents(main.office.db, {
    operation: 'papers.write',
    actor: null,
    told: [{ record: ['paper', newId()], says: 'desk.said.jobRetried' }],
  })
const seldom = { sealMs: 3_600_000, tidyMs: 3_600_000 }
const keep = (log = quietLog) => keepHouse(main.offices, log, [], seldom, Number.POSITIVE_INFINITY)
const verdict = async () => verifyHistory(main.office.db, await main.office.sealLog.read())
const sealLines = async () => (await readFile(join(main.dir, 'seals.log'), 'utf8')).trim().split('\n')

test('an orderly stop seals all that has happened and notes the newest seal, however lately one was noted', async () => {
  for (const count of [1, 2]) {
    const stop = keep()
    await happen()
    await stop()
    const last = (await lastSeal(main.office.db))!
    assert.deepEqual([(await verifySeals(main.office.db)).events, last.number], [count, count])
    assert.match((await sealLines()).at(-1)!, new RegExp(` main ${last.number} ${last.hash}$`))
  }
})

test('where files lie in an object store seals are noted there too, for an office whose disk does not last', async () => {
  const { db } = main.office
  for (const _ of [1, 2]) {
    const stop = keep()
    await happen()
    await stop()
  }
  await rm(join(main.dir, 'seals.log'))
  const last = (await lastSeal(db))!
  const noted = (await bucket.keys()).filter((key) => key.startsWith('main/seals/'))
  assert.equal(noted.length, 2)
  assert.ok(noted.some((key) => key.endsWith(`-${last.hash}`)))
  assert.deepEqual(await main.office.sealLog.read(), [
    { number: 1, hash: noted.sort()[0]!.slice(-64) },
    { number: 2, hash: last.hash },
  ])
  assert.equal((await verdict()).isWhole, true)
  await main.offices.adminPool.query(`
    delete from office_main.event where (tx, seq) > (select tx_to, seq_to from office_main.event_seal where number = 1);
    delete from office_main.event_seal where number = 2`)
  assert.deepEqual(await verdict().then(({ isWhole, wrongSeal }) => [isWhole, wrongSeal]), [false, 2])
  await main.offices.add('acme')
  assert.deepEqual(await (await main.offices.byName('acme')).sealLog.read(), [], 'another office’s are not read')
})

test('a store that does not answer stops neither the sealing nor the file, and is logged', async () => {
  await bucket.stop()
  const warned: string[] = []
  const log = { ...quietLog, warn: (_: unknown, text: string) => void warned.push(text) } as never
  const stop = keep(log)
  await happen()
  await stop()
  const last = (await lastSeal(main.office.db))!
  assert.match((await sealLines()).at(-1)!, new RegExp(` ${last.number} ${last.hash}$`))
  assert.ok(warned.includes('housekeeping did not get through'))
})

test('the file of seals makes its folder, and one that cannot be written keeps no other place from its own', async () => {
  const seal = { number: 7, hash: 'a'.repeat(64) }
  const alone = sealLogIn(join(main.dir, 'not', 'there'), null, 'main')
  await alone.note(seal)
  assert.deepEqual(await alone.read(), [seal])
  const names: string[] = []
  const notes = { add: async (name: string) => void names.push(name), names: async () => names }
  const closed = sealLogIn(join(main.dir, 'seals.log'), notes, 'main')
  await writeFile(join(main.dir, 'seals.log'), '', { flag: 'a' })
  await assert.rejects(closed.note(seal, true), { code: 'ENOTDIR' })
  assert.deepEqual(names, [`seals/000000000007-${seal.hash}`])
})
