import type { client } from '#web/client.ts'

export type Receipt = Awaited<ReturnType<typeof client.expenses.receipts>>['items'][number]
export type FullReceipt = Awaited<ReturnType<typeof client.expenses.receipt>>

/** A receipt as it was looked at, for a change that is refused when it is another by then. */
export function versionSeen({ id, version }: Pick<Receipt, 'id' | 'version'>) {
  return { receiptId: id, version }
}
