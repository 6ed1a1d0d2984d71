import assert from 'node:assert/strict'
import { test } from 'node:test'
import { translate } from '#core/words.ts'
import { nextReminderAt, reminderLetter } from './reminders.ts'

type Facts = Parameters<typeof reminderLetter>[0]
const facts: Facts = {
  ...{ language: 'en', name: 'Jonas', assistant: 'Rasa Kazlauskienė', month: '2026-11', dueDay: '2026-12-05' },
  ...{ isOverdue: false, missing: [], received: 0, url: null },
}
const letter = (more: Partial<Facts> = {}) =>
  reminderLetter({ ...facts, ...more }, (key, params) => translate(more.language ?? 'en', key, params))
/** The keys of which a letter is made, with what fills them. */
const made = (more: Partial<Facts> = {}) =>
  reminderLetter({ ...facts, ...more }, (key, params) =>
    [key.replace('expenses.letter.', ''), ...Object.values(params)].join(' '),
  )

test('no sentence of a letter ends twice, in Lithuanian either, whose long days end with a full stop', () => {
  const missing = [{ what: 'Viešbutis', expectedOn: '2026-11-04' }]
  for (const language of ['lt', 'en'] as const)
    for (const isOverdue of [false, true]) {
      const { body } = letter({ language, isOverdue, missing, received: 3 })
      assert.match(body, language === 'lt' ? /2026 m\. gruodžio 5 d\./ : /5 December 2026/)
      assert.doesNotMatch(body, /\.\./)
      assert.doesNotMatch(body, /expenses\.|[{}]/)
    }
})

const hotel = { what: 'Hotel', expectedOn: '2026-11-04' }
const taxi = { what: 'Taxi', expectedOn: null }
const cases: [what: string, facts: Partial<Facts>, body: string[]][] = [
  ['asks, where nothing came, whether anything is to come', {}, ['nothingYet November 2026', 'due 5 December 2026']],
  [
    'thanks for what came and asks whether that is all',
    { received: 1 },
    ['allHere November 2026', 'due 5 December 2026', 'received 1'],
  ],
  [
    'names what is missing, with its day where that is known',
    { missing: [hotel, taxi], received: 1 },
    ['missing 2 November 2026\n– Hotel (4 Nov 2026)\n– Taxi', 'due 5 December 2026', 'received 1'],
  ],
  [
    'names the one thing that is missing',
    { missing: [taxi] },
    ['missing 1 November 2026\n– Taxi', 'due 5 December 2026'],
  ],
  ['says that the day has passed', { isOverdue: true }, ['nothingYet November 2026', 'wasDue 5 December 2026']],
  [
    'bears the link where there is one',
    { url: 'https://desk.example/u/1' },
    ['nothingYet November 2026', 'due 5 December 2026', 'link\nhttps://desk.example/u/1'],
  ],
]
for (const [what, more, middle] of cases)
  test(`a letter ${what}`, () => {
    const { subject, body } = made(more)
    assert.equal(subject, `subject November 2026 ${more.missing?.length ?? 0}`)
    assert.deepEqual(body.split('\n\n'), ['greeting Jonas', ...middle, 'lost', 'regards\nRasa Kazlauskienė'])
  })

const mornings: [what: string, from: string, days: number, zone: string, at: string][] = [
  ['over the change of clocks in spring', '2026-03-27T20:00:00Z', 3, 'Europe/Vilnius', '2026-03-30T06:00:00Z'],
  ['over the change of clocks in autumn', '2026-10-24T20:00:00Z', 1, 'Europe/Vilnius', '2026-10-25T07:00:00Z'],
  ['counted from the day that it is there', '2026-06-01T22:00:00Z', 1, 'Europe/Vilnius', '2026-06-03T06:00:00Z'],
  ['where it is still the day before', '2026-06-02T02:00:00Z', 1, 'America/New_York', '2026-06-02T13:00:00Z'],
  ['into the next year', '2026-12-30T10:00:00Z', 7, 'UTC', '2027-01-06T09:00:00Z'],
]
for (const [what, from, days, zone, at] of mornings)
  test(`the next reminder goes out at nine in the morning of the office, ${what}`, () =>
    assert.equal(nextReminderAt(Temporal.Instant.from(from), days, zone).toString(), at))
