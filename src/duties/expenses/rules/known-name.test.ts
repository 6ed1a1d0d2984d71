import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Reading } from '../reader/reading.ts'
import { field } from '../reader/rules/facts.ts'
import { type NameGiven, withKnownName } from './known-name.ts'

const reading = (vatIsSure: boolean) =>
  ({ merchant: field('UAB ,Ziedupe', 0.8), vatNumber: field('LT619547419', vatIsSure ? 0.995 : 0.7) }) as Reading

const stands = (name: string): NameGiven => ({ name, isCorrected: false })
const typed = (name: string): NameGiven => ({ name, isCorrected: true })

const cases: [string, NameGiven[], boolean, string | null][] = [
  ['one line names it', [stands('UAB „Žiedupė“')], true, 'UAB „Žiedupė“'],
  ['two of three agree', [stands('UAB „Žiedupė“'), stands('Žiedupė'), stands('UAB „Žiedupė“')], true, 'UAB „Žiedupė“'],
  ['names are divided', [stands('UAB „Žiedupė“'), stands('Žiedupė')], true, null],
  ['a misreading let stand was corrected once', [typed('UAB „Žiedupė“'), stands('UAB Ziedupe')], true, 'UAB „Žiedupė“'],
  ['people write the branch behind it', [typed('Žiedupė, Kaunas'), typed('Žiedupė, Vilnius')], true, null],
  ['the VAT number may be misread', [stands('UAB „Žiedupė“')], false, null],
  ['nobody has named it yet', [], true, null],
]

test('a seller is called as the office calls it, if its VAT number was read surely and people agree', () => {
  for (const [name, names, isSure, known] of cases) {
    const { merchant } = withKnownName(reading(isSure), names)
    assert.deepEqual([merchant.value, merchant.sure], known ? [known, true] : ['UAB ,Ziedupe', false], name)
    if (known) assert.deepEqual(merchant.alternatives, ['UAB ,Ziedupe'])
  }
})
