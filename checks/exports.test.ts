import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exportProblems, packageProblems } from './exports.ts'
import { problemsIn } from './small-project.ts'

test('an export that no other file names is told, one that a test or a script names is not', () => {
  const files = {
    'src/core/a.ts':
      'export function used() {}\nexport const alone = 1\nexport interface Shape {}\nconst inside = alone',
    'src/core/b.ts': '// alone is said in a remark\nimport { used } from "./a.ts"',
    'src/duties/x/operations.ts': "export * from './operations/y.ts'",
    'src/duties/x/operations/y.ts': 'export const lend = 1',
  }
  const told = (more: Record<string, string> = {}) => problemsIn({ ...files, ...more }, exportProblems)
  assert.deepEqual(
    told().map((problem) => problem.split('. ')[0]),
    ['src/core/a.ts: no other file names alone', 'src/core/a.ts: no other file names Shape'],
  )
  assert.equal(told({ 'src/core/a.test.ts': 'alone()', 'checks/check.mjs': 'Shape' }).length, 0)
})

test('a package that no file names is told, one that only its types, its theme or a made path names is not', () => {
  const dependencies = { kysely: '1', 'sanitize-html': '1', '@fonts/one': '1', '@aws-sdk/client-s3': '1' }
  const files = {
    'package.json': JSON.stringify({ dependencies, devDependencies: { '@types/pg': '1', '@types/node': '1' } }),
    'src/core/a.ts': "import 'kysely'; import 'pg'; require(`@fonts/$" + '{name}`)',
    'tsconfig.json': '{ "types": ["node"] }',
  }
  const told = problemsIn(files, packageProblems)
  assert.deepEqual(
    told.map((problem) => problem.split('. ')[0]),
    ['package.json: nothing names sanitize-html'],
  )
})
