import type * as z from 'zod'
import { formatMonth } from '#core/days.ts'
import { localeOf } from '#core/message.ts'
import { type Figure, shownCategories } from '../rules/matrix.ts'
import type { DepartmentReportShape } from '../views/department.ts'
import { historySeal, type PaperOffice } from './history-seal.ts'
import {
  type AroundLines,
  byDay,
  lineTable,
  notCounted,
  type PaperLanguage,
  type PaperLine,
  type Pen,
  pen,
  previousNotCounted,
  previousWritten,
  written,
} from './line-table.ts'

type View = z.output<typeof DepartmentReportShape>

/** What the template of a department report is filled with; every text ready in the language. */
export function departmentPaper(
  view: View,
  office: PaperOffice,
  language: PaperLanguage,
  rates: AroundLines['rates'] = new Map(),
) {
  const write = pen(language, view.currency)
  const { say, amount, money, instant } = write
  const { sum } = view.matrix
  const categories = new Map(view.categories.map((one) => [one.id, one.name]))
  const used = shownCategories(view.categories, view.matrix)
  const shown = accepted(write)
  const month = formatMonth(view.month.slice(0, 7), localeOf(language))
  const small = view.approval?.smallOffice ?? null
  return {
    lang: language,
    number: view.number,
    office: { name: office.name },
    title: say('departmentTitle', { department: view.department.name, month, supplement: view.supplement }),
    footer: `${view.number} · ${view.version ? say('sealed', { version: view.version.number, hash: view.version.hash.slice(0, 16) }) : say('notPresented')}`,
    remarks: [
      ...(view.approval ? [] : [[say('notApproved'), ...notCounted(view.lines, write)].join(' ')]),
      ...previousNotCounted(sum, write),
      ...(small ? [say('smallOffice', { since: instant(small.since, office.timeZone), by: small.by })] : []),
    ],
    facts: [
      [say('period'), month],
      [say('total'), written(sum.acceptedCents, sum, money)],
      [say('lines'), String(view.lines.length)],
      [say('preparedBy'), view.preparedBy],
      [
        say('presented'),
        view.version ? `${view.version.presentedByName}, ${instant(view.version.presentedAt, office.timeZone)}` : '',
      ],
      [say('approved'), view.approval ? `${view.approval.by}, ${instant(view.approval.at, office.timeZone)}` : ''],
      ...signedWithout(view, write),
      ...(view.approval ? historySeal(office, write) : []),
    ],
    labels: Object.fromEntries(
      ['teams', 'unusual', 'queries', 'corrections', 'signatures', 'matrix'].map((label) => [label, say(label)]),
    ),
    ...teamTable(view, write),
    unusual: view.unusual.map((one) => one.sentence.text),
    queries: view.queries.map((query) => ({
      about: [
        query.member.name,
        query.lineId
          ? view.lines.find((line) => line.lineId === query.lineId)?.merchant
          : categories.get(query.categoryId ?? ''),
      ]
        .filter(Boolean)
        .join(' · '),
      messages: query.messages.map((message) => ({ who: message.by.name, body: message.body })),
    })),
    ...correctionTable(view, office, write),
    signatures: [
      { role: say('preparedBy'), ...(view.preparedBy ? { name: view.preparedBy } : {}) },
      {
        role: say('approvedBy'),
        ...(view.approval
          ? {
              name: view.approval.by,
              date: instant(view.approval.at, office.timeZone),
              note: say('signedIn', { hash: view.approval.hash.slice(0, 16) }),
            }
          : {}),
      },
    ],
    signatureLabels: { name: say('name'), date: say('date'), signature: say('signature') },
    matrixColumns: [
      [say('person'), 'text'],
      ...used.map((one) => [one.name, 'money']),
      [say('sum'), 'money'],
      [say('previous'), 'money'],
    ],
    matrixRows: view.matrix.rows.map((row) => [
      row.memberName,
      ...used.map((one) => shown(row.cells[one.id])),
      shown(row.sum),
      previousWritten(row.sum, amount),
    ]),
    matrixTotals: [
      [say('sum'), ...used.map((one) => shown(view.matrix.columns[one.id])), shown(sum), previousWritten(sum, amount)],
    ],
    people: view.matrix.rows.flatMap((row) => {
      const lines = linesOfPerson(view, row.memberId)
      if (lines.length === 0) return []
      return {
        name: row.memberName,
        note: `${row.teamName} · ${lines[0]?.reportNumber ?? ''}`,
        ...lineTable(lines, { categories, rates }, write),
      }
    }),
  }
}

/** Who was missing when it was signed, and what the month comes to with its supplements. */
function signedWithout(view: View, { say, money, list }: Pen): [string, string][] {
  const without = view.approval?.signedWithout ?? []
  const n = view.monthLinesNotCounted
  const ofMonth = { lines: view.monthLines, linesNotCounted: n }
  const monthTotal = [
    written(view.monthCents, ofMonth, money),
    ...(n > 0 ? [say('notCountedInMonth', { n })] : []),
  ].join('; ')
  return [
    ...(without.length > 0 ? [[say('signedWithout'), list(without)] as [string, string]] : []),
    ...(view.reportsOfMonth.length > 1 ? [[say('monthTotal'), monthTotal] as [string, string]] : []),
  ]
}

/** A figure as it is printed: nothing where it has no lines. */
function accepted({ amount }: Pen) {
  return (figure: Figure | undefined): string => (figure?.lines ? written(figure.acceptedCents, figure, amount) : '')
}

/** What was changed after the signature: whose line, by how much, who proposed and who agreed, and when. */
function correctionTable(view: View, { timeZone }: PaperOffice, { say, amount, dayAt }: Pen) {
  const lines = new Map(view.lines.map((line) => [line.lineId, line]))
  return {
    correctionColumns: [
      [say('person'), 'text'],
      [say('merchant'), 'text'],
      [say('was'), 'money'],
      [say('now'), 'money'],
      [say('reason'), 'text'],
      [say('proposedBy'), 'text'],
      [say('decidedBy'), 'text'],
    ],
    corrections: view.corrections.map((one) => [
      lines.get(one.lineId)?.memberName ?? '',
      lines.get(one.lineId)?.merchant ?? '',
      amount(one.wasCents),
      amount(one.nowCents),
      one.reason,
      `${one.proposedBy}, ${dayAt(one.proposedAt, timeZone)}`,
      one.decidedBy && one.decidedAt
        ? say('decision', {
            decided: one.agreed ? 'agreed' : one.why ? 'turnedDownWhy' : 'turnedDown',
            why: one.why ?? '',
            name: one.smallOffice ? say('agreedSmall', { name: one.decidedBy }) : one.decidedBy,
            day: dayAt(one.decidedAt, timeZone),
          })
        : say('undecided'),
    ]),
  }
}

/** All lines as the paper has them: person by person as in the matrix, each by day. */
export function linesInOrder<Line extends PaperLine>(view: Pick<View, 'matrix'> & { lines: readonly Line[] }): Line[] {
  return view.matrix.rows.flatMap((row) => linesOfPerson(view, row.memberId))
}

/** The lines of one of its people, by day. */
export function linesOfPerson<Line extends PaperLine>({ lines }: { lines: readonly Line[] }, memberId: string): Line[] {
  return byDay(lines.filter((line) => line.memberId === memberId))
}

function teamTable(view: View, write: Pen) {
  const { say, amount } = write
  const shown = accepted(write)
  const previous = (figure: Figure | undefined) => (figure ? previousWritten(figure, amount) : '–')
  const people = (rows: View['matrix']['rows']) => String(rows.filter((row) => row.sum.lines > 0).length)
  return {
    teamColumns: [
      [say('team'), 'text'],
      [say('preparedBy'), 'text'],
      [say('people'), 'number'],
      [say('accepted'), 'money'],
      [say('previous'), 'money'],
    ],
    teamRows: view.teams.map((team) => [
      team.name,
      team.preparedBy ?? '',
      people(view.matrix.rows.filter((row) => row.teamId === team.id)),
      shown(view.matrix.teams[team.id]),
      previous(view.matrix.teams[team.id]),
    ]),
    teamTotals: [[say('sum'), '', people(view.matrix.rows), shown(view.matrix.sum), previous(view.matrix.sum)]],
  }
}
