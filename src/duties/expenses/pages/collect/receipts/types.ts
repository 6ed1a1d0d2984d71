import type { client } from '#web/client.ts'

export type Receipt = Awaited<ReturnType<typeof client.expenses.receipts>>['items'][number]
export type FullReceipt = Awaited<ReturnType<typeof client.expenses.receipt>>
export const receiptStates = ['unread', 'failed', 'unchecked', 'checked', 'unused', 'setAside'] as const
