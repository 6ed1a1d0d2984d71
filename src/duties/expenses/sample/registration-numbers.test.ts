import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seeded } from '#office/sample/random.ts'
import {
  britishCheck,
  germanCheck,
  inventRegistration,
  irishCheck,
  latvianCheck,
  lithuanianCheck,
  polishCheck,
} from './registration-numbers.ts'

// Published examples of each country's format (python-stdnum's documentation).
const published = [
  ['LT119511515', lithuanianCheck('11951151'), '5'],
  ['LT100001919017', lithuanianCheck('10000191901'), '7'],
  ['LV40003521600', latvianCheck('4000352160'), '0'],
  ['PL8567346215', polishCheck('856734621'), '5'],
  ['DE136695976', germanCheck('13669597'), '6'],
  ['GB980780684', britishCheck('9807806'), '84'],
  ['IE6433435F', irishCheck('6433435'), 'F'],
] as const

for (const [number, found, expected] of published)
  test(`the check digits of ${number} come out as published`, () => assert.equal(found, expected))

test('an invented registration has the length its country prescribes', () => {
  const random = seeded('registrations')
  const shapes = {
    LT: /^LT(\d{9}|\d{12})$/,
    LV: /^LV4\d{10}$/,
    PL: /^PL\d{10}$/,
    DE: /^DE\d{9}$/,
    GB: /^GB\d{9}$/,
    IE: /^IE\d{7}[A-W]$/,
  } as const
  for (const [country, shape] of Object.entries(shapes))
    for (let i = 0; i < 50; i++) assert.match(inventRegistration(random, country as keyof typeof shapes).vat, shape)
})
