import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { as, callAs } from '#checks/as.ts'
import { makePeople } from '#checks/people.ts'
import { claimMonth, type Months, openMonths } from '#checks/random-months.ts'
import { reviewMonth, supplementMonth } from '#checks/review-months.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import type { SheetCell } from '#core/sheets.ts'
import { profileOf } from '#office/public.ts'
import { seeded } from '#office/sample/random.ts'
import { departmentPaper } from './paper/department-paper.ts'
import { pen } from './paper/line-table.ts'
import { departmentSheets } from './paper/sheets-of.ts'
import { noCategory } from './rules/matrix.ts'
import { waitingFor } from './waiting.ts'

const months = ['2025-11-01', '2025-12-01', '2026-01-01', '2026-02-01', '2026-03-01']
const seed = Number(process.env.TALKA_SEED ?? 20261128)

let home: TestOffice
let at: Months
before(async () => {
  home = await openTestOffice()
  at = await openMonths(home.office, await makePeople(home.office), seeded(seed))
  at.beforeSigning = async (departmentReportId) => {
    whenSigned.set(departmentReportId, await rowsThatCount())
  }
})
after(() => home.close())

/** One line that counts, from the rows alone: a signed or presented version as it was frozen, else what was handed over. */
interface Row {
  reportId: string
  departmentId: string
  month: string
  memberId: string
  teamId: string
  categoryId: string | null
  claimed: number
  accepted: number
}

/** Of each signed department report, all rows as they were when it was signed: what stood beside it stays. */
const whenSigned = new Map<string, Row[]>()
/** Signed reports beside which something else would stand by now. */
const otherByNow = new Set<string>()

async function rowsThatCount(): Promise<Row[]> {
  const { rows } = await sql<Row>`
    with last as (
      select distinct on (department_report_id) department_report_id, snapshot from expense_presented_version where withdrawn_at is null
      order by department_report_id, number desc
    ), frozen as (
      select last.department_report_id as report_id, (line->>'lineId')::uuid as line_id, (line->>'memberId')::uuid as member_id,
             (line->>'teamId')::uuid as team_id, (line->>'categoryId')::uuid as category_id, (line->>'claimedCents')::bigint as claimed
      from last cross join jsonb_array_elements(last.snapshot) line
    ), corrected as (
      select line_id, (array_agg(was_cents order by decided_at))[1] as was_cents, sum(now_cents - was_cents)::bigint as by_cents
      from expense_correction where agreed group by line_id
    )
    select expense_department_report.id as report_id, expense_department_report.department_id, expense_department_report.month::text,
           line.member_id, line.team_id, line.category_id, line.claimed, line.accepted
    from expense_department_report join (
      select frozen.report_id, member_id, team_id, frozen.category_id, claimed,
             coalesce(was_cents, case when refused_why is null then claimed else 0 end) + coalesce(by_cents, 0) as accepted
      from frozen join expense_line on expense_line.id = line_id left join corrected using (line_id)
      union all
      select expense_team_report.department_report_id, member_id, expense_report.team_id, expense_line.category_id, claimed_cents, accepted_cents
      from expense_line join expense_report on expense_report.id = report_id join expense_team_report on expense_team_report.id = team_report_id
      where handed_over_at is not null and removed_at is null
        and expense_team_report.department_report_id not in (select department_report_id from last)
    ) line on line.report_id = expense_department_report.id`.execute(home.office.db)
  return rows
}

const sum = (rows: readonly Row[], kind: 'claimed' | 'accepted') => rows.reduce((total, row) => total + row[kind], 0)
const cents = (cell: SheetCell | undefined) => (typeof cell === 'object' && cell && 'cents' in cell ? cell.cents : cell)
/** What an English paper prints, in cents; nothing is nothing. */
const printed = (text: string | null | undefined) => (text ? Number(text.replace('−', '-').replace(/[^\d-]/g, '')) : 0)

type Report = Awaited<ReturnType<ReturnType<typeof as>['expenses']['departmentReport']>>

/** Every figure of the matrix against the rows, and that the figures add up. */
function compareMatrix(matrix: Report['matrix'], now: readonly Row[], was: readonly Row[], budget: readonly Budget[]) {
  const cells = new Set<string>()
  for (const row of matrix.rows) {
    for (const [category, figure] of Object.entries(row.cells)) {
      const of = (one: Row) => one.memberId === row.memberId && (one.categoryId ?? noCategory) === category
      cells.add(`${row.memberId}:${category}`)
      compare(figure, now.filter(of), was.filter(of))
    }
    const own = (one: Row) => one.memberId === row.memberId
    compare(row.sum, now.filter(own), was.filter(own))
  }
  for (const one of [...now, ...was]) assert.ok(cells.has(`${one.memberId}:${one.categoryId ?? noCategory}`))
  for (const [category, figure] of Object.entries(matrix.columns)) {
    const of = (one: Row) => (one.categoryId ?? noCategory) === category
    compare(figure, now.filter(of), was.filter(of))
    const set = budget.filter((one) => one.categoryId === category)
    assert.equal(figure.budgetCents, set.length > 0 ? set.reduce((total, one) => total + one.cents, 0) : null)
  }
  for (const [team, figure] of Object.entries(matrix.teams)) {
    const of = (one: Row) => one.teamId === team
    compare(figure, now.filter(of), was.filter(of))
  }
  compare(matrix.sum, now, was)
  assert.equal(
    matrix.sum.budgetCents ?? 0,
    budget.reduce((total, one) => total + one.cents, 0),
  )
}

/** Beside a supplement stands the period before of its people only. */
function besideSupplement(supplement: number, now: readonly Row[], was: Row[]): Row[] {
  return was.filter((row) => supplement === 0 || now.some((one) => one.memberId === row.memberId))
}

/** What the month's earlier reports have left of a budget. */
function left(budget: readonly Budget[], earlier: readonly Row[]): Budget[] {
  const spent = earlier.filter((row) => budget.some((one) => one.categoryId === row.categoryId))
  return [...budget, ...spent.map((row) => ({ categoryId: row.categoryId!, cents: -row.accepted }))]
}

interface Budget {
  categoryId: string
  cents: number
}

function compare(figure: Report['matrix']['sum'], now: readonly Row[], was: readonly Row[]): void {
  const { budgetCents: _, ...shown } = figure
  assert.deepEqual(shown, {
    claimedCents: sum(now, 'claimed'),
    acceptedCents: sum(now, 'accepted'),
    previousCents: sum(was, 'accepted'),
    previousLines: was.length,
    previousLinesNotCounted: 0,
    lines: now.length,
    linesNotCounted: 0,
  })
}

/** Workbook and paper, before they are laid out, against the figures. */
async function comparePapers(view: Report, now: readonly Row[], was: readonly Row[]): Promise<void> {
  const { payouts, totalCents } = await as(home.office, at.people.vytautas).expenses.payouts({
    departmentReportId: view.id,
  })
  const [summary, lines, paid] = departmentSheets(view, payouts, pen('en', view.currency), 'UTC')
  assert.deepEqual(
    summary!.totals!.slice(-2).map((cell) => cents(cell) ?? 0),
    [sum(now, 'accepted'), sum(was, 'accepted')],
  )
  for (const column of summary!.columns.keys())
    if (summary!.columns[column]!.kind === 'money')
      assert.equal(
        sumOfColumn(summary!.rows, column),
        cents(summary!.totals![column]) ?? 0,
        summary!.columns[column]!.title,
      )
  for (const [at, [, person, , day]] of lines!.rows.entries()) {
    const [, another, , before] = lines!.rows[at - 1] ?? []
    assert.ok(another !== person || String(before ?? '') <= String(day ?? ''), `${person}: ${before}, then ${day}`)
  }
  assert.equal(sumOfColumn(lines!.rows, 12), sum(now, 'claimed'))
  assert.equal(sumOfColumn(lines!.rows, 13), sum(now, 'accepted'))
  assert.equal(cents(paid!.totals![2]), totalCents)
  if (view.approval) assert.equal(totalCents, sum(now, 'accepted'), 'what is paid out is what was accepted')

  const paper = departmentPaper(view, await profileOf(home.office.db), 'en')
  for (const [rows, totals] of [
    [paper.matrixRows, paper.matrixTotals],
    [paper.teamRows, paper.teamTotals],
  ] as const) {
    assert.deepEqual(totals[0]!.slice(-2).map(printed), [sum(now, 'accepted'), sum(was, 'accepted')])
    for (const column of [-1, -2])
      assert.equal(
        rows.reduce((total, row) => total + printed(row.at(column)), 0),
        printed(totals[0]!.at(column)),
      )
  }
  assert.equal(
    paper.people.reduce((total, one) => total + printed(one.totals[0]!.at(-1)), 0),
    sum(now, 'accepted'),
  )
}

function sumOfColumn(rows: readonly (readonly SheetCell[])[], column: number): number {
  return rows.reduce((total, row) => total + Number(cents(row[column]) ?? 0), 0)
}

const before1 = (month: string) => months[months.indexOf(month) - 1]

/** The department's figures wherever they are shown: list, page, desk, papers, payouts. */
async function compareDepartments(): Promise<void> {
  const rows = await rowsThatCount()
  const combiner = as(home.office, at.people.daiva).expenses
  const { actor } = await callAs(home.office, at.people.vytautas)
  const desk = await waitingFor(home.office.db, actor!)
  const list = await combiner.departmentReports({})
  const supplements = new Map(list.items.map((one) => [one.id, one.supplement]))
  for (const listed of list.items) {
    const view = await combiner.departmentReport({ departmentReportId: listed.id })
    const now = rows.filter((row) => row.reportId === listed.id)
    const ofMonth = (all: readonly Row[], month: string | undefined) =>
      all.filter((row) => row.departmentId === listed.department.id && row.month === month)
    const inMonth = ofMonth(rows, listed.month)
    assert.equal(whenSigned.has(listed.id), listed.approvedAt !== null)
    const then = whenSigned.get(listed.id) ?? rows
    const was = besideSupplement(listed.supplement, now, ofMonth(then, before1(listed.month)))
    const isEarlier = (row: Row) => supplements.get(row.reportId)! < listed.supplement
    const earlier = ofMonth(then, listed.month).filter(isEarlier)
    if (sum(ofMonth(then, before1(listed.month)), 'accepted') !== sum(ofMonth(rows, before1(listed.month)), 'accepted'))
      otherByNow.add(listed.number)
    const { rows: budget } = await sql<Budget>`
      select category_id, cents from expense_budget join team on team.id = team_id
      where department_id = ${listed.department.id} and month = ${listed.month}`.execute(home.office.db)
    assert.equal(listed.totalCents, sum(now, 'accepted'), `list of ${listed.number}`)
    compareMatrix(view.matrix, now, was, left(budget, earlier))
    assert.equal(view.monthCents, sum(inMonth, 'accepted'), 'the month with its supplements')
    assert.equal(
      view.lines.reduce((total, line) => total + line.acceptedCents!, 0),
      sum(now, 'accepted'),
    )
    await comparePapers(view, now, was)
    const waiting = desk.find((item) => item.key === `expenses.review:${listed.id}`)
    if (waiting) assert.deepEqual(waiting.params.total, { cents: sum(now, 'accepted'), currency: 'EUR' })
  }
}

/** A team's and a person's figures as they stand, wherever they are shown. */
async function compareTeams(): Promise<void> {
  const { rows } = await sql<Row & { teamReportId: string | null }>`
    select report_id, team_report_id, expense_report.month::text, member_id, expense_report.team_id, category_id,
           claimed_cents as claimed, accepted_cents as accepted
    from expense_line join expense_report on expense_report.id = report_id where removed_at is null`.execute(
    home.office.db,
  )
  const combiner = as(home.office, at.people.daiva).expenses
  const { items } = await combiner.reports({ limit: 200 })
  for (const listed of items) {
    const own = rows.filter((row) => row.reportId === listed.id)
    const page = await combiner.report({ reportId: listed.id })
    for (const one of [listed, page])
      assert.deepEqual(
        [one.claimedCents, one.acceptedCents],
        [sum(own, 'claimed'), sum(own, 'accepted')],
        listed.number,
      )
  }
  const counting = await rowsThatCount()
  const list = await combiner.teamReports({ limit: 200 })
  for (const { id, month, team, supplement, departmentReportId } of list.items) {
    const view = await combiner.teamReport({ teamReportId: id })
    const now = rows.filter((row) => row.teamReportId === id)
    const then = whenSigned.get(departmentReportId ?? '') ?? counting
    const ofTeam = then.filter((row) => row.teamId === team.id)
    const was = besideSupplement(
      supplement,
      now,
      ofTeam.filter((row) => row.month === before1(month)),
    )
    const isEarlier = (one: (typeof list.items)[number]) =>
      one.team.id === team.id && one.month === month && one.supplement < supplement
    const signedBefore = list.items.filter(isEarlier).map((one) => one.departmentReportId)
    const earlier = ofTeam.filter((row) => signedBefore.includes(row.reportId))
    const { rows: budget } = await sql<Budget>`
      select category_id, cents from expense_budget where team_id = ${team.id} and month = ${month}`.execute(
      home.office.db,
    )
    compareMatrix(view.matrix, now, was, left(budget, earlier))
    const parts = view.parts.filter((part) => part.included)
    assert.equal(
      parts.reduce((total, part) => total + part.acceptedCents, 0),
      view.matrix.sum.acceptedCents,
    )
  }
}

test(`every figure shown of a story of months is the sum of its rows (seed ${seed})`, async (t) => {
  for (const [n, month] of months.entries()) {
    const until = n === months.length - 1 ? 'gathered' : n === months.length - 2 ? 'queried' : 'signed'
    await t.test(`${month.slice(0, 7)}, ${until}`, async () => {
      await claimMonth(at, month)
      await reviewMonth(at, month, until)
      if (n > 0 && n % 2 === 1) await supplementMonth(at, months[n - 1]!)
      await compareDepartments()
      await compareTeams()
    })
  }
  assert.ok(otherByNow.size > 0, 'what stood beside signed months stayed, though by now it is other')
})
