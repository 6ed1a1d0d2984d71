import type { Db } from '#core/database.ts'
import { newId } from '#core/ids.ts'
import type { SampleDepartment, SampleTeam } from './company.ts'
import type { SampleDuty } from './duty-chart.ts'
import { type SampleMember, sampleMembers } from './members.ts'
import { type SampleOffice, sampleOffice } from './office.ts'

export type SamplePerson = Pick<SampleMember, 'key' | 'name' | 'language'> & { id: string }

/** The rows of the sample office by the keys of its plain data. */
export type SampleIds = {
  person(key: string): SamplePerson
  team(key: SampleTeam): { id: string; name: string }
  department(key: SampleDepartment): string
}

/** Writes places, people and the duty chart of the sample office around `today`, named in the office's language. */
export async function fillOffice(db: Db, today: string, language: 'en' | 'lt'): Promise<void> {
  const office = sampleOffice(today)
  const branches = await addBranches(db, office, language)
  const departments = await addDepartments(db, office, language)
  const teams = await addTeams(db, office, { branches, departments, language })
  await addMembers(db, office, { branches, departments, teams })
  await addDuties(db, office.duties, await sampleIds(db))
}

async function addBranches(db: Db, { branches }: SampleOffice, language: 'en' | 'lt') {
  const rows = branches.map(({ key, name, headquarters, country, timeZone, currency, holidayRegion }) => {
    const region = holidayRegion === country ? null : holidayRegion
    return {
      key,
      row: { id: newId(), name: name[language], headquarters, country, region, timeZone, currency, closedAt: null },
    }
  })
  await db
    .insertInto('branch')
    .values(rows.map(({ row }) => row))
    .execute()
  return new Map<string, string>(rows.map(({ key, row }) => [key, row.id]))
}

async function addDepartments(db: Db, { departments }: SampleOffice, language: 'en' | 'lt') {
  const rows = departments.map(({ key, name }) => ({ key, id: newId(), name: name[language] }))
  await db
    .insertInto('department')
    .values(rows.map(({ key, id, name }) => ({ id, name, sales: key === 'sales', closedAt: null })))
    .execute()
  return new Map<string, string>(rows.map(({ key, id }) => [key, id]))
}

type Places = { branches: Map<string, string>; departments: Map<string, string> }

async function addTeams(db: Db, { teams }: SampleOffice, at: Places & { language: 'en' | 'lt' }) {
  const rows = teams.map(({ key, name, department, branch }) => ({
    key,
    row: {
      id: newId(),
      name: name[at.language],
      departmentId: at.departments.get(department)!,
      branchId: at.branches.get(branch)!,
      closedAt: null,
    },
  }))
  await db
    .insertInto('team')
    .values(rows.map(({ row }) => row))
    .execute()
  return new Map<string, string>(rows.map(({ key, row }) => [key, row.id]))
}

async function addMembers(db: Db, { members }: SampleOffice, at: Places & { teams: Map<string, string> }) {
  await db
    .insertInto('member')
    .values(
      members.map(({ name, email, phone, language, role, department, branch, team }) => ({
        id: newId(),
        name,
        email,
        emailVerified: true,
        image: null,
        language,
        phone,
        roles: [role],
        departmentId: at.departments.get(department)!,
        branchId: at.branches.get(branch)!,
        teamId: team ? at.teams.get(team)! : null,
        deactivatedAt: null,
      })),
    )
    .execute()
}

/** The bars of the chart, those that cover after the ones they stand in for. */
async function addDuties(db: Db, duties: readonly SampleDuty[], ids: SampleIds): Promise<void> {
  const rows = duties.map((duty) => ({ ...duty, id: newId() }))
  const covered = (duty: SampleDuty) =>
    duty.covers === undefined
      ? null
      : rows.find(
          (row) =>
            row.member === duty.covers &&
            row.role === duty.role &&
            JSON.stringify(row.scope) === JSON.stringify(duty.scope) &&
            row.from <= duty.from &&
            (row.until ?? '9999') >= (duty.until ?? '9999'),
        )!.id
  const ordered = rows.toSorted((a, b) => Number(a.covers !== undefined) - Number(b.covers !== undefined))
  await db
    .insertInto('dutyAssignment')
    .values(
      ordered.map((row) => ({
        id: row.id,
        role: row.role,
        memberId: ids.person(row.member).id,
        teamId: 'team' in row.scope ? ids.team(row.scope.team).id : null,
        departmentId: 'department' in row.scope ? ids.department(row.scope.department) : null,
        branchId: null,
        fromDay: row.from,
        toDay: row.until ?? null,
        coversId: covered(row),
      })),
    )
    .execute()
}

/** Whether places and people are there already. */
export async function hasSamplePeople(db: Db): Promise<boolean> {
  return (await db.selectFrom('member').select('id').limit(1).executeTakeFirst()) !== undefined
}

/** Finds the sample office's rows again: people by their e-mail, teams and departments by who is in them. */
export async function sampleIds(db: Db): Promise<SampleIds> {
  const [rows, teams] = await Promise.all([
    db.selectFrom('member').select(['id', 'email', 'name', 'language', 'teamId', 'departmentId']).execute(),
    db.selectFrom('team').select(['id', 'name']).execute(),
  ])
  const byKey = new Map(rows.map((row) => [row.email.split('@')[0]!, row]))
  const rowOf = (key: string) => byKey.get(key) ?? fail(`nobody of the sample office is called ${key}`)
  const firstOf = (isIt: (member: SampleMember) => boolean) => rowOf(sampleMembers.find(isIt)!.key)
  return {
    person: (key) => ({ key, ...rowOf(key) }),
    team(key) {
      const { teamId } = firstOf((member) => member.team === key)
      return teams.find((team) => team.id === teamId) ?? fail(`the sample office has no team ${key}`)
    },
    department: (key) =>
      firstOf((member) => member.department === key).departmentId ?? fail(`the sample office has no department ${key}`),
  }
}

function fail(what: string): never {
  throw new Error(what)
}
