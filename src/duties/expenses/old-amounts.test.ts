import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { as } from '#checks/as.ts'
import { migrateAgain } from '#checks/migrate-again.ts'
import { makePeople, type People } from '#checks/people.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { contentHash } from '#core/content-hash.ts'
import { newId } from '#core/ids.ts'

let home: TestOffice
let people: People
let reportId: string

before(async () => {
  home = await openTestOffice()
  people = await makePeople(home.office)
  reportId = (
    await as(home.office, people.rasa).expenses.openReport({ memberId: people.jonas.id, month: '2026-11-01' })
  ).id
})
after(() => home.close())

async function oldReceipt(currency: string, totalCents: number, readCents: number) {
  const id = newId()
  const sha256 = contentHash([id])
  const known = (value: unknown) => ({ value, confidence: 1, sure: true })
  const vat = [{ rate: '10', netCents: totalCents / 2, vatCents: totalCents / 2 }]
  const reading = { totalCents: known(readCents), currency: known(currency), tipCents: known(null), vat: known(vat) }
  const { db } = home.office
  await db.insertInto('keptFile').values({ sha256, size: 1, mime: 'text/xml' }).execute()
  await db
    .insertInto('expenseReceipt')
    .values({
      ...{ id, number: id, teamId: people.north, memberId: people.jonas.id, sha256, fileName: 'a', mime: 'text/xml' },
      ...{ size: 1, cameBy: 'browser', currency, totalCents, vat: JSON.stringify(vat) },
      reading: JSON.stringify(reading),
    })
    .execute()
  return id
}

async function oldLine(currency: string, amountCents: number, claimedCents: number, more: object = {}, of?: string) {
  const id = newId()
  await home.office.db
    .insertInto('expenseLine')
    .values({
      ...{ id, reportId, currency, amountCents, claimedCents, acceptedCents: claimedCents },
      ...more,
    })
    .execute()
  if (of)
    await home.office.db.insertInto('expenseLineReceipt').values({ lineId: id, receiptId: of, reportId }).execute()
  return id
}

test('amounts kept in other minor units than those of ISO 4217 are mended where it is known how they came there', async () => {
  const { db } = home.office
  const receipts = {
    readYen: await oldReceipt('JPY', 1_100_000, 1_100_000),
    typedYen: await oldReceipt('JPY', 11_000, 1_100_000),
    readDinar: await oldReceipt('KWD', 1250, 1250),
    typedForint: await oldReceipt('HUF', 12_700, 99),
    euro: await oldReceipt('EUR', 1250, 1250),
  }
  const yen = { rate: '0.0056', rateSource: 'ECB' }
  const lines = {
    readYen: await oldLine('JPY', 1_100_000, 616_000, yen, receipts.readYen),
    typedYen: await oldLine('JPY', 11_000, 6160, yen, receipts.typedYen),
    typedForint: await oldLine('HUF', 12_700, 3175, { rate: '0.0025', rateSource: 'ECB', ownShareCents: 700 }),
    euro: await oldLine('EUR', 1250, 1250, {}, receipts.euro),
  }
  await migrateAgain(home, ['20261128-expenses-minor-units'])
  const total = async (id: string) => {
    const row = await db.selectFrom('expenseReceipt').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    return [row.totalCents, row.vat[0]?.vatCents, row.reading?.totalCents.value]
  }
  assert.deepEqual(await total(receipts.readYen), [11_000, 5500, 11_000])
  assert.deepEqual(await total(receipts.typedYen), [11_000, 5500, 11_000])
  assert.deepEqual(await total(receipts.readDinar), [12_500, 6250, 12_500])
  assert.deepEqual(await total(receipts.typedForint), [1_270_000, 635_000, 99])
  assert.deepEqual(await total(receipts.euro), [1250, 625, 1250])
  const amounts = async (id: string) => {
    const row = await db.selectFrom('expenseLine').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    return [row.amountCents, row.ownShareCents, row.claimedCents, row.acceptedCents]
  }
  assert.deepEqual(await amounts(lines.readYen), [11_000, 0, 6160, 6160])
  assert.deepEqual(await amounts(lines.typedYen), [11_000, 0, 6160, 6160])
  assert.deepEqual(await amounts(lines.typedForint), [1_270_000, 70_000, 3175, 3175])
  assert.deepEqual(await amounts(lines.euro), [1250, 0, 1250, 1250])
})

test('own shares beyond the amount and foreign amounts counted one to one are mended, but not what was signed for', async () => {
  const { db } = home.office
  await home.offices.adminPool.query(
    `alter table office_main.expense_line drop constraint expense_line_own_share, drop constraint expense_line_counted,
      drop constraint expense_line_claimed_within`,
  )
  const vat = JSON.stringify([{ rate: '21', netCents: 10_000, vatCents: 2100 }])
  const presented = newId()
  const report = { number: presented, memberId: people.ieva.id, teamId: people.north, month: '2026-11-01' }
  await db
    .insertInto('expenseReport')
    .values({ id: presented, ...report, presentedAt: '2026-11-20T08:00:00Z' })
    .execute()
  const zloty = { rate: '0.25', rateSource: 'ECB' }
  const lines = {
    negative: await oldLine('EUR', 11_900, 23_800, { ownShareCents: -11_900, vat, vatCents: 2100 }),
    beyond: await oldLine('PLN', 10_000, -500, { ownShareCents: 12_000, ...zloty }),
    refund: await oldLine('PLN', -10_000, -3000, { ownShareCents: 2000, ...zloty }),
    within: await oldLine('EUR', 12_100, 6050, { ownShareCents: 6050, vat, vatCents: 2100 }),
    signed: await oldLine('EUR', 11_900, 23_800, { ownShareCents: -11_900, reportId: presented }),
    oneToOne: await oldLine('MYR', 32_700, 32_700, { rate: '1' }),
  }
  await migrateAgain(home, ['20261128-expenses-own-share'])
  const amounts = async (id: string) => {
    const row = await db.selectFrom('expenseLine').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    return [row.ownShareCents, row.claimedCents, row.acceptedCents, row.vatCents]
  }
  assert.deepEqual(await amounts(lines.negative), [0, 11_900, 11_900, 2100])
  assert.deepEqual(await amounts(lines.beyond), [10_000, 0, 0, 0])
  assert.deepEqual(await amounts(lines.refund), [0, -2500, -2500, 0])
  assert.deepEqual(await amounts(lines.within), [6050, 6050, 6050, 1050])
  assert.deepEqual(await amounts(lines.signed), [0, 23_800, 23_800, 0])
  assert.deepEqual(await amounts(lines.oneToOne), [0, null, null, 0])
})
