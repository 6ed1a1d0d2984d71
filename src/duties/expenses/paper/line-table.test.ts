import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StandingLine } from '../rules/presented-line.ts'
import { lineTable, notCounted, pen } from './line-table.ts'

const line: StandingLine = {
  ...{ lineId: '1', reportId: 'r', reportNumber: 'EXP-1', memberId: 'm', memberName: 'Rūta', teamId: 't' },
  ...{ teamName: 'North', categoryId: null, spentOn: '2026-11-10', merchant: 'Kedai Kopi', amountCents: 32_700 },
  ...{ currency: 'MYR', rate: null, vatCents: 0, ownShareCents: 0, claimedCents: null, acceptedCents: null },
  ...{ purpose: '', customer: '', guests: '', explanation: '', missingReason: null, refusedWhy: null },
  ...{ changedAfterReading: [], receipts: [] },
}
const coffee = { ...line, merchant: 'Kava', currency: 'EUR', rate: '1', claimedCents: 450, acceptedCents: 450 }
const write = pen('en', 'EUR')
const around = { categories: new Map(), rates: new Map([['1', { day: '2026-11-09', source: 'Bank of Lithuania' }]]) }

test('on paper an amount without an exchange rate is missing, and a sentence says that the sums miss it', () => {
  const { rows, totals } = lineTable([line, coffee], around, write)
  assert.deepEqual(rows[0]!.slice(-2), ['–', '–'])
  assert.deepEqual(totals[0]!.slice(-2), ['4.50 + ?', '4.50 + ?'])
  assert.deepEqual(lineTable([line], around, write).totals[0]!.slice(-2), ['– + ?', '– + ?'])
  assert.deepEqual(notCounted([line, coffee], write), [
    '1 line is not in the sums: no amount or exchange rate yet (Kedai Kopi).',
  ])
  assert.deepEqual(notCounted([coffee], write), [])
})

test('on paper an amount that nobody knows yet is missing, and so is what it comes to', () => {
  const [row] = lineTable([{ ...coffee, amountCents: 0, claimedCents: 0, acceptedCents: 0 }], around, write).rows
  assert.deepEqual([row![5], ...row!.slice(-2)], ['–', '–', '–'])
  const refused = lineTable([{ ...coffee, amountCents: 450, acceptedCents: 0 }], around, write).rows[0]!
  assert.deepEqual(refused.slice(-2), ['4.50', '0.00'], 'nothing accepted is a figure')
})

test('amounts on paper have the decimals of their currency', () => {
  const spent = (amountCents: number, currency: string) =>
    lineTable([{ ...coffee, amountCents, currency }], around, write).rows[0]![5]
  assert.equal(spent(11_000, 'JPY'), 'JP¥11,000')
  assert.equal(spent(12_345, 'KWD'), 'KWD\u00a012.345')
  assert.equal(spent(1_270_050, 'HUF'), 'HUF\u00a012,700.50')
})

test('what is spent and what is claimed differ on paper by an own share and a rate that stand there', () => {
  const shared = {
    ...line,
    purpose: 'Visit.',
    rate: '0.2083',
    ownShareCents: 2_700,
    claimedCents: 6_249,
    acceptedCents: 6_249,
  }
  const { lineColumns, rows, totals } = lineTable([shared, coffee], around, write)
  const own = lineColumns.findIndex(([title]) => title === 'Own share')
  assert.deepEqual(
    rows.map((row) => row[own]),
    ['MYR\u00a027.00', ''],
  )
  const purpose = (more: object, language: 'en' | 'lt' = 'en') =>
    lineTable([{ ...shared, ...more }], around, pen(language, 'EUR')).rows[0]![3]
  assert.equal(purpose({}), 'Visit. Rate 0.2083 of 9 Nov 2026 (Bank of Lithuania)')
  assert.equal(purpose({ lineId: '2' }), 'Visit. Rate 0.2083')
  assert.equal(purpose({}, 'lt'), 'Visit. 2026-11-09 kursas 0,2083 (Bank of Lithuania)')
  assert.equal(lineTable([coffee], around, write).lineColumns.length, lineColumns.length - 1)
  for (const row of [...rows, ...totals]) assert.equal(row.length, lineColumns.length)
})
