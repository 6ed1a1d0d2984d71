import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changesNow, ownTestProblems } from './own-tests.ts'
import { problemsIn } from './small-project.ts'

const missing = (files: Record<string, string>) =>
  problemsIn(files, (home) => ownTestProblems(home, ['lending.lend', 'lending.takeBack']))

test('a change that no test calls by name is named, one that a test calls is not', () => {
  const called = "await as(office, milda).lending.lend({ title: 'Legends' })"
  assert.equal(missing({}).length, 2)
  assert.match(missing({ 'src/duties/lending/lend.test.ts': called }).join(), /^lending\.takeBack: no test/)
  assert.equal(missing({ 'src/duties/lending/lend.ts': called }).length, 2, 'it is no test')
  assert.equal(missing({ 'checks/walks/lending.test.ts': called }).length, 2, 'a walk goes through pages')
  const taken = 'const { lend, takeBack } = milda.lending\nlend({})'
  assert.deepEqual(missing({ 'src/duties/lending/lend.test.ts': taken }), [])
  const alike = "lend(); milda.lending.lendAll({}); it['lending.lend']"
  assert.equal(missing({ 'src/duties/lending/lend.test.ts': alike }).length, 2)
})

test('the changes are those of all duties, and no reads', async () => {
  const changes = await changesNow()
  for (const change of ['office.addTeam', 'office.saveView', 'expenses.addLine'])
    assert.ok(changes.includes(change), change)
  assert.ok(!changes.includes('expenses.report'))
})
