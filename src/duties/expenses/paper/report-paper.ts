import type * as z from 'zod'
import { formatMonth } from '#core/days.ts'
import { localeOf } from '#core/message.ts'
import type { StandingLine } from '../rules/presented-line.ts'
import type { DepartmentReportShape } from '../views/department.ts'
import type { ReportShape } from '../views/report-shapes.ts'
import { historySeal, type PaperOffice } from './history-seal.ts'
import { type AroundLines, lineTable, notCounted, type PaperLanguage, type Pen, pen, written } from './line-table.ts'

type View = z.output<typeof ReportShape>
type Approval = NonNullable<z.output<typeof DepartmentReportShape>['approval']> & { version: number }

/** What the template of one salesperson's report is filled with; every text ready in the language. */
export function reportPaper(
  view: View,
  lines: readonly StandingLine[],
  around: AroundLines & {
    office: PaperOffice
    language: PaperLanguage
    /** Of the department's report that it is part of, once signed. */
    approval: Approval | null
  },
) {
  const { office, approval, language } = around
  const write = pen(language, view.currency)
  const { say, money, instant } = write
  const month = formatMonth(view.month.slice(0, 7), localeOf(language))
  const small = approval?.smallOffice
  const all = { lines: view.lines.length, linesNotCounted: view.linesNotCounted }
  return {
    lang: language,
    number: view.number,
    office: { name: office.name },
    title: say('reportTitle', { name: view.member.name, month }),
    footer: [view.number, ...(approval ? [say('sealed', { ...approval, hash: approval.hash.slice(0, 16) })] : [])].join(
      ' · ',
    ),
    remarks: [
      ...(view.approvedAt ? [] : [say('notApproved')]),
      ...(small ? [say('smallOffice', { since: instant(small.since, office.timeZone), by: small.by })] : []),
    ],
    facts: [
      [say('person'), view.member.name],
      [say('team'), view.team.name],
      [say('period'), month],
      [say('claimed'), written(view.claimedCents, all, money)],
      [say('accepted'), written(view.acceptedCents, all, money)],
      [
        say('approved'),
        [
          ...(approval ? [approval.by] : []),
          ...(view.approvedAt ? [instant(view.approvedAt, office.timeZone)] : []),
        ].join(', '),
      ],
      ...(view.approvedAt ? historySeal(office, write) : []),
    ],
    labels: { lines: say('lines'), signatures: say('signatures') },
    ...lineTable(lines, around, write),
    statements: [...statements(view, write), ...notCounted(lines, write)],
    signatures: [
      { role: say('person'), name: view.member.name },
      {
        role: say('approvedBy'),
        ...(approval
          ? {
              name: approval.by,
              date: instant(approval.at, office.timeZone),
              note: say('signedIn', { hash: approval.hash.slice(0, 16) }),
            }
          : {}),
      },
    ],
    signatureLabels: { name: say('name'), date: say('date'), signature: say('signature') },
  }
}

/** Whether the salesperson knew the claim procedure, if there is one, and stands by the report. */
function statements({ member: { name }, procedure, confirmations }: View, { say, day }: Pen): string[] {
  const { proof, number } = procedure
  const [confirmation] = confirmations
  const told = ({ recordedByName: by, way }: { recordedByName: string; way: string }, on: string) => ({
    name,
    way,
    by,
    day: day(on),
  })
  const informed = proof
    ? say('informed', { ...told(proof, proof.informedOn), number: number ?? 0 })
    : say('notInformed', { name })
  const confirmed = confirmation
    ? say(confirmation.valid ? 'confirmed' : 'confirmedBefore', told(confirmation, confirmation.confirmedOn))
    : say('notConfirmed', { name })
  return [...(number === null ? [] : [informed]), confirmed]
}
