import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { as } from '#checks/as.ts'
import { handedOver } from '#checks/month-steps.ts'
import { overlapsOf } from '#checks/page-texts.ts'
import { makePeople, type People } from '#checks/people.ts'
import { runJobs } from '#checks/run-jobs.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { today } from '#core/clock.ts'
import { newId } from '#core/ids.ts'
import { decimalText } from '#core/money.ts'
import { readSheet } from '#core/sheets.ts'

let home: TestOffice
let people: People
let categories: { meals: string; hotel: string }

before(async () => {
  home = await openTestOffice()
  people = await makePeople(home.office)
  const rows = await home.office.db
    .selectFrom('expenseCategory')
    .select(['id', 'needsCustomer'])
    .orderBy('position')
    .execute()
  const plain = rows.filter((row) => !row.needsCustomer)
  categories = { meals: plain[0]!.id, hotel: plain[1]!.id }
  await home.office.db.updateTable('expenseCategory').set({ limitCents: null }).execute()
})
after(() => home.close())

const month = '2026-03-01'
const rasa = () => as(home.office, people.rasa)
const daiva = () => as(home.office, people.daiva)
const vytautas = () => as(home.office, people.vytautas)

async function reportOf(assistant: ReturnType<typeof rasa>, memberId: string, cents: number, inMonth = month) {
  const { id } = await assistant.expenses.openReport({ memberId, month: inMonth })
  const line = await assistant.expenses.addLine({
    reportId: id,
    spentOn: inMonth.replace('-01', '-12').slice(0, 10),
    merchant: 'Pušyno viešbutis',
    categoryId: categories.hotel,
    amountCents: cents,
    currency: 'EUR',
    purpose: 'Visit to a customer',
  })
  await assistant.expenses.declareMissing({ lineId: line.id, reason: 'Lost on the ferry' })
  await informed(memberId)
  await assistant.expenses.recordConfirmation({ reportId: id, way: 'phone', confirmedOn: '2026-04-01' })
  return { id, lineId: line.id }
}

async function informed(memberId: string) {
  const { db } = home.office
  const version = await db
    .selectFrom('expenseProcedureVersion')
    .select('id')
    .where('publishedAt', 'is not', null)
    .orderBy('number', 'desc')
    .executeTakeFirst()
  if (!version) return
  await db
    .insertInto('expenseProcedureProof')
    .values({ versionId: version.id, memberId, way: 'phone', informedOn: '2026-03-01', recordedBy: people.rasa.id })
    .onConflict((oc) => oc.doNothing())
    .execute()
}

/** The month of both teams, signed; each of Jonas and Tomasz has a line in it. */
async function signedMonth(month: string): Promise<string> {
  await reportOf(rasa(), people.jonas.id, 11_000, month)
  await reportOf(daiva(), people.tomasz.id, 8_050, month)
  const teamNorth = await rasa().expenses.makeTeamReport({ teamId: people.north, month })
  const teamSouth = await daiva().expenses.makeTeamReport({ teamId: people.south, month })
  const departmentReportId = await handedOver(home.office, people.rasa, teamNorth.id)
  await handedOver(home.office, people.daiva, teamSouth.id)
  const of = { departmentReportId, evenWithout: [people.ieva.id] }
  await daiva().expenses.present(of)
  const {
    number: versionNumber,
    hash,
    decisionsHash,
  } = (await vytautas().expenses.departmentReport({ departmentReportId })).version!
  await vytautas().expenses.approve({ ...of, versionNumber, hash, decisionsHash })
  return departmentReportId
}

test('two assistants’ reports become a signed department report, with a query on one line in between', async () => {
  const north = await reportOf(rasa(), people.jonas.id, 12_000)
  const south = await reportOf(daiva(), people.tomasz.id, 8_050)

  const teamNorth = await rasa().expenses.makeTeamReport({ teamId: people.north, month })
  const teamSouth = await daiva().expenses.makeTeamReport({ teamId: people.south, month })
  const departmentReportId = await handedOver(home.office, people.rasa, teamNorth.id)
  await handedOver(home.office, people.daiva, teamSouth.id)

  const first = await daiva().expenses.present({ departmentReportId, evenWithout: [people.ieva.id] })
  assert.deepEqual([first.versionNumber, first.totalCents], [1, 20_050])

  const seen = await vytautas().expenses.departmentReport({ departmentReportId })
  assert.deepEqual(
    seen.matrix.rows.map((row) => row.memberName),
    [people.jonas.name, people.tomasz.name],
  )
  assert.equal(seen.matrix.sum.acceptedCents, 20_050)
  assert.ok(seen.unusual.some((one) => one.kind === 'declaredMissing'))
  await vytautas().expenses.look({ departmentReportId, versionNumber: 1 })
  await vytautas().expenses.tick({
    departmentReportId,
    targets: [`person:${people.jonas.id}`, `person:${people.tomasz.id}`],
  })

  const signing = { departmentReportId, versionNumber: 1, hash: first.hash, decisionsHash: seen.version!.decisionsHash }
  const query = await vytautas().expenses.askQuery({
    departmentReportId,
    memberId: people.jonas.id,
    lineId: north.lineId,
    body: 'Two nights or three?',
  })
  await assert.rejects(vytautas().expenses.approve(signing), /still open/)
  await assert.rejects(
    daiva().expenses.changeLine({ lineId: south.lineId, version: 2, amountCents: 1 }),
    /senior manager/,
    'a line nobody asked about stays frozen',
  )

  await rasa().expenses.changeLine({ lineId: north.lineId, version: 2, amountCents: 11_000 })
  const meanwhile = await vytautas().expenses.departmentReport({ departmentReportId })
  assert.equal(meanwhile.matrix.sum.acceptedCents, 20_050, 'half-made edits stay out of the manager’s sight')
  const { versionNumber } = await rasa().expenses.answerQuery({
    queryId: query.id,
    body: 'Two: the third was private.',
  })
  assert.equal(versionNumber, 2)

  const again = await vytautas().expenses.departmentReport({ departmentReportId })
  assert.deepEqual(
    again.changes.map((change) => [change.lineId, change.fields.claimedCents]),
    [[north.lineId, [12_000, 11_000]]],
  )
  assert.deepEqual(again.ticks, [`person:${people.tomasz.id}`], 'the rest stays ticked')
  await vytautas().expenses.settleQuery({ queryId: query.id, version: 2 })
  await assert.rejects(vytautas().expenses.approve(signing), /Version 2/)
  const { hash, decisionsHash } = again.version!
  const of = { departmentReportId, versionNumber: 2, evenWithout: [people.ieva.id] }
  const signed = await vytautas().expenses.approve({ ...of, hash, decisionsHash })
  assert.equal(signed.totalCents, 19_050)

  const lina = as(home.office, people.lina)
  const list = await lina.expenses.payouts({ departmentReportId })
  assert.deepEqual(
    list.payouts.map((one) => [one.member.name, one.cents]),
    [
      [people.jonas.name, 11_000],
      [people.tomasz.name, 8_050],
    ],
  )
  await lina.expenses.markPaid({
    departmentReportId,
    payoutIds: list.payouts.map((one) => one.id),
    paidOn: today('Europe/Vilnius'),
  })
  await assert.rejects(rasa().expenses.changeLine({ lineId: north.lineId, version: 3, amountCents: 1 }), /patvirtinta/)
})

test('nothing approved changes but by a correction that both names stand under', async () => {
  const departmentReportId = await signedMonth('2025-03-01')
  const before = await vytautas().expenses.departmentReport({ departmentReportId })
  const line = before.lines[0]!
  const correction = await daiva().expenses.proposeCorrection({
    departmentReportId,
    lineId: line.lineId,
    nowCents: line.acceptedCents! - 1_000,
    reason: 'Breakfast was included',
  })
  await vytautas().expenses.decideCorrection({ correctionId: correction.id, agreed: true })
  const later = await vytautas().expenses.departmentReport({ departmentReportId })
  assert.equal(later.matrix.sum.acceptedCents, before.matrix.sum.acceptedCents - 1_000)
  assert.deepEqual(
    later.corrections.map((one) => [one.proposedBy, one.decidedBy]),
    [[people.daiva.name, people.vytautas.name]],
  )
  const list = await as(home.office, people.lina).expenses.payouts({ departmentReportId })
  assert.ok(list.payouts.some((one) => one.correction && one.cents === -1_000 && one.paidOn === null))
})

test('the signed report comes as PDF, workbook and CSV in either language, and only to those who may see it', async () => {
  const departmentReportId = await signedMonth('2024-03-01')
  const found = (await vytautas().expenses.departmentReports({})).items.find(({ id }) => id === departmentReportId)
  const asked = await Promise.all([
    daiva().expenses.makePaper({ departmentReportId, kind: 'pdf', language: 'lt' }),
    daiva().expenses.makePaper({ departmentReportId, kind: 'xlsx' }),
    daiva().expenses.makePaper({ departmentReportId, kind: 'csv' }),
  ])
  await assert.rejects(daiva().expenses.paper({ paperId: asked[0].id }), /still being made/)
  await runJobs(home)
  const [pdf, xlsx, csv] = await Promise.all(asked.map(({ id }) => daiva().expenses.paper({ paperId: id })))
  assert.deepEqual(
    [pdf, xlsx].map((one) => one!.name),
    [`${found!.number} Skyriaus suvestinė 2024-03.pdf`, `${found!.number} Department report 2024-03.xlsx`],
  )
  const bytes = new Uint8Array(await pdf!.arrayBuffer())
  assert.equal(Buffer.from(bytes.subarray(0, 5)).toString(), '%PDF-')
  assert.deepEqual(await overlapsOf(bytes), [])
  const [summary] = await readSheet(new Uint8Array(await xlsx!.arrayBuffer()))
  assert.equal(summary?.rows.at(-1)?.at(-2), Number(decimalText(found!.totalCents, 'EUR')))
  assert.match(await csv!.text(), /Pušyno viešbutis/)
  await assert.rejects(as(home.office, people.jonas).expenses.paper({ paperId: asked[0].id }), /nėra|no such/)
  if (process.env.TALKA_KEEP_PAPERS)
    await writeFile(process.env.TALKA_KEEP_PAPERS, Buffer.from(await pdf!.arrayBuffer()))
})

test('another team’s assistant, a salesperson of another team, finance and a stranger see what is theirs only', async () => {
  const { id } = await rasa().expenses.openReport({ memberId: people.ieva.id, month: '2026-05-01' })
  const line = await rasa().expenses.addLine({ reportId: id, amountCents: 500, merchant: 'Kavinė' })
  for (const other of [people.daiva, people.tomasz, people.jonas, people.lina, people.paulius, people.milda]) {
    if (other === people.daiva) continue
    await assert.rejects(as(home.office, other).expenses.report({ reportId: id }), `${other.name} sees nothing`)
    await assert.rejects(as(home.office, other).expenses.changeLine({ lineId: line.id, version: 1, amountCents: 1 }))
  }
  await assert.rejects(as(home.office, null).expenses.report({ reportId: id }), /not signed in/)
  const combining = await daiva().expenses.report({ reportId: id })
  assert.equal(combining.may.prepare, false, 'who combines the department may look')
  await assert.rejects(
    daiva().expenses.changeLine({ lineId: line.id, version: 1, amountCents: 1 }),
    /another assistant/,
  )
  assert.equal((await as(home.office, people.ieva).expenses.report({ reportId: id })).may.confirm, true)
})

test('two people on one line: the later one is shown both versions, field by field', async () => {
  const { id } = await rasa().expenses.openReport({ memberId: people.ieva.id, month: '2026-10-01' })
  await rasa().expenses.addLine({ reportId: id, amountCents: 500, merchant: 'Kavinė' })
  const [line] = (await rasa().expenses.report({ reportId: id })).lines
  await as(home.office, people.ieva).expenses.changeLine({
    lineId: line!.id,
    version: line!.version,
    merchant: 'Kavinė „Ąžuolas“',
  })
  await assert.rejects(
    rasa().expenses.changeLine({ lineId: line!.id, version: line!.version, merchant: 'Kavinė' }),
    (error: { data?: { details?: { fields?: { field: string; now: unknown }[] } } }) =>
      error.data?.details?.fields?.some((one) => one.field === 'merchant' && one.now === 'Kavinė „Ąžuolas“') === true,
  )
})

test('acting on behalf of a salesperson, an assistant changes his report but cannot confirm it for him', async () => {
  const { id } = await rasa().expenses.openReport({ memberId: people.jonas.id, month: '2026-06-01' })
  const behalf = as(home.office, people.rasa, { behalf: people.jonas })
  await behalf.expenses.addLine({ reportId: id, amountCents: 400, merchant: 'Stovėjimas' })
  await assert.rejects(
    behalf.expenses.confirmReport({ reportId: id, hash: (await behalf.expenses.report({ reportId: id })).hash }),
    /tik pats vadybininkas/,
  )
  const event = await home.office.db
    .selectFrom('event')
    .select(['actorName', 'behalfName'])
    .where('operation', '=', 'expenses.addLine')
    .orderBy('seq', 'desc')
    .executeTakeFirst()
  assert.deepEqual(event, { actorName: people.rasa.name, behalfName: people.jonas.name })
})

test('a report is not handed over before its salesperson was informed and has confirmed', async () => {
  const { id } = await rasa().expenses.openReport({ memberId: people.ieva.id, month: '2026-07-01' })
  await rasa().expenses.addLine({
    reportId: id,
    spentOn: '2026-07-03',
    amountCents: 400,
    merchant: 'Stovėjimas',
    categoryId: categories.meals,
    purpose: 'Parking',
  })
  const team = await rasa().expenses.makeTeamReport({ teamId: people.north, month: '2026-07-01' })
  await assert.rejects(handedOver(home.office, people.rasa, team.id), /nesupažindintas|nepatvirtino/)
})

test('a line split in three loses no cent of amount, VAT or own share', async () => {
  const { id } = await rasa().expenses.openReport({ memberId: people.ieva.id, month: '2026-08-01' })
  const line = await rasa().expenses.addLine({
    reportId: id,
    amountCents: 10_000,
    ownShareCents: 1_001,
    vat: [{ rate: '21', netCents: 8_264, vatCents: 1_736 }],
    merchant: 'Raštinė',
  })
  await assert.rejects(
    rasa().expenses.splitLine({ lineId: line.id, version: 1, parts: [{ amountCents: 1 }, { amountCents: 2 }] }),
    /Turi sutapti/,
  )
  await rasa().expenses.splitLine({
    lineId: line.id,
    version: 1,
    parts: [{ amountCents: 3_333 }, { amountCents: 3_333 }, { amountCents: 3_334 }],
  })
  const { lines } = await rasa().expenses.report({ reportId: id })
  const total = (pick: (one: (typeof lines)[number]) => number) => lines.reduce((sum, one) => sum + pick(one), 0)
  assert.deepEqual(
    [total((one) => one.amountCents), total((one) => one.ownShareCents), total((one) => one.vat[0]!.vatCents)],
    [10_000, 1_001, 1_736],
  )
})

test('the same Idempotency-Key makes one line, however often it is sent', async () => {
  const { id } = await rasa().expenses.openReport({ memberId: people.ieva.id, month: '2026-09-01' })
  const again = as(home.office, people.rasa, { headers: { 'idempotency-key': newId() } })
  const [one, two] = await Promise.all([
    again.expenses.addLine({ reportId: id, amountCents: 100, merchant: 'Paštas' }),
    again.expenses.addLine({ reportId: id, amountCents: 100, merchant: 'Paštas' }),
  ])
  assert.equal(one.id, two.id)
  assert.equal((await rasa().expenses.report({ reportId: id })).lines.length, 1)
})
