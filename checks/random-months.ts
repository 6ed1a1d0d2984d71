import { newId } from '#core/ids.ts'
import type { OpenOffice } from '#core/offices.ts'
import type { ChartRole } from '#core/rights.ts'
import { claimedOf } from '#duties/expenses/rules/amounts.ts'
import type { Random } from '#office/sample/random.ts'
import { as } from './as.ts'
import { makeMember, type People, type TestMember } from './people.ts'

/** A team of the random office with who prepares for it and who claims in it. */
interface Crew {
  id: string
  departmentId: string
  assistant: TestMember
  people: TestMember[]
}

export interface Months {
  office: OpenOffice
  people: People
  random: Random
  departments: string[]
  crews: Crew[]
  categories: string[]
  /** Makes more of a line than these months give it. */
  widen?: (lineId: string) => Promise<void>
  /** Looks at the office in the moment before a department report is signed. */
  beforeSigning?: (departmentReportId: string) => Promise<void>
}

/** Two departments with three and one teams, three salespeople each, and no limits or customers to ask for. */
export async function openMonths(office: OpenOffice, people: People, random: Random): Promise<Months> {
  const { db } = office
  await db.updateTable('expenseCategory').set({ limitCents: null, needsCustomer: false }).execute()
  const service = newId()
  await db.insertInto('department').values({ id: service, name: 'Service', closedAt: null }).execute()
  for (const [member, role] of [
    ['daiva', 'expenses.combine'],
    ['vytautas', 'expenses.review'],
    ['lina', 'expenses.pay'],
  ] as const)
    await giveDuty(office, { role, memberId: people[member].id, departmentId: service })
  const crews: Crew[] = []
  for (const [name, departmentId, assistant] of [
    ['North', people.sales, people.rasa],
    ['South', people.sales, people.milda],
    ['East', people.sales, people.milda],
    ['Repairs', service, people.rasa],
  ] as const) {
    const id = { North: people.north, South: people.south }[name as string] ?? newId()
    if (id !== people.north && id !== people.south)
      await db.insertInto('team').values({ id, departmentId, branchId: people.vilnius, name, closedAt: null }).execute()
    if (assistant !== people.rasa || name !== 'North')
      await giveDuty(office, { role: 'expenses.prepare', memberId: assistant.id, teamId: id })
    const at = { branchId: people.vilnius, departmentId, teamId: id, language: 'en' as const }
    const claimants: TestMember[] = []
    for (const n of [1, 2, 3]) claimants.push(await makeMember(office, `${name}${n} Mažylė`, 'salesperson', at))
    crews.push({ id, departmentId, assistant, people: claimants })
  }
  const categories = await db.selectFrom('expenseCategory').select('id').orderBy('position').limit(6).execute()
  return { office, people, random, departments: [people.sales, service], crews, categories: categories.map(({ id }) => id) } // biome-ignore format: one answer
}

/** Gives somebody a duty for a team or a department. */
export async function giveDuty(
  { db }: OpenOffice,
  duty: {
    role: ChartRole
    memberId: string
    teamId?: string
    departmentId?: string
  },
): Promise<void> {
  await db
    .insertInto('dutyAssignment')
    .values({
      id: newId(),
      teamId: null,
      departmentId: null,
      ...duty,
      fromDay: '2020-01-01',
      toDay: null,
      coversId: null,
    })
    .execute()
}

const currencies = [['EUR', '1'], ['USD', '0.9137'], ['PLN', '0.23481'], ['GBP', '1.17']] as const // biome-ignore format: one row

const dayIn = (month: string) => `${month.slice(0, 8)}12`

/** Budgets and reports of one month; some people have none, some move or leave once theirs is made. */
export async function claimMonth(at: Months, month: string): Promise<void> {
  const { office, crews, categories, random } = at
  for (const [currency, rate] of currencies.slice(1))
    await office.db
      .insertInto('exchangeRate')
      .values({ currency, day: dayIn(month), rate, source: 'Bank', setBy: null })
      .execute()
  for (const { crew, claimants } of crews.map((crew) => ({ crew, claimants: [...crew.people] }))) {
    for (const categoryId of categories.filter(() => random.chance(0.5)))
      await office.db
        .insertInto('expenseBudget')
        .values({ teamId: crew.id, categoryId, month, cents: random.int(0, 90_000) })
        .execute()
    for (const person of claimants) {
      if (random.chance(0.85)) await claim(at, crew, person, month)
      if (random.chance(0.08)) await move(at, crew, person)
      else if (random.chance(0.04)) await leave(at, crew, person)
    }
  }
}

async function move({ office, crews, random }: Months, from: Crew, person: TestMember): Promise<void> {
  const to = random.pick(crews.filter((crew) => crew !== from))
  from.people = from.people.filter((one) => one !== person)
  to.people.push(person)
  const place = { teamId: to.id, departmentId: to.departmentId }
  await office.db.updateTable('member').set(place).where('id', '=', person.id).execute()
}

async function leave({ office }: Months, from: Crew, person: TestMember): Promise<void> {
  from.people = from.people.filter((one) => one !== person)
  await office.db
    .updateTable('member')
    .set({ deactivatedAt: '2026-01-01T00:00:00Z' })
    .where('id', '=', person.id)
    .execute()
}

async function claim(at: Months, crew: Crew, person: TestMember, month: string): Promise<void> {
  const { office, random } = at
  const assistant = as(office, crew.assistant).expenses
  const { id: reportId } = await assistant.openReport({ memberId: person.id, month })
  await addLine(at, reportId, month)
  for (let n = random.int(0, 4); n > 0; n--) await addLine(at, reportId, month, random.chance(0.1))
  await assistant.recordConfirmation({ reportId, way: 'phone', confirmedOn: month })
}

/** A line as it may come: also negative, in another currency, with an own share, or removed again. */
export async function addLine(at: Months, reportId: string, month: string, isRemoved = false): Promise<void> {
  const { office, random, categories, people } = at
  const sign = random.chance(0.1) ? -1 : 1
  const [currency, rate] = random.chance(0.5) ? currencies[0] : random.pick(currencies)
  const amountCents = sign * random.int(1, 40_000)
  const ownShareCents = random.chance(0.2) ? sign * random.int(0, Math.abs(amountCents)) : 0
  const claimedCents = claimedOf({ amountCents, ownShareCents, currency, rate }, 'EUR')
  const moment = new Date().toISOString()
  const plain = { customer: '', guests: '', explanation: 'Explained', refusedWhy: null, refusedBy: null, refusedAt: null, vat: '[]', vatCents: 0 } // biome-ignore format: one row
  const missing = { missingReason: 'Lost', missingDeclaredBy: people.rasa.id, missingDeclaredAt: moment }
  const removed = { removedAt: isRemoved ? moment : null, removedBy: isRemoved ? people.rasa.id : null }
  const rated = { rateDay: dayIn(month), rateSource: 'Bank' }
  const id = newId()
  await office.db
    .insertInto('expenseLine')
    .values({
      ...{ ...plain, ...missing, ...removed, ...rated },
      id,
      reportId,
      spentOn: dayIn(month),
      merchant: `Shop ${random.int(1, 99)}`,
      categoryId: random.pick(categories),
      purpose: 'Visit',
      amountCents,
      ownShareCents,
      currency,
      rate,
      claimedCents,
      acceptedCents: claimedCents,
    })
    .execute()
  await at.widen?.(id)
}
