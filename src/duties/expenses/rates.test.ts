import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { as } from '#checks/as.ts'
import type { People } from '#checks/people.ts'
import { rateMonths } from '#checks/rate-months.ts'
import type { TestOffice } from '#checks/test-office.ts'
import { profileOf } from '#office/public.ts'
import { departmentPaper } from './paper/department-paper.ts'
import { pen } from './paper/line-table.ts'
import { departmentSheets } from './paper/sheets-of.ts'
import { ratesBehind } from './queries/rates.ts'

interface Refused {
  data: { says: string; details: unknown }
}

let home: TestOffice
let people: People
let year: number

const { by, claim, handOver, present, sign, goTo, day, rateNow, setRate, claimIn } = rateMonths((now) => {
  ;({ home, people, year } = now)
})

async function unusualIn(departmentReportId: string): Promise<string[]> {
  const { unusual } = await by(people.vytautas).departmentReport({ departmentReportId })
  return unusual.filter((one) => /rate/i.test(one.kind)).map((one) => `${one.kind}: ${one.sentence.text}`)
}

test('a rate corrected in the table counts the lines in work again and says so; what was shown is told, not changed', async () => {
  await setRate('THB', '0.27')
  const { reportId, line, confirm } = await claimIn('THB')
  assert.equal((await line()).claimedCents, 2_700)
  await setRate('THB', '0.027')
  assert.deepEqual([(await line()).rate, (await line()).claimedCents], ['0.027', 270])
  const { items } = await as(home.office, people.vytautas).desk.history({ recordId: reportId, limit: 50 })
  assert.ok(items.some((item) => /corrected the rate of THB.*0.027 instead of 0.27/.test(item.text)))

  await confirm()
  const { departmentReportId } = await handOver(people.north)
  await present(departmentReportId)
  assert.deepEqual(await unusualIn(departmentReportId), [])
  await setRate('THB', '0.028')
  assert.equal((await line()).claimedCents, 270)
  assert.match((await unusualIn(departmentReportId)).join(), /rateCorrected: .*0.027 for THB.*corrected since to 0.028/)
})

test('a rate corrected while a line lay before the senior manager counts once that is withdrawn', async () => {
  await setRate('ISK', '0.0068')
  const { reportId, line, confirm } = await claimIn('ISK')
  const byHand = await claimIn('PHP', '0.015', people.ieva)
  for (const one of [{ confirm }, byHand]) await one.confirm()
  const { departmentReportId } = await handOver(people.north)
  await present(departmentReportId)
  await setRate('ISK', '0.0069')
  await setRate('PHP', '0.0151')
  assert.equal((await line()).claimedCents, 6_800)
  await by(people.daiva).withdrawPresentation({ departmentReportId, why: 'The rate was corrected' })
  assert.deepEqual([(await line()).rate, (await line()).claimedCents, (await line()).acceptedCents], ['0.0069', 6_900, 6_900]) // biome-ignore format: one row
  assert.deepEqual([(await byHand.line()).rate, (await byHand.line()).rateSource], ['0.015', 'hand'])
  const { items } = await as(home.office, people.vytautas).desk.history({ recordId: reportId, limit: 50 })
  assert.ok(items.some((item) => /withdrew what had been presented: .*now has for ISK, 0.0069/.test(item.text)))
})

test('a typed rate stays when the table is corrected, and the senior manager reads where it differs', async () => {
  await setRate('MYR', '0.2')
  const { line, confirm } = await claimIn('MYR', '0.206')
  await setRate('MYR', '0.201')
  assert.equal((await line()).claimedCents, 2_060)
  await confirm()
  const { departmentReportId } = await handOver(people.north)
  await present(departmentReportId)
  const told = /typedRate: .*rate of 0.206 for MYR typed by hand, the office’s table has 0.201/
  assert.match((await unusualIn(departmentReportId)).join(), told)
  const { lines } = await by(people.vytautas).departmentReport({ departmentReportId })
  assert.deepEqual([lines[0]!.rate, lines[0]!.rateSource], ['0.206', 'hand'])
})

test('a typed rate for which the table has none is told to the senior manager, one like the table’s is not', async () => {
  const { confirm } = await claimIn('NOK', '0.09')
  await confirm()
  const { departmentReportId } = await handOver(people.north)
  await present(departmentReportId)
  assert.match((await unusualIn(departmentReportId)).join(), /typedRateAlone: .*table has none for the day/)
  await setRate('NOK', '0.0899')
  assert.deepEqual(await unusualIn(departmentReportId), [])
})

test('a rate of 1 that was typed is a typed one on paper too', async () => {
  const { lineId, line } = await claimIn('BAM', '1')
  const { rate, spentOn } = await line()
  const behind = await ratesBehind(home.office.db, [{ lineId, rate }])
  assert.deepEqual(behind.get(lineId), { day: spentOn, source: 'hand' })
})

test('a rate ten times off the table’s is in the way, and the table takes none ten times off its last', async () => {
  await setRate('SEK', '0.09')
  const { line, obstacles } = await claimIn('SEK', '90')
  assert.match((await obstacles()).join(), /skiriasi nuo įmonės kurso 0,09/)
  const { id: lineId, version } = await line()
  await by(people.rasa).changeLine({ lineId, version, rate: '0.091' })
  assert.deepEqual(await obstacles(), [])
  await assert.rejects(setRate('SEK', '9', `${year}-03-13`), /more than ten times off the rate of 0.09/)
  await setRate('SEK', '0.9', day())
})

test('who sets a rate over one that was set since he looked is told of it, and may set the same again', async () => {
  const { daiva, administrator } = people
  const rate = { currency: 'DKK', day: day(), source: 'Bank' }
  await by(daiva).setRate({ ...rate, rate: '0.134', was: null })
  await assert.rejects(by(administrator).setRate({ ...rate, rate: '0.135', was: null }), (error: Refused) => {
    assert.deepEqual([error.data.says, error.data.details], ['core.stale', { fields: [{ field: 'rate', now: '0.134', yours: '0.135' }] }]) // biome-ignore format: one row
    return true
  })
  await by(administrator).setRate({ ...rate, rate: '0.1340', was: null })
  await by(administrator).setRate({ ...rate, rate: '0.135', was: '0.13400' })
  assert.equal(await rateNow('DKK', day()), '0.135')
})

test('the office’s own currency has no rate', async () => {
  const own = await setRate('EUR', '1.15').catch((error: Refused) => error.data)
  const { says, details } = own as Refused['data']
  assert.deepEqual([says, details], ['expenses.rateOfOwnCurrency', { field: 'currency' }])
  assert.equal(await rateNow('EUR', day()), null)
})

test('a line that has lost its rate since it was handed over is in no sum of its month, and each of them says so', async () => {
  const reportId = await claim(people.jonas, 1_000)
  await claim(people.ieva, 2_000)
  const { id: lineId } = (await by(people.rasa).report({ reportId })).lines[0]!
  for (const person of [people.jonas, people.ieva]) {
    const { id } = await by(people.rasa).openReport({ memberId: person.id, month: `${year}-03-01` })
    await by(people.rasa).recordConfirmation({ reportId: id, way: 'phone', confirmedOn: `${year}-03-28` })
  }
  const { departmentReportId } = await handOver(people.north)
  const { version } = (await by(people.rasa).report({ reportId })).lines[0]!
  await by(people.rasa).changeLine({ lineId, version, currency: 'USD', amountCents: 90_000 })

  const combiner = by(people.daiva)
  const listed = (await combiner.departmentReports({})).items.find((one) => one.id === departmentReportId)
  assert.deepEqual([listed?.totalCents, listed?.linesNotCounted], [2_000, 1])
  const view = await combiner.departmentReport({ departmentReportId })
  assert.deepEqual([view.monthCents, view.monthLinesNotCounted], [2_000, 1])
  const ofMonth = view.reportsOfMonth.map((one) => [one.acceptedCents, one.linesNotCounted])
  assert.deepEqual(ofMonth, [[2_000, 1]])

  const [summary] = departmentSheets(view, [], pen('en', 'EUR'), 'UTC')
  const said = /^1 line is not in the sums: no amount or exchange rate yet/
  const remarks = [...summary!.rows, summary!.totals!].map((row) => String(row.at(-1)))
  assert.deepEqual(remarks.map((remark) => said.test(remark)), summary!.rows.map(([name]) => name === people.jonas.name).concat(true)) // biome-ignore format: one row
  const sums = [...summary!.rows, summary!.totals!].map((row) => row.at(-3))
  assert.deepEqual(sums.sort(), [2_000, 2_000, null])

  const supplement = { ...view.reportsOfMonth[0]!, id: lineId, supplement: 1 }
  const office = await profileOf(home.office.db)
  const paper = departmentPaper({ ...view, reportsOfMonth: [...view.reportsOfMonth, supplement] }, office, 'en')
  assert.match(paper.facts.flat().join(), /€20.00 \+ \?; 1 line is not in it: no amount or exchange rate yet/)
  assert.match(paper.remarks.join(), /1 line is not in the sums/)
  assert.ok(paper.matrixRows.find(([name]) => name === people.jonas.name)?.includes('– + ?'))
  assert.deepEqual(listed && [listed.lines, view.monthLines, ofMonth.length], [2, 2, 1])

  await besideNextMonth()
})

/** The same lines as the previous period of the month after, on page, sheet and paper; signed too, and signed before they were counted. */
async function besideNextMonth(): Promise<void> {
  goTo(`${year}-04-01`)
  for (const person of [people.jonas, people.ieva]) await claim(person, 500)
  const { departmentReportId, teamReportId } = await handOver(people.north)
  const shown = async () => {
    const view = await by(people.daiva).departmentReport({ departmentReportId })
    const team = await by(people.daiva).teamReport({ teamReportId })
    const { rows, columns, teams, sum } = view.matrix
    const ofJonas = rows.find(({ memberId }) => memberId === people.jonas.id)!
    const figures = [ofJonas.sum, ...Object.values(ofJonas.cells), sum, ...Object.values(columns), teams[people.north]!, team.matrix.sum] // biome-ignore format: one row
    const office = await profileOf(home.office.db)
    const paper = departmentPaper(view, office, 'en')
    const [summary] = departmentSheets(view, [], pen('en', 'EUR'), 'UTC')
    return {
      api: figures.map((one) => [one.previousCents, one.previousLines, one.previousLinesNotCounted]),
      paper: [...paper.matrixRows, ...paper.matrixTotals, ...paper.teamRows, ...paper.teamTotals].map((row) =>
        row.at(-1),
      ),
      remarks: paper.remarks.filter((one) => /previous period/.test(one)),
      sheet: [...summary!.rows, summary!.totals!].map((row) => row.slice(-2)),
    }
  }
  const missing = '1 line of the previous period is not counted: no amount or exchange rate.'
  const rows = (of: [jonas: string, ieva: string, sum: string]) => [of[1], of[0], of[2], of[2], '–', of[2]]
  const expected = {
    api: [[0, 1, 1], [0, 1, 1], [2_000, 2, 1], [2_000, 2, 1], [2_000, 2, 1], [2_000, 2, 1]],
    paper: rows(['– + ?', '20.00', '20.00 + ?']),
    remarks: [missing],
    sheet: [[2_000, ''], [null, missing], [2_000, missing]],
  } // biome-ignore format: one row each
  assert.deepEqual(await shown(), expected)
  await sign(departmentReportId)
  assert.deepEqual(await shown(), expected)

  await sql`update expense_approval set beside = jsonb_set(beside, '{previous}',
      (select jsonb_agg(one - 'lines' - 'linesNotCounted') from jsonb_array_elements(beside->'previous') one))
    where department_report_id = ${departmentReportId}`.execute(home.office.db)
  const unknown = 'Whether lines are missing from the previous period is unknown: it was signed before this was kept.'
  assert.deepEqual(await shown(), {
    api: expected.api.map(([cents]) => [cents, null, null]),
    paper: rows(['0.00 + ?', '20.00 + ?', '20.00 + ?']),
    remarks: [unknown],
    sheet: [[2_000, unknown], [0, unknown], [2_000, unknown]], // biome-ignore format: one row
  })
}
