import type { Scope } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { inNameOrder, salespeopleOfTeams } from '#office/public.ts'
import { countExpected, isComplete } from '../rules/rounds.ts'
import { type Expected, expectedOf } from './expected.ts'
import { askedCounts, type Round, receiptCounts, signedIn } from './rounds.ts'
import { keptMonths } from './whose.ts'

export type BoardPerson = Awaited<ReturnType<typeof boardsOf>> extends Map<string, (infer Person)[]> ? Person : never

/**
 * Every person of some rounds with what is expected, came and was asked; a salesperson's scope leaves only himself; without
 * a scope everybody counts, for Talka's own work.
 */
export async function boardsOf(db: Db, rounds: readonly Round[], scope: Scope | null) {
  const ids = rounds.map((round) => round.id)
  if (ids.length === 0) return new Map<string, never[]>()
  const [members, expected, receipts, asked, signed, kept] = await Promise.all([
    salespeopleOfTeams(db, [...new Set(rounds.map((round) => round.teamId))]),
    expectedOf(db, ids),
    receiptCounts(db, ids),
    askedCounts(db, ids),
    signedIn(db, rounds),
    keptMonths(db, rounds),
  ])
  const appearing = await namesOf(
    db,
    [...expected, ...receipts, ...kept].map((row) => row.memberId!),
  )
  return new Map(
    rounds.map((round) => {
      const inRound = <Row extends { roundId: string | null }>(rows: Row[]) =>
        rows.filter((row) => row.roundId === round.id)
      const [mine, came, told] = [inRound(expected), inRound(receipts), inRound(asked)]
      const ofMonth = kept.filter(({ month }) => month === round.month)
      const [here, elsewhere] = [true, false].map((isHere) =>
        ofMonth.filter(({ teamId }) => (teamId === round.teamId) === isHere),
      ) as [typeof kept, typeof kept]
      const isOf = (id: string) => (row: { memberId: string | null }) => row.memberId === id
      const lies = (id: string) => [...mine, ...came].some(isOf(id))
      // Where a month is claimed it is collected: there who has moved since is asked, and not in the team he is in now.
      const team = members.filter(
        ({ id, teamId }) => teamId === round.teamId && (lies(id) || !elsewhere.some(isOf(id))),
      )
      // Whoever left keeps his place on the boards where something of his lies.
      const gone = appearing.filter(
        ({ id }) => !team.some((member) => member.id === id) && (lies(id) || here.some(isOf(id))),
      )
      const people = [
        ...team.map(({ id, name }) => ({ id, name, isActive: true })),
        ...gone.map(({ id, name }) => ({
          id,
          name,
          isActive: here.some((row) => isOf(id)(row) && !row.deactivatedAt),
        })),
      ].filter(({ id }) => !scope || scope.teamIds.includes(round.teamId) || id === scope.memberId)
      return [
        round.id,
        people.map((person) =>
          personOf(person, {
            expected: mine.filter((item) => item.memberId === person.id),
            came: came.find((row) => row.memberId === person.id),
            told: told.find((row) => row.memberId === person.id),
            isSigned: signed.some((row) => row.memberId === person.id && row.month === round.month),
          }),
        ),
      ]
    }),
  )
}

async function namesOf(db: Db, memberIds: readonly string[]) {
  if (memberIds.length === 0) return []
  return db
    .selectFrom('member')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(memberIds)])
    .orderBy(inNameOrder('name'))
    .execute()
}

function personOf(
  person: { id: string; name: string; isActive: boolean },
  {
    expected,
    came,
    told,
    isSigned,
  }: {
    expected: Expected[]
    came: Awaited<ReturnType<typeof receiptCounts>>[number] | undefined
    told: Awaited<ReturnType<typeof askedCounts>>[number] | undefined
    isSigned: boolean
  },
) {
  const counts = countExpected(expected)
  const receipts = Number(came?.receipts ?? 0)
  return {
    memberId: person.id,
    name: person.name,
    isActive: person.isActive,
    isComplete: isComplete(counts, { usable: Number(came?.usable ?? 0), isSigned }),
    counts,
    expected,
    receipts,
    unread: Number(came?.unread ?? 0),
    failed: Number(came?.failed ?? 0),
    asked: {
      times: Number(told?.times ?? 0),
      lastAt: told?.lastAt ?? null,
      lastWay: told?.lastWay ?? null,
      lastMailState: told?.lastMailState ?? null,
    },
  }
}
