import { today } from '#core/clock.ts'
import { as } from './as.ts'
import type { Months } from './random-months.ts'

/** How far a month's department report goes: gathered, put before the reviewer with a query in work, or signed. */
export type Until = 'gathered' | 'queried' | 'signed'

/** Hands the teams' reports over, some not and some without one of their people, and reviews what came. */
export async function reviewMonth(at: Months, month: string, until: Until): Promise<void> {
  for (const crew of at.crews.filter(() => at.random.chance(0.8))) await handOver(at, crew, month)
  if (until === 'gathered') return
  for (const departmentId of at.departments) await reviewDepartment(at, departmentId, month, until)
}

/** Hands over what came after the signature and has the supplement signed, if there is one. */
export async function supplementMonth(at: Months, month: string): Promise<void> {
  for (const crew of at.crews) await handOver(at, crew, month)
  for (const departmentId of at.departments) {
    const departmentReportId = await openReportOf(at, departmentId, month)
    if (!departmentReportId) continue
    await present(at, departmentReportId)
    await sign(at, departmentReportId)
  }
}

async function handOver({ office, random }: Months, crew: Months['crews'][number], month: string): Promise<void> {
  const assistant = as(office, crew.assistant).expenses
  const { id: teamReportId } = await assistant.makeTeamReport({ teamId: crew.id, month })
  const { parts, approvedAt, supplement } = await assistant.teamReport({ teamReportId })
  if (approvedAt) return
  const [left, ...rest] = random.shuffle(parts.filter((part) => part.included))
  if (left && rest.length > 0 && supplement === 0 && random.chance(0.4))
    await assistant.includeReport({ teamReportId, reportId: left.id, included: false })
  if (!left) return
  const { hash } = await assistant.teamReport({ teamReportId })
  await assistant.handOverTeamReport({ teamReportId, hash })
}

async function openReportOf({ office, people }: Months, departmentId: string, month: string) {
  const reports = (await as(office, people.daiva).expenses.departmentReports({})).items
  return reports.find((one) => one.department.id === departmentId && one.month === month && !one.approvedAt)?.id
}

/** Presents without whoever is missing; now and then it is withdrawn first. */
async function present({ office, people, random }: Months, departmentReportId: string): Promise<void> {
  const combiner = as(office, people.daiva).expenses
  const { missing } = await combiner.departmentReport({ departmentReportId })
  const evenWithout = idsOf(missing.toPresent)
  await combiner.present({ departmentReportId, evenWithout })
  if (random.chance(0.7)) return
  await combiner.withdrawPresentation({ departmentReportId, why: 'A page was missing' })
  await combiner.present({ departmentReportId, evenWithout })
}

/** The ids by which one says that one goes on without somebody. */
export function idsOf({ teams, people }: { teams: { id: string }[]; people: { id: string }[] }): string[] {
  return [...teams, ...people].map(({ id }) => id)
}

async function reviewDepartment(at: Months, departmentId: string, month: string, until: Until): Promise<void> {
  const { office, people, random } = at
  const reviewer = as(office, people.vytautas).expenses
  const departmentReportId = await openReportOf(at, departmentId, month)
  if (!departmentReportId) return
  await present(at, departmentReportId)
  const { lines } = await reviewer.departmentReport({ departmentReportId })
  for (const line of lines.filter(() => random.chance(0.1)))
    await reviewer.refuseLine({ departmentReportId, lineId: line.lineId, why: 'Private' })
  const asked = random.pick(lines.filter((line) => line.amountCents > 0 && line.ownShareCents === 0))
  const { id: queryId } = await reviewer.askQuery({ departmentReportId, memberId: asked.memberId, lineId: asked.lineId, body: 'Why?' }) // biome-ignore format: one call
  const { assistant } = at.crews.find((crew) => crew.id === asked.teamId)!
  const preparer = as(office, assistant).expenses
  const { version } = (await preparer.report({ reportId: asked.reportId! })).lines.find(
    (one) => one.id === asked.lineId,
  )!
  await preparer.changeLine({ lineId: asked.lineId, version, amountCents: asked.amountCents + random.int(1, 900) })
  if (until === 'queried') return
  await preparer.answerQuery({ queryId, body: 'It was more.' })
  await reviewer.settleQuery({ queryId, version: 2 })
  await sign(at, departmentReportId)
}

/** Signs what lies before the reviewer, corrects a line or two and pays some of it. */
export async function sign(at: Months, departmentReportId: string): Promise<void> {
  const { office, people, random } = at
  const [combiner, reviewer] = [as(office, people.daiva).expenses, as(office, people.vytautas).expenses]
  const { version, lines, missing } = await reviewer.departmentReport({ departmentReportId })
  const { number: versionNumber, hash, decisionsHash } = version!
  await at.beforeSigning?.(departmentReportId)
  await reviewer.approve({
    departmentReportId,
    versionNumber,
    hash,
    decisionsHash,
    evenWithout: idsOf(missing.toApprove),
  })
  for (const line of lines.filter(() => random.chance(0.15))) {
    for (const agreed of [random.chance(0.7), random.chance(0.3)]) {
      const nowCents = Math.sign(line.claimedCents!) * random.int(0, Math.abs(line.claimedCents!))
      if (nowCents === line.acceptedCents) continue
      const { id: correctionId } = await combiner.proposeCorrection({ departmentReportId, lineId: line.lineId, nowCents, reason: 'Checked again' }) // biome-ignore format: one call
      await reviewer.decideCorrection({ correctionId, agreed, why: 'As it was' })
      if (agreed) break
    }
  }
  const payer = as(office, people.lina).expenses
  const { payouts } = await payer.payouts({ departmentReportId })
  const paid = payouts.filter(() => random.chance(0.5)).map((one) => one.id)
  if (paid.length > 0) await payer.markPaid({ departmentReportId, payoutIds: paid, paidOn: today('Europe/Vilnius') })
}
