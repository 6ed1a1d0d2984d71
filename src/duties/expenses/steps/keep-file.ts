import type { Db } from '#core/database.ts'
import type { FileStore } from '#core/files.ts'
import type { PreviewPage } from '#core/previews.ts'

interface At {
  db: Db
  files: FileStore
}

/** Keeps a file under its SHA-256 and notes that it is kept; the same file again is the same file. */
export async function keepFile({ db, files }: At, bytes: Uint8Array, mime: string) {
  const { sha256, size } = await files.keep(bytes, { mime })
  await db
    .insertInto('keptFile')
    .values({ sha256, size, mime })
    .onConflict((oc) => oc.column('sha256').doNothing())
    .execute()
  return { sha256, size }
}

/** Keeps the pictures of a receipt's pages; those that are there already stay. */
export async function keepPages(at: At, receiptId: string, pages: readonly PreviewPage[]): Promise<void> {
  const rows = []
  for (const [index, { jpeg, thumb, width, height }] of pages.entries()) {
    const { sha256: pictureSha256 } = await keepFile(at, jpeg, 'image/jpeg')
    const { sha256: thumbSha256 } = await keepFile(at, thumb, 'image/webp')
    rows.push({ receiptId, page: index + 1, width, height, pictureSha256, thumbSha256 })
  }
  await at.db
    .insertInto('expenseReceiptPage')
    .values(rows)
    .onConflict((oc) => oc.columns(['receiptId', 'page']).doNothing())
    .execute()
}
