import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { PresentedLine } from './presented-line.ts'
import { isTicked, linesUnder, tickedContent, tickedContentBefore } from './ticks.ts'

const placed = (lineId: string, memberId: string, categoryId: string | null) => ({ lineId, memberId, categoryId })
const lines = [
  placed('l1', 'jonas', 'hotel'),
  placed('l2', 'jonas', 'taxi'),
  placed('l3', 'ieva', 'hotel'),
  placed('l4', 'ieva', null),
  placed('hotel', 'taxi', 'jonas'),
]

const targets: [what: string, target: string, covered: string[]][] = [
  ['a line', 'line:l1', ['l1']],
  ['a line that is gone', 'line:l9', []],
  ['a person’s figure in a category', 'cell:jonas:hotel', ['l1']],
  ['a figure of a person who has none there', 'cell:ieva:taxi', []],
  ['a person’s figure without a category', 'cell:ieva:none', ['l4']],
  ['a person', 'person:ieva', ['l3', 'l4']],
  ['a person who is gone', 'person:l1', []],
  ['a category', 'column:hotel', ['l1', 'l3']],
  ['what has no category', 'column:none', ['l4']],
  ['what is no target', 'team:north', []],
  ['nothing', '', []],
]
for (const [what, target, covered] of targets)
  test(`a tick on ${what} covers just its lines, and each of them is ticked by it`, () => {
    assert.deepEqual(
      linesUnder(target, lines).map(({ lineId }) => lineId),
      covered,
    )
    const ticked = lines.filter((line) => isTicked(line, new Set([target]))).map(({ lineId }) => lineId)
    assert.deepEqual(ticked, covered)
  })

test('without a tick nothing is ticked, and a line is by any one of several', () => {
  assert.ok(lines.every((line) => !isTicked(line, new Set())))
  assert.ok(isTicked(lines[0]!, new Set(['person:ieva', 'column:hotel'])))
})

const line = (lineId: string, more: Partial<PresentedLine> = {}): PresentedLine => ({
  ...{ lineId, reportId: 'r', reportNumber: 'EXP-2026-0001', memberId: 'm', memberName: 'Jonas', teamId: 't' },
  ...{ teamName: 'North', categoryId: 'c', spentOn: '2026-03-12', merchant: 'Parkomatas', amountCents: 1_210 },
  ...{ currency: 'EUR', rate: '1', rateSource: null, vatCents: 210, ownShareCents: 0, claimedCents: 1_210 },
  ...{ acceptedCents: 1_210, purpose: 'Visit', customer: '', guests: '', explanation: '', missingReason: null },
  vat: [{ rate: '21', netCents: 1_000, vatCents: 210 }],
  ...{ refusedWhy: null, changedAfterReading: [], receipts: [{ id: 'a', number: 'RCP-1', sha256: '1' }] },
  ...more,
})

test('what a tick vouches for names every line and all it says; what older ticks vouch for the few fields they held', () => {
  const said = { categoryId: 'c', spentOn: '2026-03-12', merchant: 'Parkomatas', amountCents: 1_210, currency: 'EUR', rate: '1', rateSource: null, vatCents: 210, vat: '21 1000 210', ownShareCents: 0, claimedCents: 1_210, purpose: 'Visit', customer: '', guests: '', explanation: '', missingReason: null, receipts: 'a 1' } // biome-ignore format: one row
  assert.deepEqual(tickedContent([line('l1')]), [['l1', said]])
  const before = ['l1', 1_210, '2026-03-12', 'Parkomatas', 'c', null, ['1']]
  assert.deepEqual(tickedContentBefore([line('l1')]), [before])
  assert.deepEqual([tickedContent([]), tickedContentBefore([])], [[], []])
})

test('what a tick vouches for is the same in whatever order its lines and their receipts come', () => {
  const receipts = ['b', 'a', 'c'].map((id) => ({ id, number: `RCP-${id}`, sha256: id }))
  const all = ['l2', 'l10', 'l1'].map((id) => line(id, { receipts }))
  fc.assert(
    fc.property(
      fc.shuffledSubarray(all, { minLength: 3 }),
      fc.shuffledSubarray(receipts, { minLength: 3 }),
      (mixed, own) => {
        assert.deepEqual(tickedContent(mixed.map((one) => ({ ...one, receipts: own }))), tickedContent(all))
        assert.deepEqual(tickedContentBefore(mixed), tickedContentBefore(all))
      },
    ),
  )
  assert.deepEqual(
    (tickedContent(all) as [string][]).map(([id]) => id),
    ['l1', 'l10', 'l2'],
  )
})
