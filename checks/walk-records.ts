import { hooksOf } from '#core/duty.ts'
import { newId } from '#core/ids.ts'
import type { OpenOffice } from '#core/offices.ts'
import { actorOf } from '#office/public.ts'
import { as } from './as.ts'
import type { People } from './people.ts'

/** Real ids of one team's records by the name of the parameter that takes them, and words that only they contain. */
export interface WalkRecords {
  ids: Record<string, string>
  secrets: string[]
}

type Fixture = (office: OpenOffice, people: People) => Promise<WalkRecords>

/** Makes records of team South (its salesperson is at the branch), one line a duty; the walk tries them on everybody else. */
const fixtures: readonly Fixture[] = [placesAndPeople, expenses]

/** All duties' records of team South. */
export async function southernRecords(office: OpenOffice, people: People): Promise<WalkRecords> {
  const all: WalkRecords = { ids: {}, secrets: [] }
  for (const fixture of fixtures) {
    const { ids, secrets } = await fixture(office, people)
    Object.assign(all.ids, ids)
    all.secrets.push(...secrets)
  }
  const actor = (await actorOf(office, people.daiva.id))!
  for (const make of hooksOf('walk')) {
    const ids = await make({ db: office.db, actor })
    Object.assign(all.ids, ids)
    all.secrets.push(...Object.values(ids).map(quoted))
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

async function expenses(office: OpenOffice, people: People): Promise<WalkRecords> {
  const secret = 'Slapta užeiga'
  const daiva = as(office, people.daiva).expenses
  const categories = await office.db
    .selectFrom('expenseCategory')
    .select('id')
    .where('needsCustomer', '=', false)
    .execute()
  const categoryId = categories[0]!.id
  const { id: roundId } = await daiva.openRound({ teamId: people.south, month: '2026-03-01' })
  const expected = await daiva.addExpected({ roundId, memberId: people.tomasz.id, what: secret })
  const { id: reportId } = await daiva.openReport({ memberId: people.tomasz.id, month: '2026-03-01' })
  const line = {
    spentOn: '2026-03-12',
    merchant: secret,
    categoryId,
    amountCents: 5_000,
    currency: 'EUR',
    purpose: secret,
  }
  const { id: lineId } = await daiva.addLine({ reportId, ...line })
  const receiptId = await makeReceipt(office, people, { roundId, merchant: secret })
  const { id: teamReportId } = await daiva.makeTeamReport({ teamId: people.south, month: '2026-03-01' })
  const ids = {
    roundId,
    expectedId: expected.id,
    reportId,
    lineId,
    receiptId,
    teamReportId,
    categoryId,
    recordId: reportId,
  }
  return { ids, secrets: [secret, ...[roundId, expected.id, reportId, lineId, receiptId, teamReportId].map(quoted)] }
}

// An id given back in an error is what the caller has sent; as the `id` of something shown it is a leak.
function quoted(id: string): string {
  return `"id":"${id}"`
}

async function makeReceipt(
  office: OpenOffice,
  people: People,
  { roundId, merchant }: { roundId: string; merchant: string },
): Promise<string> {
  const bytes = Buffer.from(`receipt of ${merchant}`)
  const { sha256, size } = await office.files.keep(bytes)
  const mime = 'application/pdf'
  await office.db.insertInto('keptFile').values({ sha256, size, mime }).execute()
  const id = newId()
  const nothing = {
    linkId: null,
    receivedFrom: null,
    readingJob: null,
    reading: null,
    trouble: null,
    spentOn: null,
    totalCents: null,
    currency: null,
    checkedBy: null,
    checkedAt: null,
    setAsideAt: null,
    setAsideBy: null,
    setAsideWhy: null,
  }
  await office.db
    .insertInto('expenseReceipt')
    .values({
      ...nothing,
      id,
      number: 'RCP-WALK-1',
      teamId: people.south,
      memberId: people.tomasz.id,
      roundId,
      sha256,
      fileName: `${merchant}.pdf`,
      mime,
      size,
      cameBy: 'browser',
      merchant,
    })
    .execute()
  return id
}
