import assert from 'node:assert/strict'
import { test } from 'node:test'
import { problemsIn } from './small-project.ts'
import { versionProblems } from './versions.ts'

function said(version: string, locked = version, installed = version, npmrc = 'ignore-scripts=true\n'): string[] {
  const files = {
    'package.json': JSON.stringify({ dependencies: { hono: version } }),
    'package-lock.json': JSON.stringify({
      packages: { '': { dependencies: { hono: locked } }, 'node_modules/hono': { version: installed } },
    }),
    '.npmrc': npmrc,
  }
  return problemsIn(files, versionProblems)
}

test('pinned parts that the lock knows have no problems, pre-releases too', () => {
  assert.deepEqual(said('4.13.19'), [])
  assert.deepEqual(said('18.4.0-beta.17'), [])
})

test('a range, a lock that differs and scripts at install are found', () => {
  assert.match(said('^4.13.19')[0]!, /hono@\^4.13.19 is not pinned/)
  assert.match(said('latest')[0]!, /not pinned/)
  assert.match(said('4.13.19', '4.13.18')[0]!, /hono differs from package-lock.json/)
  assert.match(said('4.13.19', '4.13.19', '4.13.18')[0]!, /hono differs from package-lock.json/)
  assert.match(said('4.13.19', '4.13.19', '4.13.19', '')[0]!, /ignore-scripts/)
})
