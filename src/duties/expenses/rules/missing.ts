/** Somebody who may be expected to have a report in a department's month. */
export interface Claimant {
  id: string
  name: string
  teamId: string
  teamName: string
  /** Whether the report is part of what is looked at. */
  isIn: boolean
}

interface Named {
  id: string
  name: string
}

export interface Missing {
  /** Teams of which nobody is in. */
  teams: Named[]
  /** Single people of the other teams. */
  people: (Named & { teamName: string })[]
}

/** Who is missing from a month: whole teams, and of the others the people who are not in. */
export function missingFrom(claimants: readonly Claimant[]): Missing {
  const teams = [...Map.groupBy(claimants, (one) => one.teamId).values()]
  const [absent, present] = [teams.filter((team) => !team.some(isIn)), teams.filter((team) => team.some(isIn))]
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

const isIn = (one: Claimant) => one.isIn
