import type { Db } from '#core/database.ts'
import { detectKind, mimeOf } from '#core/files.ts'
import { newId } from '#core/ids.ts'
import type { JobRequest } from '#core/jobs.ts'
import type { OpenOffice } from '#core/offices.ts'
import { invalid, refuse } from '#core/refusal.ts'
import { claimStagedUpload, dropStagedUpload, largestUpload, type Staging, takeStagedUpload } from '#core/staging.ts'
import type { Told as Fact } from '#core/told.ts'
import { visibleFileName } from '#core/visible-text.ts'
import type { Told } from '../reader/reading.ts'
import type { FileFault } from '../rules/file-faults.ts'
import { keepFile } from './keep-file.ts'
import { judgePicture } from './pictures.ts'
import { nextReceiptNumber } from './receipt-change.ts'

/** A file on its way to becoming a receipt. */
export interface Brought {
  bytes: Uint8Array
  fileName: string
  /** The staged upload it lies in, to be cleared when the receipt is safe. */
  uploadId: string | null
  /** What is wrong with the picture, seen before it is read. */
  warnings: Told[]
}

interface Place {
  teamId: string
  memberId: string | null
  memberName?: string
  roundId: string | null
  cameBy: 'browser' | 'link' | 'program'
  linkId: string | null
  receivedFrom: string | null
}

interface At {
  db: Db
  office: OpenOffice
  tell(fact: Fact): void
  queue(job: JobRequest): Promise<string>
  afterwards(clear: () => Promise<void>): void
}

/**
 * The file of a call, itself or staged, with what is wrong with its picture. Refuses what is no receipt: empty, too
 * large, of another kind.
 */
export async function fileOf(
  at: Staging,
  input: { file?: File | undefined; uploadId?: string | undefined; fileName?: string | undefined },
  ownerKey: string,
): Promise<Brought> {
  if (input.file && input.uploadId) invalid('uploadId', { says: 'expenses.fileOrUpload' })
  const staged = input.uploadId ? await takeStagedUpload(at, input.uploadId, ownerKey) : null
  const { name, size } = staged ?? input.file ?? invalid('file', { says: 'expenses.noFile' })
  const fileName = input.fileName || visibleFileName(name)
  if (size > largestUpload)
    refuse({ says: 'expenses.fileTooLarge' satisfies FileFault, file: fileName, megabytes: largestUpload / 1024 ** 2 })
  const bytes = staged ? await staged.bytes() : new Uint8Array(await input.file!.arrayBuffer())
  if (bytes.byteLength === 0) refuse({ says: 'expenses.fileEmpty' satisfies FileFault, file: fileName })
  if (!detectKind(bytes)) refuse({ says: 'expenses.fileNoReceipt' satisfies FileFault, file: fileName })
  return { bytes, fileName, uploadId: input.uploadId ?? null, warnings: await judgePicture(bytes) }
}

/**
 * Keeps the original unaltered under its hash, makes the receipt and asks for its reading: all or nothing.
 * The same picture again is kept too and shown beside the first.
 */
export async function keepReceipt(
  at: At,
  { bytes, fileName, uploadId, warnings }: Brought,
  place: Place,
): Promise<string> {
  const { db, office, tell, queue, afterwards } = at
  if (uploadId) await claimStagedUpload(db, uploadId)
  const mime = mimeOf[detectKind(bytes)!]
  const { sha256, size } = await keepFile({ db, files: office.files }, bytes, mime)
  // Whoever reads of this receipt reads of its twin: another person's is told by the pages of who may see both.
  const twin = await db
    .selectFrom('expenseReceipt')
    .select(['id', 'number'])
    .where('sha256', '=', sha256)
    .where('teamId', '=', place.teamId)
    .where('memberId', 'is not distinct from', place.memberId)
    .where('setAsideAt', 'is', null)
    .executeTakeFirst()
  const id = newId()
  const readingJob = await queue({
    task: 'expenses.readReceipt',
    payload: { receiptId: id },
    says: 'expenses.job.reading',
    params: { file: fileName },
    recordId: id,
  })
  if (uploadId) afterwards(() => dropStagedUpload(office, uploadId))
  const { memberName, ...row } = place
  const number = await nextReceiptNumber(db)
  await db
    .insertInto('expenseReceipt')
    .values({
      ...nothingReadYet,
      ...row,
      id,
      number,
      sha256,
      fileName,
      mime,
      size,
      readingJob,
      pictureWarnings: JSON.stringify(warnings),
    })
    .execute()
  tell({
    record: ['receipt', id],
    also: [place.roundId, twin?.id],
    says: cameAs(place.cameBy, twin !== undefined),
    params: { number, file: fileName, name: memberName ?? '', other: twin?.number ?? '' },
    memberId: place.memberId,
    teamId: place.teamId,
  })
  return id
}

function cameAs(by: Place['cameBy'], isAgain: boolean): Fact['says'] {
  if (isAgain) return 'expenses.said.receiptAgain'
  return by === 'link' ? 'expenses.said.receiptByLink' : 'expenses.said.receiptCame'
}

const nothingReadYet = {
  reading: null,
  trouble: null,
  merchant: null,
  spentOn: null,
  totalCents: null,
  currency: null,
  checkedBy: null,
  checkedAt: null,
  setAsideAt: null,
  setAsideBy: null,
  setAsideWhy: null,
}
