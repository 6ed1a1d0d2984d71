import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '#web/client.ts'
import { useSession } from '#web/session.tsx'

export interface Salesperson {
  id: string
  name: string
  teamId: string
}

/** The teams whose receipts the caller collects, and their salespeople by name. */
export function useMyTeams(): { teams: { id: string; name: string }[]; people: Salesperson[]; isReady: boolean } {
  const { mayActFor } = useSession()
  const teams = useQuery(api.office.teams.queryOptions({ input: {}, select: ({ items }) => items }))
  const seen = useQuery(api.expenses.informedList.queryOptions({ input: {} }))
  return useMemo(() => {
    const people = mayActFor.flatMap(({ id, name }) => {
      const teamId = seen.data?.people.find((person) => person.memberId === id)?.teamId
      return teamId ? [{ id, name, teamId }] : []
    })
    return {
      teams: (teams.data ?? []).filter((team) => people.some((person) => person.teamId === team.id)),
      people,
      isReady: teams.data !== undefined && seen.data !== undefined,
    }
  }, [mayActFor, teams.data, seen.data])
}
