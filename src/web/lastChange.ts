import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import { useSession } from '#web/session.tsx'

/** Who changed a record last: oneself, as in another tab, or whoever it was, if that is known. */
export interface LastChange {
  name: string | null
  isOwn: boolean
}

/** Who changed the record last, as its history says; undefined while that is read. */
export function useLastChange(recordId: string | null): LastChange | undefined {
  const { member } = useSession()
  const input = { recordId: recordId ?? '', limit: 1 }
  const { data, isFetching } = useQuery({ ...api.desk.history.queryOptions({ input }), enabled: recordId !== null })
  if (isFetching) return undefined
  const [last] = data?.items ?? []
  return { name: last?.actorName || null, isOwn: last?.actorId === member.id }
}
