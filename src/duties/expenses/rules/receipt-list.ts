import type * as z from 'zod'
import { declareList } from '#core/list.ts'
import type { receiptShape } from '../views/receipt.ts'
import { isPoorPicture } from './picture-warnings.ts'

export const receiptStates = ['unread', 'failed', 'unchecked', 'checked', 'unused', 'setAside'] as const

/** Where a receipt stands, in a word. */
export function receiptStanding(receipt: z.output<typeof receiptShape>) {
  if (receipt.setAsideAt) return 'setAside'
  if (receipt.lines > 0) return 'used'
  if (receipt.readingState === 'failed') return 'failed'
  if (receipt.readingState !== 'read') return 'unread'
  if (receipt.checkedAt) return 'checked'
  if (receipt.warnings.some(isPoorPicture)) return 'poor'
  return receipt.unsure.length > 0 ? 'look' : 'read'
}

/** Receipts. Amounts of different currencies have no order. */
export const receiptList = declareList<z.output<typeof receiptShape>>()({
  name: 'expenses.receipts',
  order: '-receivedAt',
  columns: {
    merchant: { kind: 'text', value: (row) => row.merchant ?? row.fileName, width: 158, card: 'title' },
    spentOn: { kind: 'day', value: (row) => row.spentOn, width: 94, card: 'line' },
    total: {
      kind: 'money',
      value: (row) => row.totalCents,
      currency: (row) => row.currency,
      sort: false,
      filter: false,
      width: 84,
      card: 'end',
    },
    person: { kind: 'text', value: (row) => row.memberName, width: 158, card: 'line' },
    state: {
      kind: 'choice',
      value: receiptStanding,
      words: 'expenses.receiptState',
      sort: false,
      filter: false,
      width: 126,
      card: 'line',
    },
    number: { kind: 'code', value: (row) => row.number, width: 125, card: 'none', hidden: true },
    receivedAt: { kind: 'instant', value: (row) => row.receivedAt, width: 120, card: 'none', hidden: true },
  },
})

/** Those that are nobody's yet, or all that are somebody's too. */
export const trayList = { ...receiptList, name: 'expenses.tray' } as const
