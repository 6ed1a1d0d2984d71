import * as z from 'zod'
import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import type { OpenOffice } from '#core/offices.ts'
import { read } from '#core/operation.ts'
import { absent } from '#core/refusal.ts'
import { receiptIn } from '../queries/receipts.ts'
import { seenBy } from '../queries/whose.ts'
import { id } from '../rules/shapes.ts'

const page = z.int().min(1).max(500).default(1)

export const picture = read({
  right: 'expenses.see',
  summary: 'A page of a receipt as an upright picture (JPEG).',
  rest: 'GET /expenses/receipts/{receiptId}/picture',
  input: z.object({ receiptId: id, page: page.describe('Counted from 1.') }),
  output: z.file(),
  do: ({ db, actor, office, input }) => pageFile(db, actor, office, input, 'picture'),
})

export const thumb = read({
  right: 'expenses.see',
  summary: 'A page of a receipt as a small picture (WebP).',
  rest: 'GET /expenses/receipts/{receiptId}/thumb',
  input: z.object({ receiptId: id, page: page.describe('Counted from 1.') }),
  output: z.file(),
  do: ({ db, actor, office, input }) => pageFile(db, actor, office, input, 'thumb'),
})

export const original = read({
  right: 'expenses.see',
  summary: 'A receipt’s file exactly as it came.',
  rest: 'GET /expenses/receipts/{receiptId}/original',
  input: z.object({ receiptId: id }),
  output: z.file(),
  async do({ db, actor, office, input }) {
    const row = await receiptIn(db, seenBy(actor), input.receiptId)
    return fileFrom(await office.files.read(row.sha256), row.fileName, row.mime)
  },
})

async function pageFile(
  db: Db,
  actor: Actor,
  office: OpenOffice,
  input: { receiptId: string; page: number },
  kind: 'picture' | 'thumb',
): Promise<File> {
  const row = await receiptIn(db, seenBy(actor), input.receiptId)
  const found = await db
    .selectFrom('expenseReceiptPage')
    .select(['pictureSha256', 'thumbSha256'])
    .where('receiptId', '=', row.id)
    .where('page', '=', input.page)
    .executeTakeFirst()
  if (!found) return absent({ says: 'expenses.noPicture', number: row.number })
  const [sha256, mime, ending] =
    kind === 'picture' ? [found.pictureSha256, 'image/jpeg', 'jpg'] : [found.thumbSha256, 'image/webp', 'webp']
  return fileFrom(await office.files.read(sha256), `${row.number}-${input.page}.${ending}`, mime)
}

function fileFrom(bytes: Uint8Array, name: string, type: string): File {
  return new File([bytes as Uint8Array<ArrayBuffer>], name, { type })
}
