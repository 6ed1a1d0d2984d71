import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StandingLine } from '../rules/presented-line.ts'
import { lineRow, lineTotals, notCounted, pen } from './line-table.ts'

const line: StandingLine = {
  ...{ lineId: '1', reportId: 'r', reportNumber: 'EXP-1', memberId: 'm', memberName: 'Rūta', teamId: 't' },
  ...{ teamName: 'North', categoryId: null, spentOn: '2026-11-10', merchant: 'Kedai Kopi', amountCents: 32_700 },
  ...{ currency: 'MYR', rate: null, vatCents: 0, ownShareCents: 0, claimedCents: null, acceptedCents: null },
  ...{ purpose: '', customer: '', guests: '', explanation: '', missingReason: null, refusedWhy: null },
  ...{ changedAfterReading: [], receipts: [] },
}
const coffee = { ...line, merchant: 'Kava', currency: 'EUR', rate: '1', claimedCents: 450, acceptedCents: 450 }
const write = pen('en', 'EUR')

test('on paper an amount without an exchange rate is missing, and a sentence says that the sums miss it', () => {
  assert.deepEqual(lineRow(line, new Map(), write).slice(-2), ['–', '–'])
  assert.deepEqual(lineTotals([line, coffee], write).slice(-2), ['4.50', '4.50'])
  assert.deepEqual(notCounted([line, coffee], write), ['1 line is not in the sums: no exchange rate yet (Kedai Kopi).'])
  assert.deepEqual(notCounted([coffee], write), [])
})

test('amounts on paper have the decimals of their currency', () => {
  const spent = (amountCents: number, currency: string) =>
    lineRow({ ...coffee, amountCents, currency }, new Map(), write)[5]
  assert.equal(spent(11_000, 'JPY'), 'JP¥11,000')
  assert.equal(spent(12_345, 'KWD'), 'KWD\u00a012.345')
  assert.equal(spent(1_270_050, 'HUF'), 'HUF\u00a012,700.50')
})
