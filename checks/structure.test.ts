import assert from 'node:assert/strict'
import { test } from 'node:test'
import { problemsIn } from './small-project.ts'
import { structureProblems } from './structure.ts'

const duty = 'src/duties/travel'
const good = [
  'src/main.ts',
  'src/start.ts',
  'src/duties/index.ts',
  'src/core/money.ts',
  'src/office/sign-in.ts',
  `${duty}/README.md`,
  `${duty}/rules.ts`,
  `${duty}/rules.test.ts`,
  `${duty}/operations/book.ts`,
  `${duty}/steps/keep-ticket.ts`,
  `${duty}/views/trip.ts`,
  `${duty}/migrations/20261123-trips.sql`,
  `${duty}/words/lt.json`,
  `${duty}/words/server.lt.json`,
  `${duty}/pages/TripPage.tsx`,
]

test('a project built as the house says has no problems', () => {
  assert.deepEqual(problemsIn(Object.fromEntries(good.map((path) => [path, ''])), structureProblems), [])
})

const bad: [string, string, RegExp][] = [
  ['src/core/utils.ts', '', /"utils.ts" says nothing. Name it after what is in it/],
  ['src/core/date-helpers.ts', '', /says nothing/],
  [`${duty}/services/book.ts`, '', /"services" says nothing/],
  ['src/core/index.ts', '', /barrels hide/],
  ['src/lib/money.ts', '', /src has only main.ts, start.ts/],
  ['src/duties/travel.ts', '', /a duty is a folder of its own/],
  [`${duty}/hotels.ts`, '', /a duty has no file "hotels.ts"/],
  [`${duty}/hotels/book.ts`, '', /a duty has no folder "hotels"/],
  ['src/office/hotels.ts', '', /a duty has no file "hotels.ts"/],
  [`${duty}/migrations/trips.sql`, '', /a migration is called like/],
  [`${duty}/words/english.json`, '', /a language a file/],
  [`${duty}/words/letters.lt.json`, '', /a language a file/],
  [`${duty}/README.md`, 'x\n'.repeat(26), /26 lines, at most 25/],
  [`${duty}/operations.ts`, 'x\n'.repeat(251), /251 lines, at most 250. Split it/],
  ['src/main.ts', 'x\n'.repeat(61), /61 lines, at most 60/],
]
for (const [path, text, problem] of bad)
  test(`${path} is found wrong: ${problem.source}`, () => {
    const problems = problemsIn({ [path]: text }, structureProblems)
    assert.ok(
      problems.some((one) => one.startsWith(path) && problem.test(one)),
      problems.join('\n'),
    )
  })
