import { after, before, beforeEach } from 'node:test'
import type { OpenOffice } from '#core/offices.ts'
import { as } from './as.ts'
import { makePeople, type People, type TestMember } from './people.ts'
import { idsOf } from './review-months.ts'
import { openTestOffice, type TestOffice } from './test-office.ts'

interface At {
  office: OpenOffice
  people: People
  month: string
}

/** Hands a team report over as it stands; gives the department report that has it now, which not everybody may open who hands over. */
export async function handedOver(
  office: OpenOffice,
  assistant: { id: string },
  teamReportId: string,
  note = '',
): Promise<string> {
  const { expenses } = as(office, assistant)
  const { hash } = await expenses.teamReport({ teamReportId })
  await expenses.handOverTeamReport({ teamReportId, hash, note })
  const { departmentReportId } = await office.db
    .selectFrom('expenseTeamReport')
    .select('departmentReportId')
    .where('id', '=', teamReportId)
    .executeTakeFirstOrThrow()
  return departmentReportId!
}

/** The steps of a month in the tests' small office, each by whoever does it there; `at` says where and which month. */
export function monthSteps(at: () => At) {
  const by = (member: { id: string }) => as(at().office, member).expenses
  const assistantOf = (teamId: string | null) => (teamId === at().people.south ? at().people.daiva : at().people.rasa)

  /** A confirmed report with one line; gives its id. */
  async function claim(member: TestMember, cents: number, assistant = assistantOf(member.teamId)): Promise<string> {
    const { office, month } = at()
    const { id: categoryId } = await office.db
      .selectFrom('expenseCategory')
      .select('id')
      .where('code', '=', 'parking')
      .executeTakeFirstOrThrow()
    const { id: reportId } = await by(assistant).openReport({ memberId: member.id, month })
    const line = { spentOn: month.replace(/01$/, '12'), merchant: 'Parkomatas', categoryId, amountCents: cents, currency: 'EUR', purpose: 'Visit' } // biome-ignore format: one row
    const { id: lineId } = await by(assistant).addLine({ reportId, ...line })
    await by(assistant).declareMissing({ lineId, reason: 'The machine prints none' })
    await by(assistant).recordConfirmation({ reportId, way: 'phone', confirmedOn: month.replace(/01$/, '28') })
    return reportId
  }

  /** Combines and hands over what the team has; gives both reports. */
  async function handOver(teamId: string, assistant = assistantOf(teamId)) {
    const { id: teamReportId } = await by(assistant).makeTeamReport({ teamId, month: at().month })
    return { teamReportId, departmentReportId: await handedOver(at().office, assistant, teamReportId) }
  }

  /** Presents without those whom the page names as missing. */
  async function present(departmentReportId: string, combiner = at().people.daiva): Promise<void> {
    const { missing } = await by(combiner).departmentReport({ departmentReportId })
    await by(combiner).present({ departmentReportId, evenWithout: idsOf(missing.toPresent) })
  }

  /** What one signs: the version on the page, even without those whom the page names. */
  async function signingOf(departmentReportId: string, reviewer = at().people.vytautas) {
    const { version, missing } = await by(reviewer).departmentReport({ departmentReportId })
    const { number: versionNumber, hash, decisionsHash } = version!
    return { departmentReportId, versionNumber, hash, decisionsHash, evenWithout: idsOf(missing.toApprove) }
  }

  async function sign(departmentReportId: string): Promise<void> {
    await present(departmentReportId)
    await by(at().people.vytautas).approve(await signingOf(departmentReportId))
  }

  return { by, claim, handOver, present, signingOf, sign }
}

export interface OwnMonth {
  home: TestOffice
  people: People
  /** Its first day. */
  month: string
  year: number
}

/** One office for a file of tests, each of which has a March to itself: `begin` is told of it before the test runs. */
export function ownMonths(begin: (now: OwnMonth) => void) {
  let now: OwnMonth
  before(async () => {
    const home = await openTestOffice()
    now = { home, people: await makePeople(home.office), month: '', year: 2010 }
  })
  after(() => now.home.close())
  const goTo = (month: string, year = now.year) => {
    now = { ...now, year, month }
    begin(now)
  }
  beforeEach(() => goTo(`${now.year + 1}-03-01`, now.year + 1))
  /** `goTo` goes on to another month of the test's year. */
  return { ...monthSteps(() => ({ office: now.home.office, people: now.people, month: now.month })), goTo }
}
