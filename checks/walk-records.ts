import type { OpenOffice } from '#core/offices.ts'
import type { People } from './people.ts'

/** Real ids of one team's records by the name of the parameter that takes them, and words that only they contain. */
export interface WalkRecords {
  ids: Record<string, string>
  secrets: string[]
}

type Fixture = (office: OpenOffice, people: People) => Promise<WalkRecords>

/** Makes records of team South (its salesperson is at the branch), one line a duty; the walk tries them on everybody else. */
const fixtures: readonly Fixture[] = [placesAndPeople]

/** All duties' records of team South. */
export async function southernRecords(office: OpenOffice, people: People): Promise<WalkRecords> {
  const all: WalkRecords = { ids: {}, secrets: [] }
  for (const fixture of fixtures) {
    const { ids, secrets } = await fixture(office, people)
    Object.assign(all.ids, ids)
    all.secrets.push(...secrets)
  }
  return all
}

async function placesAndPeople(_office: OpenOffice, people: People): Promise<WalkRecords> {
  return {
    ids: {
      memberId: people.tomasz.id,
      personId: people.tomasz.id,
      teamId: people.south,
      departmentId: people.sales,
      branchId: people.gdansk,
    },
    secrets: [],
  }
}
