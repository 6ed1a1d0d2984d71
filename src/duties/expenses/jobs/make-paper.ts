import { join } from 'node:path'
import * as z from 'zod'
import type { Actor } from '#core/actor.ts'
import { type FileKind, mimeOf } from '#core/files.ts'
import { type JobAt, job } from '#core/jobs.ts'
import { readLocked, save } from '#core/locked.ts'
import { type Attachment, appendPages, makePdf } from '#core/pdf.ts'
import { lastSeal } from '#core/seals.ts'
import { writeCsv, writeXlsx } from '#core/sheets.ts'
import { actorOf, profileOf } from '#office/public.ts'
import { departmentPaper, linesInOrder } from '../paper/department-paper.ts'
import { byDay, type Pen, pen } from '../paper/line-table.ts'
import { reportPaper } from '../paper/report-paper.ts'
import { departmentSheets, linesTable } from '../paper/sheets-of.ts'
import { versionsOf } from '../queries/combined.ts'
import { readsWork } from '../queries/figures.ts'
import { receiptsOnLines } from '../queries/lines.ts'
import { ratesBehind } from '../queries/rates.ts'
import { linesRead } from '../queries/snapshot.ts'
import { visibleDepartmentReport } from '../queries/visible-department-report.ts'
import { certain, type ReceiptSays } from '../rules/contradictions.ts'
import type { StandingLine } from '../rules/presented-line.ts'
import { approvalOf } from '../views/decisions.ts'
import { departmentView } from '../views/department.ts'
import { listPayouts } from '../views/payouts.ts'
import { viewReport } from '../views/report.ts'

const dir = join(import.meta.dirname, '..', 'paper')
const mimes = {
  pdf: 'application/pdf',
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** Makes a PDF, workbook or CSV of a report with the rights and in the language of who asked; its file stays in the office. */
export const makePaperJob = job({
  name: 'expenses.makePaper',
  slot: 'asked',
  tries: { most: 3, mayPass: () => true },
  payload: z.object({ paperId: z.string() }),
  async do(at) {
    const { office, payload, change } = at
    const paper = await office.db
      .selectFrom('expensePaper')
      .selectAll()
      .where('id', '=', payload.paperId)
      .executeTakeFirst()
    if (!paper?.askedBy || paper.sha256) return
    const asker = await actorOf(office, paper.askedBy, null)
    if (!asker) return
    const actor: Actor = { ...asker, language: paper.language }
    const bytes = paper.departmentReportId
      ? await ofDepartment(at, actor, paper.departmentReportId, paper.kind)
      : await ofPerson(at, actor, paper.reportId ?? '', paper.kind)
    const { sha256, size } = await office.files.keep(bytes, { mime: mimes[paper.kind] })
    await change(async ({ db }) => {
      await db
        .insertInto('keptFile')
        .values({ sha256, size, mime: mimes[paper.kind] })
        .onConflict((oc) => oc.doNothing())
        .execute()
      // Asked for before it was shown and made after: the paper is of the work all the same.
      const ofWork = paper.ofWork || (paper.reportId !== null && (await readsWork(db, actor, paper.reportId)))
      const held = await readLocked(db, 'expensePaper', paper.id, async () => paper)
      await save(db, 'expensePaper', held, { sha256, ofWork })
    })
    return { paperId: paper.id }
  },
})

type Kind = 'pdf' | 'xlsx' | 'csv'

async function ofDepartment(at: JobAt<unknown>, actor: Actor, id: string, kind: Kind): Promise<Uint8Array> {
  const { db } = at.office
  const profile = await profileOf(db)
  const view = await departmentView(db, actor, await visibleDepartmentReport(db, actor, id), undefined)
  const write = pen(actor.language, view.currency)
  const lines = linesInOrder(view)
  if (kind === 'csv') {
    const { columns, rows } = linesTable(lines, view, write)
    return writeCsv(columns, rows, actor.language)
  }
  if (kind === 'xlsx')
    return writeXlsx({ sheets: departmentSheets(view, await listPayouts(db, id), write, profile.timeZone) })
  const office = { ...profile, seal: await lastSeal(db) }
  const filled = departmentPaper(view, office, actor.language, await ratesBehind(db, lines))
  const pdf = await makePdf({ dir, main: 'department.typ' }, filled)
  return withReceipts(at, actor, pdf, lines, filled.footer, view.currency)
}

async function ofPerson(at: JobAt<unknown>, actor: Actor, id: string, kind: Kind): Promise<Uint8Array> {
  const { db } = at.office
  const view = await viewReport(db, actor, id)
  const lines = byDay(await linesRead(db, actor, [id]))
  const table = linesTable(lines, view, pen(actor.language, view.currency))
  if (kind === 'csv') return writeCsv(table.columns, table.rows, actor.language)
  if (kind === 'xlsx') return writeXlsx({ sheets: [{ name: view.number, ...table }] })
  const names = new Map(view.categories.map((one) => [one.id, one.name]))
  const office = { ...(await profileOf(db)), seal: await lastSeal(db) }
  const [rates, approval] = await Promise.all([ratesBehind(db, lines), approvalOfReport(db, view)])
  const filled = reportPaper(view, lines, { office, categories: names, rates, approval, language: actor.language })
  const pdf = await makePdf({ dir, main: 'report.typ' }, filled)
  return withReceipts(at, actor, pdf, lines, filled.footer, view.currency)
}

/** Who signed the department's report that a salesperson's is part of, with the version signed. */
async function approvalOfReport(
  db: JobAt<unknown>['office']['db'],
  of: { departmentReportId: string | null; approvedAt: string | null },
) {
  if (!of.departmentReportId || !of.approvedAt) return null
  const approval = await approvalOf(db, of.departmentReportId)
  const versions = await versionsOf(db, of.departmentReportId)
  const version = versions.find((one) => one.hash === approval?.hash)
  return approval && version ? { ...approval, version: version.number } : null
}

/** The receipts in the order of the lines, each once. */
async function withReceipts(
  { office, progress }: JobAt<unknown>,
  actor: Actor,
  pdf: Uint8Array,
  lines: readonly StandingLine[],
  footer: string,
  currency: string,
): Promise<Uint8Array> {
  const write = pen(actor.language, currency)
  const { say } = write
  const kinds = await kindsOf(office.db, lines)
  const behind = Map.groupBy(
    lines.flatMap((line) => line.receipts.map((receipt) => ({ line, receipt }))),
    ({ receipt }) => receipt.id,
  )
  const receipts = await receiptsOnLines(office.db, [...behind.keys()])
  const attachments = [...behind].map(([id, uses]): Attachment => {
    const { sha256, number } = uses[0]!.receipt
    const ofLines = uses.map(({ line }) => line)
    return {
      kind: kinds.get(sha256) ?? 'jpeg',
      caption: captionOf({ number, says: receipts.get(id) }, ofLines, write),
      bytes: () => office.files.read(sha256),
    }
  })
  let shown: Promise<void> = Promise.resolve()
  const bytes = await appendPages(pdf, attachments, {
    footer,
    damaged: say('damaged'),
    locked: say('locked'),
    cut: say('cut', { pages: '{pages}' }),
    onProgress: (done, of) => {
      shown = shown.then(() => progress(done, of))
    },
  })
  await shown
  return bytes
}

/** Above a receipt: whose it is, what is on it as far as that is certain, and the lines that it is behind. */
function captionOf(
  { number, says }: { number: string; says: ReceiptSays | undefined },
  lines: readonly StandingLine[],
  { say, money }: Pen,
): string {
  const cents = says ? certain(says, 'totalCents') : null
  const currency = says ? certain(says, 'currency') : null
  const behind = lines.map((line) => `${line.merchant} ${money(line.amountCents, line.currency)}`.trim())
  return [
    number,
    lines[0]!.memberName,
    ...(cents !== null && currency ? [say('onReceipt', { amount: money(cents, currency) })] : []),
    say('behindLines', { lines: behind }),
  ].join(' · ')
}

async function kindsOf(
  db: JobAt<unknown>['office']['db'],
  lines: readonly StandingLine[],
): Promise<Map<string, FileKind>> {
  const hashes = [...new Set(lines.flatMap((line) => line.receipts.map((receipt) => receipt.sha256)))]
  if (hashes.length === 0) return new Map()
  const rows = await db.selectFrom('keptFile').select(['sha256', 'mime']).where('sha256', 'in', hashes).execute()
  const kinds = Object.entries(mimeOf) as [FileKind, string][]
  return new Map(
    rows.flatMap((row) => kinds.filter(([, mime]) => mime === row.mime).map(([kind]) => [row.sha256, kind] as const)),
  )
}
