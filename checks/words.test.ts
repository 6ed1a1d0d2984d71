import assert from 'node:assert/strict'
import { test } from 'node:test'
import { problemsIn } from './small-project.ts'
import { wordProblems } from './words.ts'

const plural = '{n, plural, one {# kvitas} few {# kvitai} many {# kvito} other {# kvitų}}'

/** What the check says of one area with these texts and this code. */
function said(en: object, lt: object, code: string): string[] {
  const files = {
    'src/web/words/en.json': JSON.stringify(en),
    'src/web/words/lt.json': JSON.stringify(lt),
    'src/web/page.tsx': code,
  }
  return problemsIn(files, wordProblems)
}

test('whole texts that are asked for, by name or by pattern, have no problems', () => {
  const en = { name: 'Talka', count: '{n, plural, one {# receipt} other {# receipts}}', scheme: { dark: 'Dark' } }
  const lt = { name: 'Talka', count: plural, scheme: { dark: 'Tamsi' } }
  assert.deepEqual(said(en, lt, `t('web.name'); const key = 'web.count'; t(\`web.scheme.\${scheme}\`)`), [])
})

const bad: [string, object, object, string, RegExp][] = [
  ['a text missing in one language', { a: 'A' }, {}, "t('web.a')", /^web.a has no text in lt/],
  ['a text missing in English', {}, { a: 'A' }, "t('web.a')", /^web.a has no text in en/],
  [
    'a plural form missing',
    { n: plural },
    { n: plural.replace(/many \{.*?\} /, '') },
    "t('web.n')",
    /lt lacks the plural form many/,
  ],
  ['braces that do not close', { a: 'A {n' }, { a: 'A' }, "t('web.a')", /web.a in en cannot be read/],
  ['a value the English text lacks', { a: 'A' }, { a: 'A {who}' }, "t('web.a')", /asks for \{who\}/],
  ['a text asked for that is not there', {}, {}, "const refusal = { says: 'web.none' }", /asks for the text web.none/],
  ['a text nobody asks for', { a: 'A' }, { a: 'A' }, `t(\`\${x}.\${y}\`)`, /^web.a is asked for by nobody/],
]
for (const [what, en, lt, code, problem] of bad)
  test(`${what} is found`, () => {
    const problems = said(en, lt, code)
    assert.ok(
      problems.some((one) => problem.test(one)),
      problems.join('\n'),
    )
  })

/** What the check says of a duty whose texts lie in these files, each in both languages, and whose code is this. */
function placed(texts: Record<string, object>, code: Record<string, string>): string[] {
  const files = Object.entries(texts).flatMap(([place, words]) =>
    ['en', 'lt'].map((language) => [`src/duties/travel/words/${place}${language}.json`, JSON.stringify(words)]),
  )
  const sources = Object.entries(code).map(([path, text]) => [`src/duties/travel/${path}`, text])
  return problemsIn(Object.fromEntries([...files, ...sources]), wordProblems)
}

test('texts that lie where they are said have no problems', () => {
  const texts = { '': { to: 'To' }, 'frame.': { title: 'Trips' }, 'server.': { full: 'Full' } }
  const code = {
    'pages/TripPage.tsx': "t('travel.to'); error.says === 'travel.full'",
    'pages/routes.tsx': "title: 'travel.title'",
    'rules.ts': "says: 'travel.full'",
  }
  assert.deepEqual(placed(texts, code), [])
})

const misplaced: [string, Record<string, object>, Record<string, string>, RegExp][] = [
  ['a text of pages that only the server says', { '': { a: 'A' } }, { 'rules.ts': "says: 'travel.a'" }, /by no page/],
  [
    'a text of the server that a page says',
    { 'server.': { a: { b: 'B' } } },
    { 'pages/P.tsx': `t(\`travel.a.\${x}\`)` },
    /pages\/P.tsx says travel.a.b, which does not come along. Move it to words\/en.json/,
  ],
  [
    'a title that comes only with its page',
    { '': { a: 'A' } },
    { 'pages/routes.tsx': "title: 'travel.a'" },
    /routes.tsx says travel.a, .* Move it to words\/frame.en.json/,
  ],
  [
    'a text in two places',
    { '': { a: 'A' }, 'frame.': { a: 'A' } },
    { 'pages/P.tsx': "t('travel.a')" },
    /^travel.a stands in .*en.json and in another/,
  ],
]
for (const [what, texts, code, problem] of misplaced)
  test(`${what} is found`, () => {
    const problems = placed(texts, code)
    assert.ok(
      problems.some((one) => problem.test(one)),
      problems.join('\n'),
    )
  })

test('an area without one of the languages is found', () => {
  const problems = problemsIn({ 'src/duties/travel/words/en.json': '{}' }, wordProblems)
  assert.match(problems[0]!, /travel\/words\/lt.json is missing/)
})
