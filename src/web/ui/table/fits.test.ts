import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Column } from '#web/ui/table/column.ts'
import { fitsFilter, fitsSearch, readSort, readSpan, wordsOf, writeSort, writeSpan } from '#web/ui/table/fits.ts'

type Row = { name: string; cents: number }
const text: Column<Row> = { id: 'name', label: 'Name', value: (row) => row.name }
const money: Column<Row> = { id: 'cents', label: 'Amount', value: (row) => row.cents, kind: 'money' }
const day: Column<Row> = { ...text, kind: 'day' }
const choice: Column<Row> = { ...text, kind: 'choice' }

test('a text filter leaves accents and case aside', () => {
  assert.equal(fitsFilter(text, 'Šimkus', 'simk'), true)
  assert.equal(fitsFilter(text, 'Šimkus', 'petr'), false)
})

test('a span filter includes both ends and may be open', () => {
  assert.deepEqual(
    ['100..200', '150..', '..150', '151..'].map((filter) => fitsFilter(money, 150, filter)),
    [true, true, true, false],
  )
  assert.equal(fitsFilter(day, '2026-03-31', '2026-03-01..2026-03-31'), true)
  assert.equal(fitsFilter(day, null, '..2026-03-31'), false)
  assert.equal(fitsFilter(money, 0, '..10'), true)
})

test('a choice filter takes any of its values', () => {
  assert.equal(fitsFilter(choice, 'open', 'open,signed'), true)
  assert.equal(fitsFilter(choice, 'sent', 'open,signed'), false)
})

test('a search wants every word somewhere in the row', () => {
  const row = { name: 'Rūta Žemaitė', cents: 1250 }
  assert.equal(fitsSearch([text, money], row, wordsOf('zemaite 1250')), true)
  assert.equal(fitsSearch([text, money], row, wordsOf('zemaite 99')), false)
})

test('sort and span go to the address and back', () => {
  assert.deepEqual(readSort(writeSort({ id: 'date', desc: true })), { id: 'date', desc: true })
  assert.equal(readSort(undefined), null)
  assert.deepEqual(readSpan(writeSpan('5', '')), ['5', ''])
  assert.equal(writeSpan('', ''), undefined)
})
