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

test('every bar of the duty chart belongs to a member, and a cover falls into the duty it stands in for', () => {
  for (const duty of office.duties) {
    assert.ok(members.has(duty.member))
    if (duty.role === 'expenses.prepare') assert.equal(members.get(duty.member)?.role, 'assistant')
    if (!duty.covers) continue
    const covered = office.duties.find(
      (other) =>
        other.member === duty.covers &&
        other.role === duty.role &&
        JSON.stringify(other.scope) === JSON.stringify(duty.scope) &&
        other.from <= duty.from &&
        (other.until ?? '9999') >= duty.until!,
    )
    assert.ok(covered, `${duty.member} covers ${duty.covers}`)
  }
})

test('somebody prepares every team’s expenses on every past day, and ahead lie one gap and one overlap', () => {
  const preparing = (team: string, day: string) =>
    office.duties.filter(
      (duty) =>
        duty.role === 'expenses.prepare' &&
        !duty.covers &&
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
