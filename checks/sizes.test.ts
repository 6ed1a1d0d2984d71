import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { sizeProblems } from './sizes.ts'
import { problemsIn } from './small-project.ts'

const lines = (n: number) => 'say()\n'.repeat(n)
const at = (files: Record<string, string>, kept: Record<string, number> = {}) =>
  problemsIn({ 'checks/sizes.json': JSON.stringify(kept), ...files }, sizeProblems)

test('files, modules of CSS and functions have a size of their kind', () => {
  const small = { 'src/core/a.ts': lines(300), 'src/web/a.css': 'a {}\n'.repeat(150) }
  assert.deepEqual(at(small), [])
  assert.match(at({ 'src/core/a.test.ts': lines(301) })[0]!, /a\.test\.ts: 301 lines, at most 300/)
  assert.match(at({ 'src/web/a.css': 'a {}\n'.repeat(151) })[0]!, /a\.css: 151 lines, at most 150/)
  const ways = [
    (body: string) => `export function long() {\n${body}}`,
    (body: string) => `const long = () => {\n${body}}`,
    (body: string) => `const long = make({\n  async do() {\n${body}} })`,
    (body: string) => `class long {\n  act() {\n${body}} }`,
  ]
  for (const way of ways) {
    assert.deepEqual(at({ 'src/core/a.ts': way(lines(38)), 'src/duties/x/pages/A.tsx': way(lines(78)) }), [])
    assert.match(at({ 'src/core/a.ts': way(lines(39)) })[0]!, /a\.ts#(long|act)[.a-z]*: 41 lines, at most 40/)
    assert.match(
      at({ 'src/duties/x/pages/A.tsx': way(lines(79)) })[0]!,
      /A\.tsx#(long|act)[.a-z]*: 81 lines, at most 80/,
    )
    assert.deepEqual(at({ 'src/core/a.test.ts': way(lines(39)) }), [])
  }
})

test('what was too large before stands in a list, which only shrinks', () => {
  const files = { 'src/core/a.ts': lines(310) }
  assert.deepEqual(at(files, { 'src/core/a.ts': 310 }), [])
  assert.match(at(files, { 'src/core/a.ts': 309 })[0]!, /310 lines, 309 before/)
  assert.match(at(files, { 'src/core/a.ts': 311 })[0]!, /has shrunk/)
  assert.match(at({ 'src/core/a.ts': lines(300) }, { 'src/core/a.ts': 310 })[0]!, /has shrunk/)
  const kept = { 'src/core/a.ts': 320, 'src/core/b.ts': 400 }
  const written = problemsIn({ 'checks/sizes.json': JSON.stringify(kept), ...files }, (home) => {
    assert.deepEqual(sizeProblems(home, true), [])
    return [readFileSync(join(home, 'checks/sizes.json'), 'utf8')]
  })
  assert.deepEqual(JSON.parse(written[0]!), { 'src/core/a.ts': 310 })
})
