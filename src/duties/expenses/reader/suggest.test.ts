import assert from 'node:assert/strict'
import { test } from 'node:test'
import { field, unknown } from './rules/facts.ts'
import { type Accepted, suggestFor } from './suggest.ts'

const line = (merchant: string, category: string, spentOn: string, more: Partial<Accepted> = {}): Accepted => ({
  merchant,
  category,
  purpose: null,
  spentOn,
  ...more,
})
const reading = { merchant: field('UAB „Eglynės degalinė“', 1), vatNumber: unknown<string>() }

test('what was accepted for the same merchant is suggested, however its name was written', () => {
  const history = [
    line('EGLYNES DEGALINE', 'fuel', '2026-03-01'),
    line('Kavinė', 'meals', '2026-03-02'),
    line('Eglynės degalinė, UAB', 'fuel', '2026-02-01'),
  ]
  assert.deepEqual(suggestFor(history, reading).category, { value: 'fuel', share: 1, times: 2 })
})

test('the VAT number finds a merchant whose name was misread', () => {
  const history = [line('Xx', 'fuel', '2026-03-01', { vatNumber: 'LT619547419' })]
  assert.equal(suggestFor(history, { ...reading, vatNumber: field('LT619547419', 1) }).category?.value, 'fuel')
})

test('divided habits suggest nothing, later ones weigh more', () => {
  const three = [
    line('Eglynės degalinė', 'a', '2026-03-03'),
    line('Eglynės degalinė', 'b', '2026-03-02'),
    line('Eglynės degalinė', 'c', '2026-03-01'),
  ]
  assert.equal(suggestFor(three, reading).category, null)
  assert.equal(suggestFor(three.slice(0, 2), reading).category?.value, 'a')
})

test("a purpose comes from the member's own lines", () => {
  const history = [
    line('Eglynės degalinė', 'fuel', '2026-03-03', { memberId: 'other', purpose: 'Fair in Riga' }),
    line('Eglynės degalinė', 'fuel', '2026-03-01', { memberId: 'me', purpose: 'Visits in Kaunas' }),
  ]
  assert.equal(suggestFor(history, reading, 'me').purpose?.value, 'Visits in Kaunas')
})

test('a stranger gets no suggestion', () => {
  assert.deepEqual(suggestFor([], reading), { category: null, account: null, purpose: null })
})
