import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Accepted, type Asked, isMisread, suggestFrom } from './suggest.ts'

let made = 0
const line = (categoryId: string | null, spentOn: string, more: Partial<Accepted> = {}): Accepted => ({
  id: String(made++).padStart(4, '0'),
  memberId: 'other',
  teamId: 'far',
  key: 'egiynesdegaiine',
  isNear: false,
  categoryId,
  account: categoryId && `63-${categoryId}`,
  purpose: '',
  spentOn,
  isSettled: true,
  ...more,
})
const mine = { memberId: 'me', teamId: 'north' }
const ofTeam = { teamId: 'north' }
const asked: Asked = { ...mine, key: 'egiynesdegaiine' }
const categoryOf = (history: Accepted[], by = asked) => suggestFrom(history, by).category

test('a merchant nobody has paid yet gets no suggestion', () => {
  assert.deepEqual(suggestFrom([], asked), { category: null, account: null, purpose: null })
})

test('a suggestion says how many of the latest lines speak for it, whose they are, and the account of its category', () => {
  const history = [line('fuel', '2026-03-01', mine), line('fuel', '2026-02-01', mine), line('car', '2026-01-01', mine)]
  const said = { share: 0.78, times: 2, of: 3, from: 'own' }
  assert.deepEqual(suggestFrom(history, asked), {
    category: { value: 'fuel', ...said },
    account: { value: '63-fuel', ...said },
    purpose: null,
  })
})

const circles: [what: string, history: Accepted[], value: string | undefined, from: string | undefined][] = [
  ['own before the team', [line('a', '2026-01-01', mine), line('b', '2026-03-01', ofTeam)], 'a', 'own'],
  ['the team before the office', [line('a', '2026-01-01', ofTeam), line('b', '2026-03-01')], 'a', 'team'],
  ['the office where nobody nearer has been', [line('b', '2026-03-01')], 'b', 'office'],
  [
    'the team where own lines have no category',
    [line(null, '2026-03-02', mine), line('a', '2026-01-01', ofTeam)],
    'a',
    'team',
  ],
  [
    'nobody where all are divided',
    [line('a', '2026-03-03'), line('b', '2026-03-02'), line('c', '2026-03-01')],
    undefined,
    undefined,
  ],
]
for (const [what, history, value, from] of circles) {
  test(`whose habit decides: ${what}`, () => {
    const found = categoryOf(history)
    assert.deepEqual([found?.value, found?.from], [value, from])
  })
}

test('a receipt that is nobody’s yet follows the team', () => {
  const found = categoryOf([line('a', '2026-01-01', mine), line('b', '2026-03-01')], { ...asked, memberId: null })
  assert.deepEqual([found?.value, found?.from], ['a', 'team'])
})

const learned: [what: string, history: Accepted[], value: string][] = [
  ['a later line beats an earlier one', [line('old', '2026-01-01'), line('new', '2026-02-01')], 'new'],
  ['a draft of today beats one line handed over', [line('old', '2026-01-01'), line('new', '2026-02-01', { isSettled: false })], 'new'],
  ['a draft does not beat two handed over', [line('old', '2026-01-01'), line('old', '2026-01-02'), line('new', '2026-02-01', { isSettled: false })], 'old'],
  ['the draft weighs less than what was handed over the same day', [line('old', '2026-02-01'), line('old', '2026-02-01'), line('new', '2026-02-01', { isSettled: false })], 'old'],
  ['two contrary lines in a row beat any past', [...Array(9).fill('2026-01-01').map((day) => line('old', day)), line('new', '2026-02-01'), line('new', '2026-02-02')], 'new'],
  ['of one day the one made later counts as later', [line('old', '2026-02-01'), line('new', '2026-02-01')], 'new'],
] // biome-ignore format: a table
for (const [what, history, value] of learned) {
  test(`it learns at once: ${what}`, () => assert.equal(categoryOf(history)?.value, value))
}

test('only the ten latest lines are counted', () => {
  const history = Array.from({ length: 30 }, (_, at) => line('fuel', `2026-01-${String(at + 1).padStart(2, '0')}`))
  assert.deepEqual([categoryOf(history)?.times, categoryOf(history)?.of], [10, 10])
})

test('a purpose comes from own lines, another one’s is never said', () => {
  const history = [
    line('fuel', '2026-03-03', { ...ofTeam, purpose: 'Fair in Riga' }),
    line('fuel', '2026-03-01', { ...mine, purpose: 'Visits in Kaunas' }),
  ]
  assert.equal(suggestFrom(history, asked).purpose?.value, 'Visits in Kaunas')
  assert.equal(suggestFrom(history.slice(0, 1), asked).purpose, null)
})

test('of lines under nearly the same name only those under a misreading of it count', () => {
  const near = { isNear: true }
  assert.equal(categoryOf([line('fuel', '2026-03-01', { ...near, key: 'egiynesdegaline' })])?.value, 'fuel')
  assert.equal(categoryOf([line('fuel', '2026-03-01', { ...near, key: 'egiynesvaigykia' })]), null)
})

const misreadings: [one: string, other: string, is: boolean][] = [
  ['pusynoviesbutis', 'pusymoviesbutis', true],
  ['pusynoviesbutis', 'pusynoviesbutiss', true],
  ['pusynoviesbutis', 'pusymovlesbutis', false],
  ['zuvedroskavinekaune', 'zuvednoskavimekaune', true],
  ['neris', 'nerij', false],
]
for (const [one, other, is] of misreadings) {
  test(`“${other}” ${is ? 'may be' : 'is not'} “${one}” misread`, () => assert.equal(isMisread(one, other), is))
}
