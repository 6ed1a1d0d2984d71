import type { OpenOffice } from '#core/offices.ts'
import { as } from './as.ts'
import type { People } from './people.ts'

/** Moves a team to another department, as the administrator does. */
export async function moveTeam(
  office: OpenOffice,
  people: People,
  teamId: string,
  departmentId: string,
): Promise<void> {
  const { version } = await office.db
    .selectFrom('team')
    .select('version')
    .where('id', '=', teamId)
    .executeTakeFirstOrThrow()
  await as(office, people.administrator).office.changeTeam({ teamId, departmentId, version })
}
