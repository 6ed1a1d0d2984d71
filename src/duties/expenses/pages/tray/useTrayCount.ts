import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'

/** How many receipts lie in the sorting tray. */
export function useTrayCount(): number | undefined {
  return useQuery(api.expenses.tray.queryOptions({ input: { limit: 200 } })).data?.total ?? undefined
}
