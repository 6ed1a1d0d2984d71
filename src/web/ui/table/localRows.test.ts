import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Column } from '#web/ui/table/column.ts'
import { filteredRows, sortedRows } from '#web/ui/table/localRows.ts'

type Row = { name: string | null; cents: number }
const name: Column<Row> = { id: 'name', label: 'Name', value: (row) => row.name }
const cents: Column<Row> = { id: 'cents', label: 'Amount', value: (row) => row.cents, kind: 'money' }
const entries = (names: (string | null)[]) =>
  names.map((each, at) => ({ id: String(at), original: { name: each, cents: at } }))
const namesOf = (rows: readonly { original: Row }[]) => rows.map((row) => row.original.name)

test('lithuanian letters stand in their own order and numbers in text by their worth', () => {
  const rows = entries(['Šarūnas', 'Sigita', 'Tomas', 'Čiurlionis', 'Dalia', 'A 10', 'A 9'])
  assert.deepEqual(namesOf(sortedRows(rows, name, false, 'lt-LT')), [
    'A 9',
    'A 10',
    'Čiurlionis',
    'Dalia',
    'Sigita',
    'Šarūnas',
    'Tomas',
  ])
})

test('empty values stand last, whichever way the list is sorted', () => {
  const rows = entries(['b', null, 'a'])
  assert.deepEqual(namesOf(sortedRows(rows, name, false, 'en-GB')), ['a', 'b', null])
  assert.deepEqual(namesOf(sortedRows(rows, name, true, 'en-GB')), ['b', 'a', null])
})

test('ten thousand running numbers sort by their worth', () => {
  const rows = entries(Array.from({ length: 10_001 }, (_, at) => `EXP-${10_000 - at}`))
  const sorted = namesOf(sortedRows(rows, name, false, 'lt-LT'))
  assert.deepEqual([sorted[0], sorted[9], sorted[10], sorted.at(-1)], ['EXP-0', 'EXP-9', 'EXP-10', 'EXP-10000'])
})

test('every filter and the search must fit', () => {
  const rows = entries(['Šimkus', 'Šimkutė', 'Petraitis'])
  const view = { filters: { cents: '1..' }, search: 'simk' }
  assert.deepEqual(namesOf(filteredRows(rows, [name, cents], view)), ['Šimkutė'])
})
