import type * as z from 'zod'
import { formatMonth } from '#core/days.ts'
import { localeOf } from '#core/message.ts'
import type { ReportShape } from '../operations/report-shapes.ts'
import type { StandingLine } from '../rules/presented-line.ts'
import { historySeal, type PaperOffice } from './history-seal.ts'
import { lineColumns, lineRow, lineTotals, notCounted, type PaperLanguage, pen } from './line-table.ts'

/** What the template of one salesperson's report is filled with; every text ready in the language. */
export function reportPaper(
  view: z.output<typeof ReportShape>,
  lines: readonly StandingLine[],
  around: {
    office: PaperOffice
    categories: ReadonlyMap<string, string>
    language: PaperLanguage
  },
) {
  const { office, categories, language } = around
  const write = pen(language, view.currency)
  const { say, money, day, instant } = write
  const month = formatMonth(view.month.slice(0, 7), localeOf(language))
  const [confirmation] = view.confirmations
  const { proof, number } = view.procedure
  return {
    lang: language,
    number: view.number,
    office: { name: office.name },
    title: say('reportTitle', { name: view.member.name, month }),
    footer: view.number,
    draft: view.approvedAt ? null : say('notApproved'),
    facts: [
      [say('person'), view.member.name],
      [say('team'), view.team.name],
      [say('period'), month],
      [say('claimed'), money(view.claimedCents)],
      [say('accepted'), money(view.acceptedCents)],
      [say('approved'), view.approvedAt ? instant(view.approvedAt, office.timeZone) : ''],
      ...(view.approvedAt ? historySeal(office, write) : []),
    ],
    labels: { lines: say('lines'), signatures: say('signatures') },
    lineColumns: lineColumns(write),
    rows: lines.map((line) => lineRow(line, categories, write)),
    totals: [lineTotals(lines, write)],
    remarks: [
      proof
        ? say('informed', {
            name: view.member.name,
            number: number ?? 0,
            day: day(proof.informedOn),
            way: proof.way,
            by: proof.recordedByName,
          })
        : say('notInformed', { name: view.member.name }),
      confirmation
        ? say('confirmed', {
            name: view.member.name,
            day: day(confirmation.confirmedOn),
            way: confirmation.way,
            by: confirmation.recordedByName,
          })
        : say('notConfirmed', { name: view.member.name }),
      ...notCounted(lines, write),
    ],
    signatures: [{ role: say('person'), name: view.member.name }, { role: say('approvedBy') }],
    signatureLabels: { name: say('name'), date: say('date'), signature: say('signature') },
  }
}
