import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleMembers } from '#office/sample/members.ts'
import { claimedOf } from '../rules/amounts.ts'
import { renewedOn, sampleCalendar } from './calendar.ts'
import { sampleBudgets, sampleCategories } from './categories.ts'
import { sampleProcedures } from './claim-procedure.ts'
import { preparers, sampleMonths } from './months.ts'
import type { SampleMonths } from './months-shapes.ts'
import { paidOf } from './receipt-facts.ts'

const today = '2026-11-23'
const told = sampleMonths(today)
const reportsOf = ({ months }: SampleMonths) => months.flatMap((month) => month.teams.flatMap((team) => team.reports))

test('the story is the same for one day, and a month stays as it was when the next begins', () => {
  assert.deepEqual(told, sampleMonths(today))
  const approved = (months: SampleMonths, month: string) => months.months.find((one) => one.month === month)
  assert.deepEqual(approved(sampleMonths('2026-12-14'), '2026-09-01')?.teams, approved(told, '2026-09-01')?.teams)
})

test('nothing in the sample office happened after today, whichever day that is', () => {
  for (const day of ['2026-11-23', '2026-12-01', '2027-01-02', '2028-02-29']) {
    const months = sampleMonths(day)
    for (const report of reportsOf(months)) {
      for (const receipt of report.receipts)
        assert.ok(receipt.facts.day <= receipt.receivedOn && receipt.receivedOn <= day)
      for (const line of report.lines) assert.ok(line.day <= day && (line.missing?.day ?? day) <= day)
      assert.ok((report.confirmed?.day ?? day) <= day)
      for (const reminder of report.reminders) assert.ok(reminder.day <= day)
    }
  }
})

test('every line’s claim follows from its amount, own share and rate, and its receipts are in the same report', () => {
  for (const report of reportsOf(told)) {
    const keys = new Set(report.receipts.map((receipt) => receipt.key))
    for (const line of report.lines) {
      const { amount: amountCents, ownShare: ownShareCents, currency, rate } = line
      assert.equal(line.claimed, claimedOf({ amountCents, ownShareCents, currency, rate }, 'EUR'))
      assert.ok(line.receipts.length > 0 || line.missing, line.key)
      for (const key of line.receipts) assert.ok(keys.has(key), key)
      assert.ok(sampleCategories.some(({ code }) => code === line.category))
    }
    for (const expected of report.expected) assert.equal(expected.state === 'received', expected.receipt !== undefined)
  }
})

test('a split receipt’s lines carry no more than the receipt, VAT included', () => {
  for (const report of reportsOf(told))
    for (const receipt of report.receipts) {
      const lines = report.lines.filter((line) => line.receipts.length === 1 && line.receipts[0] === receipt.key)
      const sum = lines.reduce((total, line) => total + line.amount, 0)
      assert.ok(Math.abs(sum) <= Math.abs(paidOf(receipt.facts)), receipt.key)
    }
})

test('four months are approved, the last is in review with everything unusual in it, this one is collected', () => {
  assert.deepEqual(
    told.months.map((month) => month.stage),
    ['approved', 'approved', 'approved', 'approved', 'inReview', 'collecting'],
  )
  const review = told.months[4]!
  const reports = review.teams.flatMap((team) => team.reports)
  const lines = reports.flatMap((report) => report.lines)
  assert.ok(lines.some((line) => line.explanation))
  assert.ok(lines.some((line) => line.missing))
  assert.ok(lines.some((line) => line.receipts.length > 1))
  assert.ok(lines.some((line) => line.key.endsWith('split')))
  assert.ok(reports.some((report) => report.receipts.some((receipt) => receipt.sameAs)))
  assert.ok(reports.some((report) => report.receipts.some((receipt) => receipt.misreadTotal)))
  assert.deepEqual(
    review.department?.queries.map((query) => query.state),
    ['settled', 'answered', 'asked'],
  )
  assert.equal(review.teams.find((team) => team.late)?.team, 'west')
  const collecting = told.months[5]!.teams.flatMap((team) => team.reports)
  assert.ok(
    collecting.some(
      (report) => report.expected.some((one) => one.state === 'waiting') && report.reminders.length === 2,
    ),
  )
  assert.ok(told.months[5]!.teams.every((team) => team.tray.length > 0))
})

test('a later claim procedure reached all but a few, and no one before it was published', () => {
  const people = sampleMembers.flatMap((member) =>
    member.team ? [{ key: member.key, assistant: preparers[member.team] }] : [],
  )
  const [first, second] = sampleProcedures(today, renewedOn(today), people)
  assert.equal(first?.informed.length, 24)
  assert.equal(second?.informed.length, 21)
  for (const { day } of second!.informed) assert.ok(day >= second!.publishedOn && day <= today)
  assert.ok(second!.publishedOn >= sampleCalendar(today)[4]!.presentedAgainOn)
})

test('every team has a budget for each category and month', () => {
  const budgets = sampleBudgets(['2026-11-01'], { north: 7, south: 6, west: 5, export: 6 })
  assert.equal(budgets.length, 4 * sampleCategories.length)
  assert.ok(budgets.every(({ cents }) => cents > 0 && cents % 1000 === 0))
})
