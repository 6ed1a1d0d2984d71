import type { OpenOffice } from '#core/offices.ts'

/** Moves a team with its people to another department, as older versions did whatever it had handed over. */
export async function moveTeam({ db }: OpenOffice, teamId: string, departmentId: string): Promise<void> {
  await db.updateTable('team').set({ departmentId }).where('id', '=', teamId).execute()
  await db.updateTable('member').set({ departmentId }).where('teamId', '=', teamId).execute()
}
