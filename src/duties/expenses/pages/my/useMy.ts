import { useQueries, useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import { useSession } from '#web/session.tsx'

/** Whose expenses are shown: one's own, or those of the person one acts for. */
export function useMe(): { id: string; name: string } {
  const { member, behalf } = useSession()
  return behalf ?? { id: member.id, name: member.name }
}

/** What is being collected now, newest month first, each with what is expected of the person. */
export function useMyRounds() {
  const me = useMe()
  const rounds = useQuery(api.expenses.rounds.queryOptions({ input: { open: true, limit: 6 } }))
  const boards = useQueries({
    queries: (rounds.data?.items ?? []).map((round) =>
      api.expenses.round.queryOptions({ input: { roundId: round.id } }),
    ),
  })
  const mine = boards.flatMap(({ data }) => {
    const person = data?.people.find((one) => one.memberId === me.id)
    return data && person ? [{ ...data, expected: person.expected, reportId: person.reportId }] : []
  })
  const error = rounds.error ?? boards.find((board) => board.error)?.error ?? null
  return { rounds: mine, isPending: rounds.isPending || boards.some((board) => board.isPending), error }
}

export type MyRound = ReturnType<typeof useMyRounds>['rounds'][number]
export type Expected = MyRound['expected'][number]

export function useMyReceipts() {
  const me = useMe()
  return useQuery(api.expenses.receipts.queryOptions({ input: { memberId: me.id, limit: 60 } }))
}

export type MyReceipt = NonNullable<ReturnType<typeof useMyReceipts>['data']>['items'][number]
