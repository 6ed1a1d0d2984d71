import type { MemberRole } from '#core/duty.ts'
import { newId } from '#core/ids.ts'
import type { OpenOffice } from '#core/offices.ts'
import type { ChartRole } from '#core/rights.ts'

/** A member of the small office that every duty's tests share. */
export interface TestMember {
  id: string
  name: string
  email: string
  language: 'en' | 'lt'
  teamId: string | null
}

export interface People {
  vilnius: string
  gdansk: string
  sales: string
  finance: string
  north: string
  south: string
  /** Assistant of team North. */
  rasa: TestMember
  /** Assistant of team South; combines the sales department. */
  daiva: TestMember
  /** Assistant whom the chart gives nothing. */
  milda: TestMember
  /** Salespeople of team North. */
  jonas: TestMember
  ieva: TestMember
  /** Salesperson of team South, at the branch in Gdańsk. */
  tomasz: TestMember
  /** Senior manager who reviews the sales department. */
  vytautas: TestMember
  /** Colleague of finance who pays out. */
  lina: TestMember
  /** Colleague of finance without any duty. */
  paulius: TestMember
  administrator: TestMember
}

/** Fills an empty office: two branches, two departments, teams North and South, ten people and their duty chart. */
export async function makePeople(office: OpenOffice): Promise<People> {
  const places = await makePlaces(office)
  const { vilnius, gdansk, sales, finance, north, south } = places
  const member = (name: string, role: MemberRole | null, at: Partial<Place> = {}) =>
    makeMember(office, name, role, { branchId: vilnius, departmentId: sales, teamId: null, language: 'en', ...at })

  const people: People = {
    ...places,
    rasa: await member('Rasa Kalnė', 'assistant', { teamId: north, language: 'lt' }),
    daiva: await member('Daiva Upė', 'assistant', { teamId: south }),
    milda: await member('Milda Miškė', 'assistant'),
    jonas: await member('Jonas Ąžuolas', 'salesperson', { teamId: north, language: 'lt' }),
    ieva: await member('Ieva Šimkutė', 'salesperson', { teamId: north }),
    tomasz: await member('Tomasz Źródło', 'salesperson', { teamId: south, branchId: gdansk }),
    vytautas: await member('Vytautas Girė', 'seniorManager'),
    lina: await member('Lina Rugelė', 'colleague', { departmentId: finance }),
    paulius: await member('Paulius Žalys', 'colleague', { departmentId: finance }),
    administrator: await member('Aušra Lankė', 'administrator'),
  }
  const assign = (role: ChartRole, memberId: string, teamId: string | null = null) =>
    office.db
      .insertInto('dutyAssignment')
      .values({
        id: newId(),
        role,
        memberId,
        teamId,
        departmentId: teamId ? null : sales,
        fromDay: '2020-01-01',
        toDay: null,
        coversId: null,
      })
      .execute()
  await assign('expenses.prepare', people.rasa.id, north)
  await assign('expenses.prepare', people.daiva.id, south)
  await assign('expenses.combine', people.daiva.id)
  await assign('expenses.review', people.vytautas.id)
  await assign('expenses.pay', people.lina.id)
  return people
}

/** A further team of the sales department, whose expenses somebody prepares. */
export async function addTeam(
  { db }: OpenOffice,
  { sales, vilnius }: People,
  { name, assistant }: { name: string; assistant: { id: string } },
): Promise<string> {
  const id = newId()
  await db.insertInto('team').values({ id, departmentId: sales, branchId: vilnius, name, closedAt: null }).execute()
  const line = {
    id: newId(),
    role: 'expenses.prepare',
    memberId: assistant.id,
    teamId: id,
    fromDay: '2020-01-01',
  } as const
  await db.insertInto('dutyAssignment').values(line).execute()
  return id
}

interface Place {
  branchId: string
  departmentId: string
  teamId: string | null
  language: 'en' | 'lt'
}

async function makePlaces({ db }: OpenOffice) {
  const [vilnius, gdansk, sales, finance, north, south] = [newId(), newId(), newId(), newId(), newId(), newId()]
  await db
    .insertInto('officeProfile')
    .values({
      name: 'Gintaro kelias',
      country: 'LT',
      currency: 'EUR',
      timeZone: 'Europe/Vilnius',
      language: 'en',
      fillingJob: null,
    })
    .onConflict((oc) => oc.doNothing())
    .execute()
  await db
    .insertInto('branch')
    .values([
      {
        id: vilnius,
        name: 'Vilnius',
        headquarters: true,
        country: 'LT',
        region: null,
        timeZone: 'Europe/Vilnius',
        currency: 'EUR',
        closedAt: null,
      },
      {
        id: gdansk,
        name: 'Gdańsk',
        headquarters: false,
        country: 'PL',
        region: null,
        timeZone: 'Europe/Warsaw',
        currency: 'PLN',
        closedAt: null,
      },
    ])
    .execute()
  await db
    .insertInto('department')
    .values([
      { id: sales, name: 'Sales', sales: true, closedAt: null },
      { id: finance, name: 'Finance', closedAt: null },
    ])
    .execute()
  await db
    .insertInto('team')
    .values([
      { id: north, departmentId: sales, branchId: vilnius, name: 'North', closedAt: null },
      { id: south, departmentId: sales, branchId: gdansk, name: 'South', closedAt: null },
    ])
    .execute()
  return { vilnius, gdansk, sales, finance, north, south }
}

export async function makeMember(
  { db }: OpenOffice,
  name: string,
  role: MemberRole | null,
  place: Place,
): Promise<TestMember> {
  const first = name
    .split(' ')[0]!
    .normalize('NFD')
    .replace(/\P{ASCII}/gu, '')
  const member = { id: newId(), name, email: `${first.toLowerCase()}@talka.example`, ...place }
  await db
    .insertInto('member')
    .values({
      ...member,
      emailVerified: true,
      image: null,
      phone: null,
      roles: role ? [role] : [],
      deactivatedAt: null,
    })
    .execute()
  return { id: member.id, name, email: member.email, language: place.language, teamId: place.teamId }
}
