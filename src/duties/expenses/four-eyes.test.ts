import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRouterClient } from '@orpc/server'
import { as, callAs } from '#checks/as.ts'
import { ownMonths } from '#checks/month-steps.ts'
import { makeMember, type People, type TestMember } from '#checks/people.ts'
import { giveDuty } from '#checks/random-months.ts'
import type { TestOffice } from '#checks/test-office.ts'
import { today } from '#core/clock.ts'
import { newId } from '#core/ids.ts'
import { profileOf } from '#office/public.ts'
import { changePolicy } from './operations/settings.ts'
import { setSmallOffice } from './operations/small-office.ts'
import { departmentPaper } from './paper/department-paper.ts'
import { pen } from './paper/line-table.ts'
import { departmentSheets } from './paper/sheets-of.ts'

let home: TestOffice
let people: People

const { by, claim, handOver, present, signingOf } = ownMonths((now) => {
  ;({ home, people } = now)
})

async function waitingFor(member: TestMember, key: string) {
  const { items } = await as(home.office, member).desk.waiting({})
  return items.find((item) => item.key.startsWith(key))
}

async function historyOf(recordId: string): Promise<string> {
  const { items } = await as(home.office, people.vytautas).desk.history({ recordId, limit: 200 })
  return items.map((item) => item.text).join('\n')
}

test('who had a hand in a report neither approves it, agrees to its corrections nor pays it, unless the office is small', async () => {
  const { vilnius: branchId, sales: departmentId } = people
  const place = { branchId, departmentId, teamId: null, language: 'en' as const }
  const deputy = await makeMember(home.office, 'Giedrė Kopa', 'seniorManager', place)
  for (const role of ['expenses.review', 'expenses.pay'] as const)
    await giveDuty(home.office, { role, memberId: deputy.id, departmentId })
  // One day's stand-in for the team's assistant is a hand in what was done that day.
  await giveDuty(home.office, { role: 'expenses.prepare', memberId: deputy.id, teamId: people.north })
  await claim(people.jonas, 4_000, deputy)
  await claim(people.ieva, 1_000)
  const { departmentReportId } = await handOver(people.north)
  await present(departmentReportId)
  const signing = await signingOf(departmentReportId, deputy)
  await assert.rejects(by(deputy).approve(signing), /You had a hand in this report.*Vytautas Girė may approve it/)
  const { notByYou } = await by(deputy).departmentReport({ departmentReportId })
  assert.match(notByYou!.text, /Vytautas Girė/)
  assert.equal(
    (await waitingFor(deputy, `expenses.review:${departmentReportId}`))?.says,
    'expenses.waiting.toReviewByOther',
  )

  await by(people.vytautas).approve(signing)
  const { lines } = await by(people.daiva).departmentReport({ departmentReportId })
  const correction = { departmentReportId, lineId: lines[0]!.lineId, nowCents: 3_900, reason: 'Counted again' }
  const { id: correctionId } = await by(people.daiva).proposeCorrection(correction)
  await assert.rejects(by(deputy).decideCorrection({ correctionId, agreed: true }), /Vytautas Girė may agree/)
  const { payouts } = await by(people.lina).payouts({ departmentReportId })
  const paying = { departmentReportId, payoutIds: payouts.map((one) => one.id), paidOn: today('Europe/Vilnius') }
  await assert.rejects(by(deputy).markPaid(paying), /Lina Rugelė may pay it out/)

  await assert.rejects(by(people.daiva).setSmallOffice({ on: true }), /Administer the office/)
  const asAdministrator = await callAs(home.office, people.administrator)
  const key = { id: newId(), readOnly: false, isChosen: true }
  const context = { ...asAdministrator, actor: { ...asAdministrator.actor!, key } }
  const program = createRouterClient({ setSmallOffice, changePolicy }, { context })
  await assert.rejects(program.setSmallOffice({ on: true }), /An API key cannot do this/)
  await assert.rejects(program.changePolicy({ version: 1, dueDay: 7 }), /An API key cannot do this/)
  await by(people.administrator).setSmallOffice({ on: true })
  await by(deputy).decideCorrection({ correctionId, agreed: true })
  await by(deputy).markPaid(paying)
  assert.match(
    await historyOf(departmentReportId),
    /Giedrė Kopa decided on .* without four eyes: small office setting since .*, by Aušra Lankė/,
  )

  await by(people.administrator).setSmallOffice({ on: false })
})

test('an approval without four eyes says so on its paper, also when the setting is gone again', async () => {
  await giveDuty(home.office, { role: 'expenses.review', memberId: people.rasa.id, departmentId: people.sales })
  await claim(people.jonas, 4_000)
  const { departmentReportId } = await handOver(people.north)
  await present(departmentReportId)
  await by(people.administrator).setSmallOffice({ on: true })
  await by(people.rasa).approve(await signingOf(departmentReportId, people.rasa))
  await by(people.administrator).setSmallOffice({ on: false })
  const view = await by(people.vytautas).departmentReport({ departmentReportId })
  const said = /Approved without four eyes: small office setting since .*, by Aušra Lankė/
  assert.match(departmentPaper(view, await profileOf(home.office.db), 'en').remarks.join(), said)

  const sheet = async () => {
    const { payouts } = await by(people.lina).payouts({ departmentReportId })
    return departmentSheets(view, payouts, pen('en', 'EUR'), 'Europe/Vilnius').at(-1)!
  }
  const { columns, rows, totals } = await sheet()
  assert.equal(columns.length, totals!.length)
  assert.match(String(rows[0]!.at(-1)), said)
})
