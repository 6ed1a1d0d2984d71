import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lockProblems } from './locks.ts'
import { problemsIn } from './small-project.ts'

const text = "await db.updateTable('expenseLine').set({ purpose }).where('id', '=', id).execute()"

test('an operation that writes a row past the lock is found', () => {
  assert.equal(problemsIn({ 'src/duties/expenses/operations/lines.ts': text }, lockProblems).length, 1)
  assert.equal(problemsIn({ 'src/office/jobs.ts': text.replace('expenseLine', 'member') }, lockProblems).length, 1)
  assert.equal(problemsIn({ 'src/duties/expenses/steps/put-aside.ts': text }, lockProblems).length, 1)
  assert.deepEqual(problemsIn({ 'src/duties/expenses/queries/links.ts': text }, lockProblems), [])
  assert.deepEqual(
    problemsIn({ 'src/office/operations/views.ts': text.replace('expenseLine', 'savedView') }, lockProblems),
    [],
  )
})
