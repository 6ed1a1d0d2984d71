import { useQuery } from '@tanstack/react-query'
import { api, client } from '#web/client.ts'
import type { RoundRow } from './types.ts'

const atMost = 2_000

/** Every round one may see; some dozens a year, so the list sorts and filters at once. */
export function useAllRounds() {
  return useQuery({
    queryKey: [...api.expenses.rounds.key(), 'all'],
    queryFn: async () => {
      const rows: RoundRow[] = []
      let after: string | undefined
      do {
        const page = await client.expenses.rounds({ limit: 200, ...(after ? { after } : {}) })
        rows.push(...page.items)
        after = page.next ?? undefined
      } while (after && rows.length < atMost)
      return rows
    },
  })
}
