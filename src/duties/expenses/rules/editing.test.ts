import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Asked, isAbout, isBlank, opens, type Standing, whyLineIsFrozen, whyLinesAreFrozen } from './editing.ts'

const line = { id: 'l1', categoryId: 'hotel' as string | null }
const aboutLine: Asked = { lineId: 'l1', categoryId: null }
const aboutOther: Asked = { lineId: 'l2', categoryId: null }
const aboutCell: Asked = { lineId: null, categoryId: 'hotel' }
const aboutOtherCell: Asked = { lineId: null, categoryId: 'taxi' }
const aboutPerson: Asked = { lineId: null, categoryId: null }
/** Presented with the line in it. */
const standing = (asked: Asked[] = [], more: Partial<Standing> = {}): Standing => ({
  ...{ presentedAt: '2026-12-03T08:00:00Z', approvedAt: null, asked, shown: new Set(['l1']) },
  ...more,
})
const signed = { approvedAt: '2026-12-04T08:00:00Z' }

/** `line`: why it may not be changed; `lines`: why none may be added or taken away. */
const cases: [what: string, standing: Standing, line: string | null, lines: string | null][] = [
  ['is not presented', standing([], { presentedAt: null }), null, null],
  ['is not presented and was asked about before', standing([aboutOther], { presentedAt: null }), null, null],
  ['is presented', standing(), 'presented', 'presented'],
  ['is presented, and asked about this line', standing([aboutLine]), null, 'presented'],
  ['is presented, and asked about another line', standing([aboutOther]), 'presented', 'presented'],
  ['is presented, and asked about its category', standing([aboutCell]), null, null],
  ['is presented, and asked about another category', standing([aboutOtherCell]), 'presented', null],
  ['is presented, and asked about the person', standing([aboutPerson]), null, null],
  ['is asked about two other things', standing([aboutOther, aboutOtherCell]), 'presented', null],
  ['is asked about something else and about the line', standing([aboutOther, aboutLine]), null, 'presented'],
  [
    'is asked about something while the line came later',
    standing([aboutOther], { shown: new Set() }),
    null,
    'presented',
  ],
  ['is presented while the line came later, and nothing is asked', standing([], { shown: new Set() }), 'presented', 'presented'], // biome-ignore format: one row
  ['is signed', standing([], signed), 'approved', 'approved'],
  ['is signed, though a question about the person is open', standing([aboutPerson], signed), 'approved', 'approved'],
  ['is signed and in no presentation', standing([], { ...signed, presentedAt: null }), 'approved', 'approved'],
]
for (const [what, at, ofLine, ofLines] of cases)
  test(`of a report that ${what} just what is asked about may be changed`, () => {
    const says = (why: string | null) => why && { says: `expenses.frozen.${why}` }
    assert.deepEqual(whyLineIsFrozen(at, line), says(ofLine))
    assert.deepEqual(whyLinesAreFrozen(at), says(ofLines))
  })

const asked: [what: string, query: Asked, line: typeof line, isAbout: boolean][] = [
  ['this line', aboutLine, line, true],
  ['another line', aboutOther, line, false],
  ['another line of its category', { lineId: 'l2', categoryId: 'hotel' }, line, false],
  ['its category', aboutCell, line, true],
  ['another category', aboutOtherCell, line, false],
  ['a category, of a line without one', aboutCell, { id: 'l1', categoryId: null }, false],
  ['the person', aboutPerson, line, true],
  ['the person, of a line without a category', aboutPerson, { id: 'l1', categoryId: null }, true],
]
for (const [what, query, of, is] of asked)
  test(`a question about ${what} is ${is ? 'about the line' : 'not about the line'}; what was not shown it opens anyway`, () => {
    assert.equal(isAbout(query, of), is)
    assert.equal(opens(query, of, new Set(['l1', 'l2'])), is)
    assert.equal(opens(query, of, new Set(['l2'])), true)
  })

const blank = {
  ...{ spentOn: null, categoryId: null, amountCents: 0, merchant: '', purpose: '', customer: '', guests: '' },
  explanation: '',
}
const known: [field: keyof typeof blank, value: string | number][] = [
  ['spentOn', '2026-11-10'],
  ['categoryId', 'hotel'],
  ['amountCents', 1],
  ['amountCents', -1],
  ['merchant', 'Šilas'],
  ['purpose', 'Visit'],
  ['customer', 'UAB Jūra'],
  ['guests', 'Ona'],
  ['explanation', 'Late'],
]
test('a line is blank while nothing at all is known of it', () => assert.equal(isBlank(blank), true))
for (const [field, value] of known)
  test(`a line with ${field} ${value} is not blank`, () => assert.equal(isBlank({ ...blank, [field]: value }), false))
