import assert from 'node:assert/strict'
import { test } from 'node:test'
import { amountsIn } from './amounts.ts'
import { paperOf } from './test-paper.ts'
import { vatOf } from './vat.ts'

const vatOn = (...lines: string[]) => {
  const rows = paperOf(...lines)
  return vatOf(rows, amountsIn(rows)).map(({ line }) => [line.rate, line.netCents, line.vatCents, line.grossCents])
}

const tables: [string[], (string | number | null)[][]][] = [
  [
    ['MwSt Netto MwSt Brutto', 'A 7,00% 17,33 1,21 18,54', 'B 19,00% 4,78 0,91 5,69'],
    [
      ['7', 1733, 121, 1854],
      ['19', 478, 91, 569],
    ],
  ],
  [['MwSt-Satz Brutto Netto MwSt', '1=19,00% 0,85 0,71 0,14'], [['19', 71, 14, 85]]],
  [['GST Summary Amount(RM) Tax(RM)', 'SR @ 6% 37.55 2.25'], [['6', 3755, 225, 3980]]],
  [['TAX CODE % AMOUNT TAX', 'SR 6.00 16.98 1.02'], [['6', 1698, 102, 1800]]],
  [['PVM 21,00 % A 2,61', 'Be PVM A 12,42'], [['21', 1242, 261, 1503]]],
  [['SPRZEDAŻ OPODATKOWANA A 10,10', 'PTU A 23,00% 1,89'], [['23', 821, 189, 1010]]],
  [['ZRL @ 0% 38.20 0.00'], [['0', 3820, 0, 3820]]],
  [['Tax Table', 'MWST% MWST NETTO', 'B 19 1,58 8,30'], [['19', 830, 158, 988]]],
  [['PVM (21 proc.) 10,10'], [['21', null, 1010, null]]],
  [['sh käibemaks 22% 15,31'], [['22', null, 1531, null]]],
  [['GST @6% included in total 1.19'], [['6', null, 119, null]]],
]

test('VAT is read by rate, whatever the order of the columns, if the arithmetic agrees', () => {
  for (const [lines, expected] of tables) assert.deepEqual(vatOn(...lines), expected, lines.join(' / '))
})

test('amounts that do not agree with the rate are not believed', () => {
  assert.deepEqual(vatOn('MwSt Netto MwSt Brutto', 'A 7,00% 17,33 9,21 99,54'), [])
})
