import assert from 'node:assert/strict'
import { test } from 'node:test'
import { migrateAgain } from '#checks/migrate-again.ts'
import type { People } from '#checks/people.ts'
import { rateMonths } from '#checks/rate-months.ts'
import type { TestOffice } from '#checks/test-office.ts'

let home: TestOffice
let people: People
let year: number

const { by, handOver, present, setRate, claimIn } = rateMonths((now) => {
  ;({ home, people, year } = now)
})

/** A line of 20 yen that has no rate yet, split into 20; what is claimed of the parts, and of all together. */
async function twentyYen(currency: string) {
  const { reportId, line } = await claimIn(currency)
  const { id: lineId, version } = await line()
  await by(people.rasa).changeLine({ lineId, version, amountCents: 20 })
  const parts = Array.from({ length: 20 }, () => ({ amountCents: 1 }))
  await by(people.rasa).splitLine({ lineId, version: version + 1, parts })
  const report = () => by(people.rasa).report({ reportId })
  const claimed = async () => (await report()).claimedCents
  return { reportId, report, claimed }
}

test('parts claim together what the whole does, though the rate was set and corrected after the split', async () => {
  const { report, claimed, reportId } = await twentyYen('JPY')
  assert.equal((await report()).linesNotCounted, 20)
  await setRate('JPY', '0.0062')
  assert.equal(await claimed(), 12)
  await setRate('JPY', '0.0058')
  assert.equal(await claimed(), 12)
  const [first, second] = (await report()).lines
  await by(people.rasa).removeLine({ lineId: first!.id })
  assert.equal(await claimed(), 11)
  await by(people.rasa).restoreLine({ lineId: first!.id })
  assert.equal(await claimed(), 12)
  const { version } = (await report()).lines.find(({ id }) => id === second!.id)!
  const saved = await by(people.rasa).changeLine({ lineId: second!.id, version, amountCents: 9 })
  assert.equal(await claimed(), 16)
  const parts = [{ amountCents: 4 }, { amountCents: 5 }]
  await by(people.rasa).splitLine({ lineId: second!.id, version: saved.version, parts })
  assert.equal((await report()).lines.length, 21)
  await setRate('JPY', '0.0055')
  assert.equal(await claimed(), 15)
  const splits = home.office.db.selectFrom('expenseLine').select('splitOf').distinct()
  assert.equal((await splits.where('reportId', '=', reportId).execute()).length, 1)
})

/** A line of 100.01 that has no rate, split in two, of which the second is taken out. */
async function halfRemoved(currency: string) {
  const { reportId, lineId, line, confirm } = await claimIn(currency)
  const changed = await by(people.rasa).changeLine({ lineId, version: (await line()).version, amountCents: 10_001 })
  const parts = [{ amountCents: 5_000 }, { amountCents: 5_001 }]
  const { ids } = await by(people.rasa).splitLine({ lineId, version: changed.version, parts })
  await by(people.rasa).removeLine({ lineId: ids[1]! })
  const claimed = async () => (await by(people.rasa).report({ reportId })).claimedCents
  const restore = () => by(people.rasa).restoreLine({ lineId: ids[1]! })
  return { reportId, lineId, line, claimed, restore, confirm }
}

test('a part that was removed while it had no rate holds up nobody’s rate, and claims its share once it is put back', async () => {
  const { claimed, restore } = await halfRemoved('CZK')
  await setRate('CZK', '0.0399')
  assert.equal(await claimed(), 200)
  await setRate('CZK', '0.0401')
  assert.equal(await claimed(), 201)
  await restore()
  assert.equal(await claimed(), 401)
  await setRate('CZK', '0.0403')
  assert.equal(await claimed(), 403)
})

test('a part that was removed without a rate is in the way of no withdrawal', async () => {
  const { lineId, line, claimed, restore, confirm } = await halfRemoved('TRY')
  await by(people.rasa).changeLine({ lineId, version: (await line()).version, rate: '0.03' })
  await confirm()
  const { departmentReportId } = await handOver(people.north)
  await present(departmentReportId)
  await setRate('TRY', '0.0301')
  await by(people.daiva).withdrawPresentation({ departmentReportId, why: 'A page was missing' })
  assert.equal(await claimed(), 150)
  await restore()
  const kept = home.office.db.selectFrom('expenseLine').select(['rate', 'claimedCents'])
  assert.deepEqual(await kept.where('splitOf', '=', lineId).orderBy('position').orderBy('amountCents').execute(), [
    { rate: '0.03', claimedCents: 150 },
    { rate: '0.0301', claimedCents: 151 },
  ])
})

test('a rate typed part by part claims as much as one of the table', async () => {
  const { report, claimed } = await twentyYen('KRW')
  for (const { id: lineId } of (await report()).lines) {
    const { version } = (await report()).lines.find(({ id }) => id === lineId)!
    await by(people.rasa).changeLine({ lineId, version, rate: '0.0062' })
  }
  assert.equal(await claimed(), 12)
})

test('a part that a query opens comes to what is left of the whole; the others stay as they were shown', async () => {
  await setRate('CLP', '0.0062')
  const { reportId, report, claimed } = await twentyYen('CLP')
  await by(people.rasa).recordConfirmation({ reportId, way: 'phone', confirmedOn: `${year}-03-28` })
  const { departmentReportId } = await handOver(people.north)
  await present(departmentReportId)
  const before = (await report()).lines
  const [first] = before
  const about = { departmentReportId, memberId: people.jonas.id, lineId: first!.id }
  await by(people.vytautas).askQuery({ ...about, body: 'So much?' })
  await by(people.rasa).changeLine({ lineId: first!.id, version: first!.version, amountCents: 5 })
  assert.equal(await claimed(), 15)
  assert.deepEqual((await report()).lines.slice(1), before.slice(1))
})

test('what was split before is known from the history as parts of one line, a part that was split again too', async () => {
  const { reportId, lineId, line } = await claimIn('EUR')
  const halves = { version: (await line()).version, parts: [{ amountCents: 4_000 }, { amountCents: 6_000 }] }
  const { ids } = await by(people.rasa).splitLine({ lineId, ...halves })
  const again = { version: 1, parts: [{ amountCents: 1_000 }, { amountCents: 5_000 }] }
  await by(people.rasa).splitLine({ lineId: ids[1]!, ...again })
  await by(people.rasa).addLine({ reportId, amountCents: 100 })
  await home.offices.adminPool.query('alter table office_main.expense_line drop column split_of')
  await migrateAgain(home, ['20261205-expenses-split-of'])
  const lines = home.office.db.selectFrom('expenseLine').select('splitOf').where('reportId', '=', reportId)
  const found = (await lines.orderBy('position').execute()).map(({ splitOf }) => splitOf)
  assert.deepEqual(found, [lineId, lineId, lineId, null])
})
