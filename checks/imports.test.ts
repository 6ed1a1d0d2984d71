import assert from 'node:assert/strict'
import { test } from 'node:test'
import { importProblems } from './imports.ts'
import { problemsIn } from './small-project.ts'

const duty = 'src/duties/travel'

const good: Record<string, string> = {
  [`${duty}/operations.ts`]: `export { bookTrip } from './operations/book.ts'\nimport { book } from './rules.ts'\nimport { mayAct } from '#office/public.ts'\nimport { change } from '#core/operation.ts'`,
  [`${duty}/rules.ts`]: `import type { Trip } from './tables.ts'`,
  [`${duty}/tables.ts`]: '',
  [`${duty}/duty.ts`]: `import * as operations from './operations.ts'`,
  [`${duty}/operations/book.ts`]: `import { keepTicket } from '../steps/keep-ticket.ts'\nimport { trip } from '../views/trip.ts'`,
  [`${duty}/steps/keep-ticket.ts`]: `import type { trip } from '../views/trip.ts'\nimport { tripsOf } from '../queries/trips.ts'`,
  [`${duty}/views/trip.ts`]: `import { tripsOf } from '../queries/trips.ts'\nimport { placeShape } from './place.ts'`,
  [`${duty}/views/place.ts`]: '',
  [`${duty}/queries/trips.ts`]: '',
  [`${duty}/jobs/remind.ts`]: `import { keepTicket } from '../steps/keep-ticket.ts'\nimport { trip } from '../views/trip.ts'`,
  [`${duty}/public.ts`]: `export { keepTicket } from './steps/keep-ticket.ts'\nexport { trip } from './views/trip.ts'`,
  [`${duty}/pages/TripPage.tsx`]: `import type { book } from '../operations.ts'\nimport { client } from '#web/client.ts'\nimport type { Duties } from '#duties/index.ts'`,
  [`${duty}/rules.test.ts`]: `import { as } from '#checks/as.ts'`,
  'src/office/public.ts': '',
  'src/desk/sources.ts': `import { waiting } from '#duties/travel/waiting.ts'`,
  'src/core/operation.ts': `import { os } from '@orpc/server'`,
  'src/web/client.ts': `import type { Duties } from '#duties/index.ts'`,
  'src/core/a.ts': `import { b } from './b.ts'`,
  'src/core/b.ts': `// import { a } from './a.ts'\nconst later = () => import('./a.ts')`,
}

test('imports that point one way have no problems, and what is loaded later makes no circle', () => {
  assert.deepEqual(problemsIn(good, importProblems), [])
})

const bad: [string, string, RegExp][] = [
  ['src/core/money.ts', `import { x } from '#office/public.ts'`, /core knows nobody above it/],
  ['src/core/money.ts', `import { as } from '#checks/as.ts'`, /the product does not need its tests/],
  ['src/core/money.ts', `import {\n  os,\n  type X,\n} from '@orpc/server'`, /oRPC stays behind/],
  ['src/doors/rest.ts', `import { x } from '../duties/travel/public-x.ts'`, /doors name no duty/],
  ['src/web/router.tsx', `import { x } from '#duties/travel/rules.ts'`, /could ship in another product/],
  [`${duty}/pages/TripPage.tsx`, `import { book } from '../operations.ts'`, /pages call operations through/],
  [`${duty}/pages/TripPage.tsx`, `import { type Trip } from '../tables.ts'`, /pages call operations through/],
  [`${duty}/operations.ts`, `import { Page } from './pages/TripPage.tsx'`, /nothing on the server knows a page/],
  [`${duty}/operations.ts`, `import { x } from '#web/client.ts'`, /nothing on the server knows the web/],
  [`${duty}/operations.ts`, `import { x } from '#doors/http.ts'`, /do not know who calls them/],
  [`${duty}/operations.ts`, `import { x } from '#duties/expenses/queries.ts'`, /through its public.ts only/],
  [`${duty}/operations.ts`, `const x = await import('#duties/expenses/queries.ts')`, /through its public.ts only/],
  [`${duty}/queries.ts`, `import { x } from './operations.ts'`, /queries know tables and core only/],
  [`${duty}/queries/trips.ts`, `import { x } from '../views/trip.ts'`, /queries know tables and core only/],
  [`${duty}/operations/book.ts`, `import type { x } from './cancel.ts'`, /an operation knows no other one/],
  [`${duty}/jobs/remind.ts`, `import { x } from '../operations/book.ts'`, /only operations.ts, the list/],
  [`${duty}/sample/fill.ts`, `import { x } from '../operations/book.ts'`, /only operations.ts, the list/],
  [`${duty}/steps/keep-ticket.ts`, `import { x } from '../operations.ts'`, /steps stand below operations/],
  [`${duty}/steps/keep-ticket.ts`, `import type { x } from '../jobs/remind.ts'`, /steps stand below operations/],
  [`${duty}/views/trip.ts`, `import { x } from '../steps/keep-ticket.ts'`, /views stand below steps/],
  [`${duty}/views/trip.ts`, `import type { x } from '../operations/book.ts'`, /only operations.ts, the list/],
  [`${duty}/public.ts`, `export { x } from './operations/book.ts'`, /only operations.ts, the list/],
  [`${duty}/public.ts`, `export { x } from './operations.ts'`, /through public.ts, not operations/],
  [`${duty}/rules.ts`, `import { x } from './queries.ts'`, /rules are pure/],
  [`${duty}/rules.ts`, `import { now } from '#core/clock.ts'`, /no database and no clock/],
  [`${duty}/rules.ts`, `import { readFileSync } from 'node:fs'`, /the browser may import rules too/],
]
for (const [path, text, problem] of bad)
  test(`${path} with ${text} is found wrong`, () => {
    const problems = problemsIn({ [path]: text }, importProblems)
    assert.ok(
      problems.some((one) => one.startsWith(path) && problem.test(one)),
      problems.join('\n'),
    )
  })

test('a circle is shown whole', () => {
  const files = {
    'src/core/a.ts': `import { b } from './b.ts'`,
    'src/core/b.ts': `import type { C } from '#core/c.ts'`,
    'src/core/c.ts': `export { a } from './a.ts'`,
  }
  const circle = /^src\/core\/a.ts → src\/core\/b.ts → src\/core\/c.ts → src\/core\/a.ts: .* circle/
  assert.match(problemsIn(files, importProblems)[0]!, circle)
})
