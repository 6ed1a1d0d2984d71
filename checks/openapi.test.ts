import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openApiProblems } from './openapi.ts'
import { problemsIn } from './small-project.ts'

const made = { openapi: '3.1.0', paths: {} }

test('a committed document that says what the operations say is fresh', () => {
  const files = { 'docs/openapi.json': `${JSON.stringify(made, null, 2)}\n` }
  assert.deepEqual(
    problemsIn(files, (home) => openApiProblems(home, made)),
    [],
  )
})

test('a stale or missing document is found, and written afresh when asked', () => {
  const stale = { 'docs/openapi.json': '{}\n' }
  assert.equal(problemsIn(stale, (home) => openApiProblems(home, made)).length, 1)
  assert.equal(problemsIn({}, (home) => openApiProblems(home, made)).length, 1)
  assert.equal(problemsIn(stale, (home) => openApiProblems(home, made, true)).length, 0)
})
