import { useQuery } from '@tanstack/react-query'
import { api, client } from '#web/client.ts'
import type { ReportRow } from './reportTypes.ts'

const atMost = 5_000

/** Every report one may see: step by step from the server, then sorted and filtered here without waiting. */
export function useAllReports() {
  return useQuery({
    queryKey: [...api.expenses.reports.key(), 'all'],
    queryFn: async () => {
      const rows: ReportRow[] = []
      let after: string | undefined
      do {
        const page = await client.expenses.reports({ limit: 500, ...(after ? { after } : {}) })
        rows.push(...page.items)
        after = page.next ?? undefined
      } while (after && rows.length < atMost)
      return rows
    },
  })
}
