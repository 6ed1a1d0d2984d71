import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { saidByServer, wordsOfPages } from '#web/pageWords.ts'

const src = join(import.meta.dirname, '..')

test('branches said by the server stay there, single texts of the same name come along', () => {
  const tree = { waiting: 'Waits', said: { open: 'x' }, page: { event: { a: 'x' }, title: 'Desk' } }
  assert.deepEqual(wordsOfPages('desk', tree), { waiting: 'Waits', page: { title: 'Desk' } })
})

test('what the finds and the amounts are called comes along, the refusals around them do not', () => {
  const tree = { collect: { noFile: 'x', kind: { round: 'Round' } }, report: { none: 'x' } }
  assert.deepEqual(wordsOfPages('expenses', tree), { collect: { kind: { round: 'Round' } } })
  assert.deepEqual(wordsOfPages('core', { busy: 'x', money: { tooLarge: 'y' } }), { money: { tooLarge: 'y' } })
})

test('no page asks for a text that only the server says', () => {
  const files = globSync(['web/**/*.{ts,tsx}', '*/pages/**/*.{ts,tsx}', 'duties/*/pages/**/*.{ts,tsx}'], { cwd: src })
  const asked = files.flatMap((file) =>
    [...readFileSync(join(src, file), 'utf8').matchAll(/\bt\(\s*['"`]([\w.]+)/g)].map(
      (found) => `${file}: ${found[1]}`,
    ),
  )
  assert.ok(asked.length > 500)
  assert.deepEqual(
    asked.filter((line) => saidByServer.test(line.split(': ')[1]!)),
    [],
  )
})
