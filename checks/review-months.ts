import { as } from './as.ts'
import type { Months } from './random-months.ts'

/** How far a month's department report goes: gathered, put before the reviewer with a query in work, or signed. */
export type Until = 'gathered' | 'queried' | 'signed'

/** Hands the teams' reports over, some not and some without one of their people, and reviews what came. */
export async function reviewMonth(at: Months, month: string, until: Until): Promise<void> {
  for (const crew of at.crews.filter(() => at.random.chance(0.85))) await handOver(at, crew, month)
  if (until === 'gathered') return
  for (const departmentId of at.departments) await reviewDepartment(at, departmentId, month, until)
}

async function handOver({ office, random }: Months, crew: Months['crews'][number], month: string): Promise<void> {
  const assistant = as(office, crew.assistant).expenses
  const { id: teamReportId } = await assistant.makeTeamReport({ teamId: crew.id, month })
  const { parts } = await assistant.teamReport({ teamReportId })
  const [left, ...rest] = random.shuffle(parts.filter((part) => part.included && part.lines > 0))
  const empty = parts.filter((part) => part.included && part.lines === 0)
  for (const part of [...empty, ...(left && rest.length > 0 && random.chance(0.4) ? [left] : [])])
    await assistant.includeReport({ teamReportId, reportId: part.id, included: false })
  if (left) await assistant.handOverTeamReport({ teamReportId })
}

async function reviewDepartment(at: Months, departmentId: string, month: string, until: Until): Promise<void> {
  const { office, people, random } = at
  const [combiner, reviewer] = [as(office, people.daiva).expenses, as(office, people.vytautas).expenses]
  const reports = await combiner.departmentReports({})
  const found = reports.find((one) => one.department.id === departmentId && one.month === month)
  if (!found) return
  const departmentReportId = found.id
  await combiner.present({ departmentReportId })
  const { lines } = await reviewer.departmentReport({ departmentReportId })
  for (const line of lines.filter(() => random.chance(0.1)))
    await reviewer.refuseLine({ departmentReportId, lineId: line.lineId, why: 'Private' })
  const asked = random.pick(lines.filter((line) => line.amountCents > 0 && line.ownShareCents === 0))
  const { id: queryId } = await reviewer.askQuery({ departmentReportId, memberId: asked.memberId, lineId: asked.lineId, body: 'Why?' }) // biome-ignore format: one call
  const { assistant } = at.crews.find((crew) => crew.id === asked.teamId)!
  const preparer = as(office, assistant).expenses
  const { version } = (await preparer.report({ reportId: asked.reportId })).lines.find(
    (one) => one.id === asked.lineId,
  )!
  await preparer.changeLine({ lineId: asked.lineId, version, amountCents: asked.amountCents + random.int(1, 900) })
  if (until === 'queried') return
  await preparer.answerQuery({ queryId, body: 'It was more.' })
  await reviewer.settleQuery({ queryId })
  await sign(at, departmentReportId)
}

/** Signs what lies before the reviewer, corrects a line or two and pays some of it. */
export async function sign(at: Months, departmentReportId: string): Promise<void> {
  const { office, people, random } = at
  const [combiner, reviewer] = [as(office, people.daiva).expenses, as(office, people.vytautas).expenses]
  const { version, lines } = await reviewer.departmentReport({ departmentReportId })
  await reviewer.approve({ departmentReportId, versionNumber: version!.number, hash: version!.hash })
  for (const line of lines.filter(() => random.chance(0.15))) {
    for (const agreed of [random.chance(0.7), random.chance(0.3)]) {
      const nowCents = line.acceptedCents! + random.int(1, 500) * (agreed ? 1 : 2)
      const { id: correctionId } = await combiner.proposeCorrection({ departmentReportId, lineId: line.lineId, nowCents, reason: 'Checked again' }) // biome-ignore format: one call
      await reviewer.decideCorrection({ correctionId, agreed })
      if (agreed) break
    }
  }
  const payer = as(office, people.lina).expenses
  const { payouts } = await payer.payouts({ departmentReportId })
  const paid = payouts.filter(() => random.chance(0.5)).map((one) => one.id)
  if (paid.length > 0) await payer.markPaid({ departmentReportId, payoutIds: paid, paidOn: '2026-06-01' })
}
