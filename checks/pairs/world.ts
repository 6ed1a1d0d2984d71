import { as } from '#checks/as.ts'
import { makePeople, type People } from '#checks/people.ts'
import { today } from '#core/clock.ts'
import { newId } from '#core/ids.ts'
import type { OpenOffice } from '#core/offices.ts'
import { uploadTokenOf } from '#duties/expenses/queries/upload-token.ts'
import type { Reading } from '#duties/expenses/reader/reading.ts'
import { fitted } from '#duties/expenses/rules/fitted-reading.ts'
import { handedOver } from '../month-steps.ts'

/** Ids of a small office whose records stand at every step of the walk; all of them North’s, of March to August 2026. */
export interface World {
  people: People
  ids: Record<string, string>
}

const march = '2026-03-01'
const box = { page: 0, x: 0, y: 0, width: 1, height: 0.4 }
const twoReceipts = fitted({ parts: [{ box }, { box: { ...box, y: 0.5 } }] } as Reading)
const picture = Buffer.from('%PDF-1.4 a receipt')

/** Fills an empty office: a month being collected, one combined, one handed over, one asked about, one approved, one to sign. */
export async function makeWorld(office: OpenOffice): Promise<World> {
  const people = await makePeople(office)
  const ids: Record<string, string> = {}
  await makeSettings(office, people, ids)
  await makeCollecting(office, people, ids)
  for (const [step, month] of ['loose', 'handed', 'asked', 'approved', 'shown'].entries())
    await makeMonth(office, people, ids, { step, name: month, month: `2026-0${4 + step}-01` })
  await makeChart(office, people, ids)
  return { people, ids }
}

async function makeSettings(office: OpenOffice, people: People, ids: Record<string, string>): Promise<void> {
  const rows = await office.db
    .selectFrom('expenseCategory')
    .select('id')
    .where('needsCustomer', '=', false)
    .orderBy('position')
    .execute()
  Object.assign(ids, { category: rows[0]!.id, otherCategory: rows[1]!.id })
  await office.db.updateTable('expenseCategory').set({ limitCents: null }).execute()
  const daiva = as(office, people.daiva).expenses
  ids.procedure = (await daiva.publishProcedure({ version: 1 })).id
  const memberIds = [people.jonas.id, people.ieva.id]
  await as(office, people.rasa).expenses.recordInformed({ memberIds, way: 'phone', informedOn: '2026-02-01' })
  await daiva.draftProcedure({ bodyEn: 'Keep receipts.', bodyLt: 'Saugokite kvitus.' })
}

async function makeCollecting(office: OpenOffice, people: People, ids: Record<string, string>): Promise<void> {
  const rasa = as(office, people.rasa).expenses
  const memberId = people.jonas.id
  const roundId = (await rasa.openRound({ teamId: people.north, month: march })).id
  ids.round = roundId
  ids.closedRound = (await rasa.openRound({ teamId: people.north, month: '2026-02-01' })).id
  await rasa.closeRound({ roundId: ids.closedRound })
  for (const name of ['used', 'freed', 'loose', 'poor', 'aside', 'whole', 'matched'])
    ids[name] = await makeReceipt(office, people, { number: name, roundId, memberId })
  ids.tray = await makeReceipt(office, people, { number: 'tray', roundId: null, memberId: null })
  for (const part of [1, 2])
    ids[`part${part}`] = await makeReceipt(office, people, {
      number: `part${part}`,
      roundId,
      memberId,
      partOf: ids.whole!,
    })
  await rasa.setAside({ receiptId: ids.aside!, why: 'twice' })
  ids.report = (await rasa.openReport({ memberId, month: march })).id
  for (const [name, receiptIds] of [
    ['line', [ids.used!]],
    ['removed', [ids.freed!]],
    ['bare', []],
  ] as const)
    ids[name] = (await rasa.addLine({ ...lineOf(ids, ids.report!), receiptIds: [...receiptIds] })).id
  await rasa.removeLine({ lineId: ids.removed! })
  ids.read = await makeReceipt(office, people, { number: 'read', roundId, memberId, readingState: 'waiting' })
  ids.toFill = (await rasa.addLine({ reportId: ids.report!, receiptIds: [ids.read], purpose: 'Fair' })).id
  await readNow(office, ids.read)
  ids.expected = (await rasa.addExpected({ roundId, memberId, what: 'Pušyno viešbutis' })).id
  ids.fulfilled = (await rasa.addExpected({ roundId, memberId, what: 'Telephone' })).id
  await rasa.matchExpected({ expectedId: ids.fulfilled, receiptId: ids.matched! })
  ids.link = (await rasa.makeLink({ roundId, memberId })).id
  ids.token = uploadTokenOf(office, ids.link)
}

/** What one needs to add a line. */
export function lineOf(ids: Record<string, string>, reportId: string) {
  const said = { merchant: 'Pušyno viešbutis', purpose: 'Visit', currency: 'EUR', amountCents: 10_000 }
  return { reportId, spentOn: march.replace(/01$/, '12'), categoryId: ids.category!, ...said }
}

async function makeMonth(
  office: OpenOffice,
  people: People,
  ids: Record<string, string>,
  { step, name, month }: { step: number; name: string; month: string },
): Promise<void> {
  const rasa = as(office, people.rasa).expenses
  const daiva = as(office, people.daiva).expenses
  const vytautas = as(office, people.vytautas).expenses
  for (const [who, member] of [
    ['', people.jonas],
    ['Other', people.ieva],
  ] as const)
    Object.assign(ids, await claimed(rasa, ids, { name, who, memberId: member.id, month }))
  if (name === 'shown') {
    await claimed(daiva, ids, { name: 'late', who: '', memberId: people.tomasz.id, month })
    await combined(daiva, ids, { name: 'late', teamId: people.south, month })
  }
  const teamReportId = await combined(rasa, ids, { name, teamId: people.north, month })
  if (step < 1) return
  const departmentReportId = await handedOver(office, people.rasa, teamReportId)
  ids[`${name}Department`] = departmentReportId
  if (step < 2) return
  const evenWithout = [people.south]
  const { hash } = await daiva.present({ departmentReportId, evenWithout })
  const { decisionsHash } = (await vytautas.departmentReport({ departmentReportId })).version!
  ids[`${name}Hash`] = hash
  ids[`${name}Decisions`] = decisionsHash
  const about = { departmentReportId, memberId: people.jonas.id }
  if (name !== 'approved') {
    const { id: queryId } = await vytautas.askQuery({ ...about, lineId: ids[`${name}Line`]!, body: 'Two nights?' })
    ids[`${name}Query`] = queryId
    if (name === 'shown') await vytautas.settleQuery({ queryId, version: 1 })
    return
  }
  await vytautas.approve({ departmentReportId, versionNumber: 1, hash, decisionsHash, evenWithout })
  const line = { departmentReportId, lineId: ids.approvedLine!, nowCents: 9_000, reason: 'A night less' }
  ids.correction = (await daiva.proposeCorrection(line)).id
  const lina = as(office, people.lina).expenses
  const [payout, paid] = (await lina.payouts({ departmentReportId })).payouts
  Object.assign(ids, { payout: payout!.id, paidPayout: paid!.id })
  await lina.markPaid({ departmentReportId, payoutIds: [paid!.id], paidOn: today('Europe/Vilnius') })
  ids.paidAt = (await lina.payouts({ departmentReportId })).payouts.find(({ id }) => id === paid!.id)!.paidAt!
}

/** A team report with what is in it as it would be handed over. */
async function combined(
  assistant: ReturnType<typeof as>['expenses'],
  ids: Record<string, string>,
  { name, ...of }: { name: string; teamId: string; month: string },
): Promise<string> {
  const { id: teamReportId } = await assistant.makeTeamReport(of)
  const { hash } = await assistant.teamReport({ teamReportId })
  Object.assign(ids, { [`${name}Team`]: teamReportId, [`${name}Handed`]: hash })
  return teamReportId
}

/** A confirmed report with one line; gives their ids. */
async function claimed(
  assistant: ReturnType<typeof as>['expenses'],
  ids: Record<string, string>,
  { name, who, memberId, month }: { name: string; who: string; memberId: string; month: string },
): Promise<Record<string, string>> {
  const reportId = (await assistant.openReport({ memberId, month })).id
  const { id: lineId } = await assistant.addLine({ ...lineOf(ids, reportId), spentOn: month.replace(/01$/, '12') })
  await assistant.declareMissing({ lineId, reason: 'Lost on the ferry' })
  await assistant.recordConfirmation({ reportId, way: 'phone', confirmedOn: '2026-09-01' })
  const { hash } = await assistant.report({ reportId })
  return { [`${name}Report${who}`]: reportId, [`${name}Line${who}`]: lineId, [`${name}Content${who}`]: hash }
}

async function makeChart(office: OpenOffice, people: People, ids: Record<string, string>): Promise<void> {
  const { office: chart } = as(office, people.administrator)
  ids.branch = (await chart.addBranch({ name: 'Riga', country: 'LV', timeZone: 'Europe/Riga', currency: 'EUR' })).id
  ids.department = (await chart.addDepartment({ name: 'Service' })).id
  ids.team = (await chart.addTeam({ name: 'East', departmentId: ids.department, branchId: ids.branch })).id
  const { id: memberId } = people.paulius
  await chart.changeMember({ memberId, version: 1, roles: ['colleague', 'administrator'] })
  const day = { fromDay: '2030-01-01' }
  const duty = { role: 'expenses.prepare' as const, memberId: people.milda.id, placeId: people.north }
  ids.assignment = (await chart.assign({ ...duty, ...day, toDay: '2030-12-31' })).id
  ids.key = (await as(office, people.milda).office.makeApiKey({ name: 'A program' })).id
}

async function makeReceipt(
  office: OpenOffice,
  people: People,
  of: { number: string; roundId: string | null; memberId: string | null; partOf?: string; readingState?: 'waiting' },
): Promise<string> {
  const { sha256, size } = await office.files.keep(picture)
  const mime = 'application/pdf'
  await office.db
    .insertInto('keptFile')
    .values({ sha256, size, mime })
    .onConflict((oc) => oc.doNothing())
    .execute()
  const { number, partOf = null, readingState = 'read', ...place } = of
  const id = newId()
  const isWhole = number === 'whole'
  const aside = { says: 'expenses.aside.putTogether', params: { number: 'whole' } }
  await office.db
    .insertInto('expenseReceipt')
    .values({
      ...{ id, number, ...place, teamId: people.north, sha256, fileName: `${number}.pdf`, mime, size, cameBy: 'link' },
      ...{ linkId: null, receivedFrom: null, readingJob: null, trouble: null, readingState },
      reading: isWhole ? JSON.stringify(twoReceipts) : null,
      ...{ merchant: null, spentOn: null, totalCents: null, currency: null, checkedBy: null, checkedAt: null },
      ...(partOf ? { partOf, partNumber: Number(number.slice(-1)), setAsideSays: JSON.stringify(aside) } : {}),
      setAsideAt: partOf ? new Date().toISOString() : null,
      ...{ setAsideBy: null, setAsideWhy: null },
    })
    .execute()
  return id
}

/** Writes what a reading found, with nothing of it in the lines yet. */
async function readNow(office: OpenOffice, receiptId: string): Promise<void> {
  const vat = JSON.stringify([{ rate: '21', netCents: 10_000, vatCents: 2_100 }])
  const facts = { merchant: 'Viada', spentOn: '2026-03-12', totalCents: 12_100, currency: 'EUR', vat }
  await office.db
    .updateTable('expenseReceipt')
    .set({ ...facts, readingState: 'read' })
    .where('id', '=', receiptId)
    .execute()
}
