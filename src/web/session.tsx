import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect } from 'react'
import type { Language } from '#core/message.ts'
import { actFor, behalfId, client, showTo, troubleOf } from '#web/client.ts'
import { forgetSignedOut, tellTrouble } from '#web/notices.tsx'
import { standIn } from '#web/place.ts'
import { keepFocus } from '#web/ui/keepFocus.ts'

/** Who sits here, what they may, and for whom this tab acts. */
export interface Session {
  member: {
    id: string
    name: string
    email: string
    language: Language
    roles: string[]
    theme?: string | null
    timeZone: string
  }
  rights: string[]
  behalf: { id: string; name: string } | null
  mayActFor: { id: string; name: string }[]
  office: { name: string; currency: string; country: string; sample: boolean }
}

export const sessionKey = [['office', 'me']]
const tabs = new BroadcastChannel('talka-session')
const SessionContext = createContext<Session | null>(null)

/** The signed-in session as a query; the shell reads it once and hands it down. */
export function useSessionQuery() {
  return useQuery({
    queryKey: sessionKey,
    queryFn: async () => {
      const session = await readSession()
      forgetSignedOut()
      return session
    },
    retry: false,
    staleTime: 60_000,
    refetchOnWindowFocus: 'always',
  })
}

/** Tells the browser's other tabs that somebody has signed in or out: the session is theirs too. */
export function tellTabs(): void {
  tabs.postMessage(null)
}

/**
 * Whether this page is without a session of its own person. What is shown and typed stays; it goes on once the person has
 * signed in again, in whichever tab.
 */
export function useSignedOut(): boolean {
  const queries = useQueryClient()
  const { error } = useSessionQuery()
  const isOut = error !== null && troubleOf(error).kind === 'signedOut'
  useEffect(() => {
    const ask = () => void queries.invalidateQueries({ queryKey: sessionKey })
    tabs.addEventListener('message', ask)
    return () => tabs.removeEventListener('message', ask)
  }, [queries])
  useEffect(() => {
    return isOut ? () => void queries.invalidateQueries() : undefined
  }, [queries, isOut])
  return isOut
}

/** Once somebody has signed in on this page: nothing of the person before stays in memory. */
export function useNewSession(): () => void {
  const queries = useQueryClient()
  return () => {
    actFor(null)
    showTo(null)
    queries.clear()
    tellTabs()
  }
}

/** Reads who is there, and once that is known, for whom he acts in this tab. */
async function readSession(): Promise<Session> {
  const session = await askSession()
  showTo(session.member.id)
  return behalfId() === (session.behalf?.id ?? null) ? session : askSession()
}

/** Once the chart no longer gives the one for whom this tab acts, it says so and goes on in one's own name. */
async function askSession(): Promise<Session> {
  try {
    return await client.office.me({})
  } catch (error) {
    const trouble = troubleOf(error)
    if (trouble.kind !== 'refused' || trouble.says !== 'office.mayNotActFor') throw error
    actFor(null)
    tellTrouble(error)
    return client.office.me({})
  }
}

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  standIn(session.member.timeZone)
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>
}

/** The session on a page inside the shell; a public page must ask `useMaybeSession`. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('This page needs a session; public pages ask useMaybeSession.')
  return session
}

export function useMaybeSession(): Session | null {
  return useContext(SessionContext)
}

/**
 * The name under which something is kept on this device for the person who sits here, whoever he acts for: who else signs in
 * here does not come upon it.
 */
export function useOwnName(name: string): string {
  return `${useSession().member.id} ${name}`
}

/** Whether the person may do what the right names. */
export function useMay(right: string): boolean {
  return useSession().rights.includes(right)
}

/** Starts or stops acting for somebody: everything shown is asked for afresh, with both names from then on. */
export function useActFor(): (memberId: string | null) => void {
  const queries = useQueryClient()
  return (memberId) => {
    actFor(memberId)
    void queries.resetQueries().then(keepFocus)
  }
}
