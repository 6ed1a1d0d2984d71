/** Somebody who may be expected to have a report in a department's month. */
export interface Claimant {
  id: string
  name: string
  teamId: string
  teamName: string
  /** Whether the team was closed since: it has nobody any more who could hand over for all. */
  isClosed: boolean
  /** Whether the report is part of what is looked at. */
  isIn: boolean
}

interface Named {
  id: string
  name: string
}

export interface Missing {
  /** Open teams of which nobody is in. */
  teams: Named[]
  /** Single people of the other teams. */
  people: (Named & { teamName: string })[]
}

/** Who is missing from a month: whole teams, and of the others the people who are not in. */
export function missingFrom(claimants: readonly Claimant[]): Missing {
  const teams = [...Map.groupBy(claimants, (one) => one.teamId).values()]
  const isNamed = (team: Claimant[]) => !team.some((one) => one.isIn || one.isClosed)
  const [absent, present] = [teams.filter(isNamed), teams.filter((team) => !isNamed(team))]
  return {
    teams: absent.map(([first]) => ({ id: first!.teamId, name: first!.teamName })),
    people: present.flatMap((team) =>
      team.filter((one) => !one.isIn).map(({ id, name, teamName }) => ({ id, name, teamName })),
    ),
  }
}

/** Names of those missing whom `said` does not name: nobody goes on without somebody he was not shown. */
export function notSaid({ teams, people }: Missing, said: readonly string[]): string[] {
  return [...teams, ...people].filter(({ id }) => !said.includes(id)).map(({ name }) => name)
}

/** The ids in `said` of which none is missing. */
export function others({ teams, people }: Missing, said: readonly string[]): string[] {
  const ids = new Set([...teams, ...people].map(({ id }) => id))
  return said.filter((id) => !ids.has(id))
}

/** All who are missing, by name. */
export function namesOf(missing: Missing): string[] {
  return notSaid(missing, [])
}
