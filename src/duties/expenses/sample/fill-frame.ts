import type { Db } from '#core/database.ts'
import { newId } from '#core/ids.ts'
import type { SampleIds } from '#office/sample/fill-office.ts'
import type { Moment } from './fill-moments.ts'
import type { SampleNumbers } from './fill-numbers.ts'
import type { SampleMonth, SampleMonths } from './months-shapes.ts'

type Frame = { db: Db; story: SampleMonths; ids: SampleIds; numbers: SampleNumbers; moment: Moment }

/** Writes the rounds and the empty reports of all months, so that nobody who looks in early opens the same ones again. */
export async function fillFrame(at: Frame): Promise<void> {
  for (const month of at.story.months) {
    const departmentReportId = month.department ? await addDepartmentReport(at, month) : null
    for (const team of month.teams) await addTeam(at, month, team, departmentReportId)
  }
}

async function addDepartmentReport({ db, ids, numbers, moment }: Frame, month: SampleMonth): Promise<string> {
  const { preparedBy, presented } = month.department!
  const id = newId()
  await db
    .insertInto('expenseDepartmentReport')
    .values({
      id,
      number: numbers.of('DR', month.month),
      departmentId: ids.department('sales'),
      month: month.month,
      preparedBy: ids.person(preparedBy).id,
      madeAt: moment(presented[0]!.day, 9 * 60),
    })
    .execute()
  return id
}

async function addTeam(
  { db, ids, numbers, moment }: Frame,
  { month, stage }: SampleMonth,
  { team, assistant, openedOn, dueOn, handedOverOn, reports }: SampleMonth['teams'][number],
  departmentReportId: string | null,
): Promise<void> {
  const preparedBy = ids.person(assistant).id
  const teamId = ids.team(team).id
  const roundId = newId()
  const round = { id: roundId, number: numbers.of('RND', `${month} ${team}`), teamId, month, dueDay: dueOn }
  const never = { remindEveryDays: null, nextReminderAt: null, closedBy: null, closedAt: null }
  const opened = { openedBy: preparedBy, openedAt: moment(openedOn, 8 * 60 + 5) }
  await db
    .insertInto('expenseRound')
    .values({ ...round, ...opened, ...never })
    .execute()
  const teamReportId = stage === 'collecting' ? null : newId()
  if (teamReportId)
    await db
      .insertInto('expenseTeamReport')
      .values({
        id: teamReportId,
        number: numbers.of('TR', `${month} ${team}`),
        teamId,
        month,
        departmentReportId,
        preparedBy,
        madeAt: moment(handedOverOn!, 9 * 60),
        handedOverBy: null,
        handedOverAt: null,
      })
      .execute()
  await db
    .insertInto('expenseReport')
    .values(
      reports.map(({ salesperson }) => ({
        id: newId(),
        number: numbers.of('EXP', `${month} ${salesperson}`),
        memberId: ids.person(salesperson).id,
        teamId,
        roundId,
        month,
        teamReportId,
        preparedBy,
        madeAt: moment(openedOn, 13 * 60),
        presentedAt: null,
        approvedAt: null,
      })),
    )
    .execute()
}
