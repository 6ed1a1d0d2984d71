import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contentHash } from '#core/content-hash.ts'
import { changesSince } from './changes-since.ts'
import type { PresentedLine } from './presented-line.ts'
import { tickedContent } from './ticks.ts'

const line: Required<PresentedLine> = {
  ...{ lineId: 'l', reportId: 'r', reportNumber: 'EXP-2026-0001', memberId: 'm', memberName: 'Jonas' },
  ...{ teamId: 't', teamName: 'North', categoryId: 'c', spentOn: '2026-03-12', merchant: 'Parkomatas' },
  ...{ amountCents: 1_210, currency: 'EUR', rate: '1', rateSource: null, vatCents: 210 },
  vat: [{ rate: '21', netCents: 1_000, vatCents: 210 }],
  ...{ ownShareCents: 0, claimedCents: 1_210, acceptedCents: 1_210, purpose: 'Visit', customer: '', guests: '' },
  ...{ explanation: '', missingReason: null, refusedWhy: null, changedAfterReading: [] },
  receipts: [{ id: 'a', number: 'RCP-1', sha256: '1' }],
}
const other: Omit<Required<PresentedLine>, 'lineId' | 'reportId' | 'memberId' | 'teamId'> = {
  ...{ reportNumber: 'EXP-2026-0002', memberName: 'Jonas Jonaitis', teamName: 'Far north', categoryId: 'd' },
  ...{ spentOn: '2026-03-13', merchant: 'Stotelė', amountCents: 1_209, currency: 'USD', rate: '0.9' },
  ...{ rateSource: 'hand', vatCents: 60, vat: [{ rate: '5', netCents: 1_000, vatCents: 210 }], ownShareCents: 10 },
  ...{ claimedCents: 1_200, acceptedCents: 0, purpose: 'Fair', customer: 'UAB Jūra', guests: 'Ona' },
  ...{ explanation: 'Late', missingReason: 'Lost', refusedWhy: 'Private', changedAfterReading: ['merchant'] },
  receipts: [{ id: 'b', number: 'RCP-2', sha256: '1' }],
}
const beside = ['reportNumber', 'memberName', 'teamName', 'acceptedCents', 'refusedWhy', 'changedAfterReading']

for (const [field, value] of Object.entries(other)) {
  const is = beside.includes(field) ? 'is not' : 'is'
  test(`another ${field} ${is} a change of the line, and ${is} one to its tick`, () => {
    const now = { ...line, [field]: value }
    const changes = changesSince([line], [now]).flatMap(({ fields }) => Object.keys(fields))
    assert.deepEqual(changes, is === 'is' ? [field] : [])
    const isTickGone = contentHash(tickedContent([line])) !== contentHash(tickedContent([now]))
    assert.equal(isTickGone, is === 'is')
  })
}

test('what a version did not keep yet is no change', () => {
  const { vat: _, rateSource: __, ...kept } = line
  assert.deepEqual(changesSince([kept], [line]), [])
})
