import * as z from 'zod'
import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { workingRoles } from '#core/duty.ts'
import { newId } from '#core/ids.ts'
import { change, read } from '#core/operation.ts'
import { absent, absentAs, invalid, refuse } from '#core/refusal.ts'
import { Instant, listOf, RecordId, whole } from '#core/shapes.ts'
import { translate } from '#core/words.ts'
import { isAtWorkOn, readsWork } from '../queries/figures.ts'
import { reportInScope } from '../queries/reports.ts'
import { visibleDepartmentReport } from '../queries/visible-department-report.ts'
import { seenBy } from '../queries/whose.ts'
import { aboutDepartmentReport } from '../steps/told-of-department.ts'

const Of = { departmentReportId: z.uuid().optional(), reportId: z.uuid().optional() }
const kinds = z.enum(['pdf', 'xlsx', 'csv'])

export const makePaper = change({
  right: 'expenses.see',
  summary: 'Have a PDF, workbook or CSV made of a salesperson’s or a department’s report',
  rest: 'POST /expenses/papers',
  input: z.object({
    ...Of,
    kind: kinds.describe(
      'pdf: with all receipts; xlsx: workbook, of a department with the list to pay out; csv: all lines.',
    ),
    language: z.enum(['en', 'lt']).describe('In which the paper is written.').optional(),
  }),
  output: z.object({ id: RecordId, jobId: RecordId, fileName: z.string() }),
  async do({ db, actor, input, tell, queue }) {
    const about = await subjectOf(db, actor, input)
    const language = input.language ?? actor.language
    const id = newId()
    const ofWork = input.reportId !== undefined && (await readsWork(db, actor, input.reportId))
    const fileName = fileNameOf(about, { ...input, language })
    const jobId = await queue({
      task: 'expenses.makePaper',
      payload: { paperId: id },
      says: 'expenses.paper.making',
      params: { file: fileName },
      recordId: about.id,
    })
    await db
      .insertInto('expensePaper')
      .values({
        id,
        departmentReportId: input.departmentReportId ?? null,
        reportId: input.reportId ?? null,
        kind: input.kind,
        language,
        jobId,
        sha256: null,
        fileName,
        askedBy: actor.id,
        ofWork,
      })
      .execute()
    tell({
      record: ['expensePaper', id],
      also: [about.id],
      says: 'expenses.said.makePaper',
      params: { file: fileName },
      ...about.readers,
      ...(ofWork && { openTo: workingRoles('expenses') }),
    })
    return { id, jobId, fileName }
  },
})

export const papers = read({
  right: 'expenses.see',
  summary: 'The papers made of a report, newest first',
  rest: 'GET /expenses/papers',
  input: z.object(Of),
  output: listOf(
    z.object({
      id: RecordId,
      kind: kinds,
      language: z.enum(['en', 'lt']).describe('In which the paper is written.'),
      fileName: z.string(),
      jobId: RecordId.nullable().describe('Id of the long work that makes it, for who asked for it.'),
      ready: z.boolean(),
      failed: z.boolean().describe('It could not be made; whoever asked for it has the reason on his desk.'),
      at: Instant,
    }),
  ),
  async do({ db, actor, input }) {
    const about = await subjectOf(db, actor, input)
    const rows = await db
      .selectFrom('expensePaper')
      .leftJoin('job', 'job.id', 'expensePaper.jobId')
      .select([
        'expensePaper.id',
        'kind',
        'language',
        'fileName',
        'jobId',
        'sha256',
        'at',
        'expensePaper.askedBy',
        'state',
      ])
      .where(input.departmentReportId ? 'departmentReportId' : 'reportId', '=', about.id)
      .$if(!about.isAtWork, (query) =>
        query.where((eb) => eb.or([eb('ofWork', '=', false), eb('expensePaper.askedBy', '=', actor.id)])),
      )
      .orderBy('at', 'desc')
      .limit(50)
      .execute()
    return whole(
      rows.map(({ sha256, askedBy, jobId, state, ...row }) => ({
        ...row,
        jobId: askedBy === actor.id ? jobId : null,
        ready: sha256 !== null,
        failed: sha256 === null && state === 'failed',
      })),
    )
  },
})

export const paper = read({
  right: 'expenses.see',
  summary: 'The file of a paper',
  rest: 'GET /expenses/papers/{paperId}',
  input: z.object({ paperId: z.uuid() }),
  output: z.file(),
  async do({ db, actor, office, input }) {
    const row = await db.selectFrom('expensePaper').selectAll().where('id', '=', input.paperId).executeTakeFirst()
    if (!row) absent({ says: 'expenses.paper.none' })
    const of = { departmentReportId: row.departmentReportId ?? undefined, reportId: row.reportId ?? undefined }
    const { isAtWork } = await absentAs({ says: 'expenses.paper.none' }, subjectOf(db, actor, of))
    if (row.ofWork && !isAtWork && row.askedBy !== actor.id) absent({ says: 'expenses.paper.none' })
    if (!row.sha256) refuse({ says: (await hasFailed(db, row)) ? 'expenses.paper.failed' : 'expenses.paper.notReady' })
    const { mime } = await db
      .selectFrom('keptFile')
      .select('mime')
      .where('sha256', '=', row.sha256)
      .executeTakeFirstOrThrow()
    return new File([(await office.files.read(row.sha256)) as Uint8Array<ArrayBuffer>], row.fileName, { type: mime })
  },
})

async function hasFailed(db: Db, { jobId }: { jobId: string | null }): Promise<boolean> {
  if (jobId === null) return false
  const job = await db.selectFrom('job').select('state').where('id', '=', jobId).executeTakeFirst()
  return job?.state === 'failed'
}

/** In the paper's language, such as "DR-2026-0006 Skyriaus suvestinė 2026-11.pdf"; without what no file system takes. */
function fileNameOf(
  { number, name, month, supplement }: { number: string; name: string; month: string; supplement: number },
  {
    language,
    kind,
    departmentReportId,
  }: { language: 'en' | 'lt'; kind: string; departmentReportId?: string | undefined },
): string {
  const title = translate(language, `expenses.paper.${departmentReportId ? 'departmentFile' : 'reportFile'}`, {
    name,
    supplement,
  })
  return `${number} ${title} ${month.slice(0, 7)}.${kind}`.replace(/[\\/:*?"<>|]/g, ' ').replaceAll('\u2011', '-')
}

/** What a paper is about, if the caller may see it. */
async function subjectOf(
  db: Db,
  actor: Actor,
  of: { departmentReportId?: string | undefined; reportId?: string | undefined },
) {
  if (of.departmentReportId && of.reportId) invalid('reportId', { says: 'expenses.paper.ofOne' })
  if (of.departmentReportId) {
    const found = await visibleDepartmentReport(db, actor, of.departmentReportId)
    const { departmentId, openTo } = aboutDepartmentReport(found)
    const { id, number, departmentName: name, month, supplement } = found
    return { id, number, name, month, supplement, isAtWork: true, readers: { departmentId, openTo } }
  }
  if (!of.reportId) absent({ says: 'expenses.paper.none' })
  const found = await reportInScope(db, seenBy(actor), of.reportId)
  const { id, number, memberName: name, month, memberId, teamId } = found
  return { id, number, name, month, supplement: 0, isAtWork: isAtWorkOn(actor, found), readers: { memberId, teamId } }
}
