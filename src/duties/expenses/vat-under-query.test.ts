import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownMonths } from '#checks/month-steps.ts'
import type { People } from '#checks/people.ts'

let people: People
const { by, claim, handOver, present, signingOf } = ownMonths((now) => {
  ;({ people } = now)
})

/** A line of 12.10 before the senior manager, ticked and asked about. */
async function asked(fields: object = {}) {
  const reportId = await claim(people.jonas, 1_210)
  const lineNow = async () => (await by(people.rasa).report({ reportId })).lines[0]!
  const change = async (to: object) => {
    const { id: lineId, version } = await lineNow()
    await by(people.rasa).changeLine({ lineId, version, ...to })
  }
  await change({ vat: [{ rate: '21', netCents: 1_000, vatCents: 210 }], ...fields })
  const { claimedCents } = await by(people.rasa).report({ reportId })
  const confirmedOn = (await lineNow()).spentOn!
  await by(people.rasa).recordConfirmation({ reportId, way: 'phone', confirmedOn })
  const { departmentReportId } = await handOver(people.north)
  await present(departmentReportId)
  await by(people.vytautas).look({ departmentReportId, versionNumber: 1 })
  const lineId = (await lineNow()).id
  await by(people.vytautas).tick({ departmentReportId, targets: [`line:${lineId}`] })
  const question = { departmentReportId, memberId: people.jonas.id, lineId, body: 'Why?' }
  const { id: queryId } = await by(people.vytautas).askQuery(question)
  const view = () => by(people.vytautas).departmentReport({ departmentReportId })
  const answer = () => by(people.rasa).answerQuery({ queryId, body: 'Corrected.' })
  const settle = (version: number) => by(people.vytautas).settleQuery({ queryId, version })
  return { reportId, departmentReportId, claimedCents, change, view, answer, settle }
}

const changes = {
  'the VAT': [{}, { vat: [{ rate: '5', netCents: 1_150, vatCents: 60 }] }],
  'the rate of the VAT': [{}, { vat: [{ rate: '9', netCents: 1_000, vatCents: 210 }] }],
  'the exchange rate, with the same claim': [
    { currency: 'USD', amountCents: 1, vat: [], rate: '0.91' },
    { rate: '0.9149' },
  ],
} as const

for (const [what, [before, to]] of Object.entries(changes)) {
  test(`${what}, changed under a query, is presented with the answer and signed as it is shown`, async () => {
    const at = await asked(before)
    await at.change(to)
    assert.equal((await by(people.rasa).report({ reportId: at.reportId })).claimedCents, at.claimedCents)
    await assert.rejects(at.settle(1), /changing figures/)
    assert.equal((await at.answer()).versionNumber, 2)
    const { ticks, changes } = await at.view()
    assert.deepEqual([ticks, changes.length], [[], 1])
    await at.settle(2)
    await by(people.vytautas).approve(await signingOf(at.departmentReportId))
    const [shown] = (await at.view()).lines
    const [own] = (await by(people.jonas).report({ reportId: at.reportId })).lines
    assert.deepEqual([shown!.vatCents, shown!.rate], [own!.vatCents, own!.rate])
  })
}

test('VAT larger than the amount, set under a query, is in the way of the answer and is not settled', async () => {
  const at = await asked()
  await at.change({ vat: [{ rate: '21', netCents: 1_000, vatCents: 9_999 }] })
  await assert.rejects(at.answer(), /PVM/)
  await assert.rejects(at.settle(1), /changing figures/)
})
