import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenRights } from '#core/duty.ts'
import '#duties/index.ts'
import { formatDay } from '#core/days.ts'
import { fillMessage, flattenWords, nearestLanguage } from '#core/message.ts'
import { loadWords, translate } from '#core/words.ts'

test('the folder is the prefix and nesting becomes dots', () => {
  assert.deepEqual(flattenWords('expenses', { nav: { rounds: 'Rounds' }, 'line.gone': 'Gone' }), {
    'expenses.nav.rounds': 'Rounds',
    'expenses.line.gone': 'Gone',
  })
})

test('what was told by a key of before is said in the words of today', () => {
  assert.equal(
    translate('en', 'expenses.collect.roundClosed', { number: 'R-1' }),
    translate('en', 'expenses.roundClosed', { number: 'R-1' }),
  )
  assert.equal(translate('en', 'office.event.sampleFilled'), translate('en', 'office.said.sampleFilled'))
  assert.match(translate('lt', 'expenses.collect.roundClosed', { number: 'R-1' }), /R-1/)
  assert.equal(translate('en', 'expenses.collected'), 'expenses.collected')
})

test('lithuanian has one, few, many and other', () => {
  const message = '{count, plural, one {# kvitas} few {# kvitai} many {# kvito} other {# kvitų}}'
  const said = [1, 2, 10, 11, 21, 1.5].map((count) => fillMessage('lt', message, { count }))
  assert.deepEqual(said, ['1 kvitas', '2 kvitai', '10 kvitų', '11 kvitų', '21 kvitas', '1,5 kvito'])
})

test('amounts and days in a sentence are written in its language', () => {
  const params = { amount: { cents: 123450, currency: 'EUR' }, day: '2026-07-09' }
  const english = fillMessage('en', '{amount} on {day}', params)
  assert.match(english, /^€1,234\.50 on 9 Jul/)
  assert.match(fillMessage('lt', '{amount}, {day}', params), /^1.234,50.€, 2026-07-09$/u)
})

test('names are listed as the language lists them', () => {
  const said = (language: string, names: string[]) => fillMessage(language, '{names}.', { names })
  assert.equal(said('lt', ['viešbutis', 'kuras', 'parkavimas']), 'viešbutis, kuras ir parkavimas.')
  assert.equal(said('en', ['hotel', 'fuel', 'parking']), 'hotel, fuel and parking.')
  assert.deepEqual([said('lt', ['kuras']), said('lt', [])], ['kuras.', '.'])
  const withComma = ['Kava, Pietūs', 'kuras', 'Lankė, Jonas']
  for (const language of ['lt', 'en']) assert.equal(said(language, withComma), 'Kava, Pietūs; kuras; Lankė, Jonas.')
  assert.equal(said('lt', ['Kava, Pietūs']), 'Kava, Pietūs.')
})

test('a name with quotation marks of its own gets no further ones in Lithuanian', () => {
  const said = (name: string) => fillMessage('lt', 'Išimta „{name}“ ir „{other}“.', { name, other: 'Kava' })
  assert.equal(said('UAB „Rimi“'), 'Išimta UAB „Rimi“ ir „Kava“.')
  assert.equal(said('„Rimi“'), 'Išimta „Rimi“ ir „Kava“.')
  assert.equal(said('Rimi'), 'Išimta „Rimi“ ir „Kava“.')
})

test('no quotation mark is taken from what somebody wrote', () => {
  const said = (why: string) => fillMessage('lt', 'Atmesta „{what}“: {why}', { what: 'Kava', why })
  for (const why of ['kaip sakė Ona, „tai „Rimi“ kvitas“', '„„Rimi““', 'kavinė „Pas „Joną“ Vilniuje“ uždaryta'])
    assert.equal(said(why), `Atmesta „Kava“: ${why}`)
  const quoted = (what: string) => fillMessage('lt', 'Atmesta „{what}“.', { what })
  assert.equal(quoted('UAB „Rimi“ Vilniuje'), 'Atmesta „UAB „Rimi“ Vilniuje“.')
  assert.equal(quoted('„Rimi“ Vilniuje'), 'Atmesta „Rimi“ Vilniuje.')
  assert.equal(quoted('tai „„Rimi““ kvitas'), 'Atmesta „tai „„Rimi““ kvitas“.')
  const kind = '{kind, select, a {„{what}“} other {ne}}'
  assert.equal(fillMessage('lt', kind, { kind: 'a', what: 'UAB „Rimi“' }), 'UAB „Rimi“')
})

test('only what a sentence means as a day is written as one', () => {
  const said = (language: string, params: object) =>
    fillMessage(language, '{day}: {name} declared “{what}” missing: {reason}', { ...params })
  const params = { day: '2026-07-09', name: '2026-01-05', what: '2026-12-24', reason: '2026-02-01' }
  assert.equal(said('en', params), '9 Jul 2026: 2026-01-05 declared “2026-12-24” missing: 2026-02-01')
  for (const day of ['from', 'to', 'due', 'since', 'at'])
    assert.equal(fillMessage('en', `{${day}}`, { [day]: '2026-07-09' }), '9 Jul 2026', day)
})

test('a name of another writing direction keeps to itself in a sentence', () => {
  const said = (name: string) => fillMessage('en', '{name} sent EUR 9.00', { name })
  assert.equal(said('יוסף'), '\u2068יוסף\u2069 sent EUR 9.00')
  assert.equal(said('Hotel \u202eRUE'), '\u2068Hotel RUE\u2069 sent EUR 9.00')
  assert.equal(said('Ąžuolas'), 'Ąžuolas sent EUR 9.00')
})

test('a rate is written with the decimal sign of the language, all its digits kept', () => {
  assert.equal(fillMessage('lt', '{rate}', { rate: '1.16340005' }), '1,16340005')
  assert.equal(fillMessage('en', '{rate}', { rate: '13.5' }), '13.5')
  assert.equal(fillMessage('lt', '{rate}', { rate: 'n/a' }), 'n/a')
})

test('numbers in a sentence have a minus sign, not a hyphen, in either language', () => {
  const message = '{percent, number, ::sign-always}% of {count, plural, other {#}}-day trips, {amount}'
  const params = { percent: -74, count: -2, amount: { cents: -123450, currency: 'EUR' } }
  assert.equal(fillMessage('en', message, params), '−74% of −2-day trips, −€1,234.50')
  assert.match(fillMessage('lt', message, params), /^−74% of −2-day trips, −1.234,50.€$/u)
  assert.equal(fillMessage('en', message, { ...params, percent: 74 }).slice(0, 4), '+74%')
})

test('a right in a sentence is called by its words', () => {
  const said = (language: string) => translate(language, 'core.forbidden', { right: 'expenses.pay' })
  assert.match(said('en'), /the right “Pay out”/)
  assert.match(said('lt'), /teisę „Išmokėti“|teisės „Išmokėti“/)
  assert.match(translate('en', 'office.keyRightNotOwn', { right: 'expenses.review' }), /“Review and approve”/)
  for (const right of givenRights())
    for (const language of ['en', 'lt'])
      assert.doesNotMatch(translate(language, 'core.forbidden', { right }), /\w\.\w/, right)
})

test('a day that is none is said as it is written', () => {
  assert.equal(fillMessage('en', 'On {day}', { day: '2026-02-30' }), 'On 2026-02-30')
})

test('a broken message still says something', () => {
  assert.equal(fillMessage('en', 'Line {line', { line: 1 }), 'Line {line')
})

test('a key without text comes back as the key', () => {
  assert.equal(translate('lt', 'web.noSuchText'), 'web.noSuchText')
})

test('both languages of the shell hold the same keys', () => {
  const { en, lt } = loadWords()
  const shell = (words: Record<string, string>) =>
    Object.keys(words)
      .filter((key) => key.startsWith('web.'))
      .sort()
  assert.deepEqual(shell(en), shell(lt))
})

test('the language nearest to the asked one is taken', () => {
  assert.equal(nearestLanguage('de-DE,lt;q=0.8,en;q=0.5'), 'lt')
  assert.equal(nearestLanguage('lt;q=0.2, en-GB;q=0.9'), 'en')
  assert.equal(nearestLanguage(null), 'en')
})

test('a Lithuanian day, written with a point, ends a sentence with one', () => {
  const due = formatDay('2026-12-05', 'lt', 'long')
  assert.equal(fillMessage('lt', 'Prašome atsiųsti iki {due}.', { due }), 'Prašome atsiųsti iki 2026 m. gruodžio 5 d.')
  assert.equal(fillMessage('lt', 'Iki {due}... {name}..', { due, name: 'd' }), 'Iki 2026 m. gruodžio 5 d.... d..')
})
