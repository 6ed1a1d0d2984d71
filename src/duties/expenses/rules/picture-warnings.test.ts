import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Reading, Told } from '../reader/reading.ts'
import { asksForAnother, warningsOn } from './picture-warnings.ts'

const blurred: Told = { says: 'expenses.reader.blurred', params: {} }
const dark: Told = { says: 'expenses.reader.dark', params: {} }
const two: Told = { says: 'expenses.reader.twoReceipts', params: { count: 2 } }
const cutShort: Told = { says: 'expenses.reader.someOfPages', params: { pagesRead: 20, pages: 31 } }

const fresh = {
  pictureWarnings: [] as Told[],
  reading: null as Reading | null,
  checkedAt: null as string | null,
  setAsideAt: null as string | null,
  oneReceiptAt: null as string | null,
}
const reading = (isSure: boolean, warnings: Told[], parts = 0) =>
  ({
    date: { sure: isSure },
    totalCents: { sure: isSure },
    warnings,
    parts: Array(parts).fill({}),
  }) as unknown as Reading

const cases: [what: string, receipt: Partial<typeof fresh>, said: Told[]][] = [
  ['a good picture that is not read yet', {}, []],
  ['a blurred one that is not read yet', { pictureWarnings: [blurred] }, [blurred]],
  ['a blurred one whose day and total are sure', { pictureWarnings: [blurred], reading: reading(true, [blurred]) }, []],
  [
    'a blurred one read with doubt, told once',
    { pictureWarnings: [blurred], reading: reading(false, [blurred]) },
    [blurred],
  ],
  ['one that only the reader finds dark', { reading: reading(false, [dark]) }, [dark]],
  ['a dark one that somebody has checked', { pictureWarnings: [dark], checkedAt: '2026-11-24T10:00:00Z' }, []],
  ['two receipts on one picture, surely read', { reading: reading(true, [two], 2) }, [two]],
  ['two that somebody said are one', { reading: reading(true, [two], 2), oneReceiptAt: '2026-11-24T10:00:00Z' }, []],
  ['a long document, surely read', { reading: reading(true, [cutShort]) }, [cutShort]],
]
for (const [what, receipt, said] of cases) {
  test(`the words on ${what} are ${said.map((one) => one.says.split('.').at(-1)).join(', ') || 'none'}`, () => {
    assert.deepEqual(warningsOn({ ...fresh, ...receipt }), said)
  })
}

test('another picture is asked for while it helps: not of a PDF, not when kept, used, set aside or cut from another', () => {
  const poor = {
    ...fresh,
    pictureWarnings: [blurred],
    mime: 'image/jpeg',
    readingState: 'waiting',
    pictureKeptAt: null as string | null,
    partOf: null as string | null,
  }
  assert.equal(asksForAnother(poor, false), true)
  assert.equal(asksForAnother({ ...poor, pictureWarnings: [], readingState: 'failed' }, false), true)
  assert.equal(asksForAnother({ ...poor, pictureWarnings: [] }, false), false)
  assert.equal(asksForAnother({ ...poor, mime: 'application/pdf' }, false), false)
  assert.equal(asksForAnother({ ...poor, pictureKeptAt: '2026-11-24T10:00:00Z' }, false), false)
  assert.equal(asksForAnother({ ...poor, setAsideAt: '2026-11-24T10:00:00Z' }, false), false)
  assert.equal(asksForAnother({ ...poor, partOf: 'another' }, false), false)
  assert.equal(asksForAnother(poor, true), false)
})
