import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
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

const named = (lineId: string, more: Partial<PresentedLine> = {}): PresentedLine => ({ ...line, lineId, ...more })
const at = { memberId: 'm', categoryId: 'c' }
const cases: [what: string, before: PresentedLine[], now: PresentedLine[], changes: unknown[]][] = [
  ['nothing was shown and nothing is', [], [], []],
  ['all stands as it did', [named('a'), named('b')], [named('b'), named('a')], []],
  ['a line came', [named('a')], [named('a'), named('b')], [{ lineId: 'b', ...at, kind: 'added', fields: {} }]],
  ['a line went', [named('a'), named('b')], [named('b')], [{ lineId: 'a', ...at, kind: 'removed', fields: {} }]],
  [
    'one was taken for another, which is told last',
    [named('a'), named('b')],
    [named('b'), named('c')],
    [
      { lineId: 'c', ...at, kind: 'added', fields: {} },
      { lineId: 'a', ...at, kind: 'removed', fields: {} },
    ],
  ],
  [
    'a line of another amount and another category, under which it is told',
    [named('a')],
    [named('a', { amountCents: -1_210, claimedCents: -1_210, categoryId: 'd' })],
    [
      {
        ...{ lineId: 'a', memberId: 'm', categoryId: 'd', kind: 'changed' },
        fields: { categoryId: ['c', 'd'], amountCents: [1_210, -1_210], claimedCents: [1_210, -1_210] },
      },
    ],
  ],
  [
    'a second receipt: they are told by how many they are',
    [named('a')],
    [named('a', { receipts: [...line.receipts, { id: 'b', number: 'RCP-2', sha256: '2' }] })],
    [{ lineId: 'a', ...at, kind: 'changed', fields: { receipts: [1, 2] } }],
  ],
  [
    'the picture of a receipt was made anew',
    [named('a')],
    [named('a', { receipts: [{ ...line.receipts[0]!, sha256: '2' }] })],
    [{ lineId: 'a', ...at, kind: 'changed', fields: { receipts: [1, 1] } }],
  ],
  [
    'receipts in another order',
    [named('a', { receipts: [...line.receipts, { id: 'b', number: 'RCP-2', sha256: '2' }] })],
    [named('a', { receipts: [{ id: 'b', number: 'RCP-2', sha256: '2' }, ...line.receipts] })],
    [],
  ],
]
for (const [what, before, now, changes] of cases)
  test(`since it was last looked at: ${what}`, () => assert.deepEqual(changesSince(before, now), changes))

test('between two versions what was added one way is removed the other, and a version differs from itself by nothing', () => {
  const version = fc
    .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 })
    .chain((ids) =>
      fc.tuple(...ids.map((id) => fc.integer({ min: -2, max: 2 }).map((amountCents) => named(id, { amountCents })))),
    )
  fc.assert(
    fc.property(version, version, (one, other) => {
      assert.deepEqual(changesSince(one, one), [])
      const ids = (kind: string, changes: ReturnType<typeof changesSince>) =>
        changes.flatMap((change) => (change.kind === kind ? [change.lineId] : [])).sort()
      const [there, back] = [changesSince(one, other), changesSince(other, one)]
      assert.deepEqual(ids('added', there), ids('removed', back))
      assert.deepEqual(ids('changed', there), ids('changed', back))
    }),
  )
})
