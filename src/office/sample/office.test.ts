import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleOffice } from './office.ts'

const today = '2026-11-23'
const office = sampleOffice(today)
const members = new Map(office.members.map((member) => [member.key, member]))

test('the sample office has forty people, each with an address of its own at an invented domain', () => {
  assert.equal(office.members.length, 40)
  assert.equal(members.size, 40)
  for (const member of office.members) assert.match(member.email, /^[a-z]+\.[a-z]+@gervainis\.example$/)
})

test('every bar of the duty chart belongs to an assistant and a team or branch that exist', () => {
  for (const duty of office.duties) {
    assert.equal(members.get(duty.member)?.role, 'assistant')
    if (duty.covers) assert.ok(members.has(duty.covers))
    if (duty.scope === 'everyone') continue
    if ('team' in duty.scope) assert.ok(office.teams.some((team) => team.key === (duty.scope as { team: string }).team))
    else assert.ok(office.branches.some((branch) => branch.key === (duty.scope as { branch: string }).branch))
  }
})

test('somebody prepares every team’s expenses on every past day, and ahead lie one gap and one overlap', () => {
  const preparing = (team: string, day: string) =>
    office.duties.filter(
      (duty) =>
        duty.duty === 'expenses' &&
        !duty.covers &&
        typeof duty.scope === 'object' &&
        'team' in duty.scope &&
        duty.scope.team === team &&
        duty.from <= day &&
        (duty.until ?? '9999') >= day,
    ).length
  const counts = (from: number, to: number) =>
    office.teams.flatMap((team) =>
      Array.from({ length: to - from }, (_, i) =>
        preparing(
          team.key,
          Temporal.PlainDate.from(today)
            .add({ days: from + i })
            .toString(),
        ),
      ),
    )
  assert.ok(counts(-180, 1).every((count) => count === 1))
  assert.equal(counts(1, 100).filter((count) => count === 0).length, 14)
  assert.equal(counts(1, 100).filter((count) => count === 2).length, 7)
})
