import { useQuery } from '@tanstack/react-query'
import { api, client } from '#web/client.ts'
import type { Receipt } from './types.ts'

const none: readonly Receipt[] = []

/** The receipts that came in a round, newest first, those in the tray too. */
export function useRoundReceipts(roundId: string): readonly Receipt[] {
  const { data } = useQuery({
    queryKey: [...api.expenses.receipts.key(), 'round', roundId],
    queryFn: async () => {
      const rows: Receipt[] = []
      let after: string | undefined
      do {
        const page = await client.expenses.receipts({ roundId, limit: 200, ...(after ? { after } : {}) })
        rows.push(...page.items)
        after = page.next ?? undefined
      } while (after && rows.length < 2_000)
      return rows
    },
  })
  return data ?? none
}
