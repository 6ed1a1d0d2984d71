import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ORPCError } from '@orpc/server'
import { problemOf } from '#doors/problem.ts'
import { refuseIfAny } from './refusal.ts'
import { inWords } from './translate-errors.ts'

function problemOfReasons(count: number, language: string) {
  try {
    refuseIfAny(Array.from({ length: count }, (_, i) => ({ says: 'core.busy', record: String(i) })))
  } catch (error) {
    return problemOf(inWords(error, language) as ORPCError<string, unknown>, 'test', language)
  }
  return undefined
}

test('of very many reasons the first are listed, and the sentence says how many there are besides the first', () => {
  const { detail, reasons, moreReasons } = problemOfReasons(1_084, 'en')!
  assert.match(detail, /\. There are 1,083 more reasons\.$/)
  assert.deepEqual([reasons.length, reasons.at(-1)!.record, moreReasons], [20, '19', 1_064])
  const [one, two, five] = [2, 3, 11].map((count) => problemOfReasons(count, 'lt')!)
  assert.match(one!.detail, /\. Yra dar 1 priežastis\.$/)
  assert.match(two!.detail, /\. Yra dar 2 priežastys\.$/)
  assert.match(five!.detail, /\. Yra dar 10 priežasčių\.$/)
  assert.deepEqual([one!.reasons.length, one!.moreReasons], [2, undefined])
  const single = problemOfReasons(1, 'en')!
  assert.equal(single.detail, single.reasons[0]!.message)
  assert.equal(problemOfReasons(0, 'en'), undefined)
})
