import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'

/** How much waits for the person, for the rail; the desk page reads the same list. */
export function useWaitingCount(): number | undefined {
  const { data } = useQuery(api.desk.waiting.queryOptions({ input: {} }))
  return data?.items.length
}
