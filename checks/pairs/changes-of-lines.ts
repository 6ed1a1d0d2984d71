import { fillLines } from '#duties/expenses/steps/fill-lines.ts'
import type { Change } from './changes.ts'
import { lineOf, type World } from './world.ts'

/** What changes the lines of a report, and on which receipts they rest. */
export const changesOfLines: Record<string, (world: World) => Change[]> = {
  line: ({ ids, people }) => [
    ['expenses.changeLine', 'rasa', { lineId: ids.line, version: 1, purpose: 'A fair' }],
    ['expenses.changeLine', 'jonas', { lineId: ids.line, version: 1, amountCents: 9_000 }],
    ['expenses.removeLine', 'rasa', { lineId: ids.line }],
    ['expenses.restoreLine', 'rasa', { lineId: ids.line }],
    [
      'expenses.splitLine',
      'rasa',
      { lineId: ids.line, version: 1, parts: [4_000, 6_000].map((c) => ({ amountCents: c })) },
    ],
    ['expenses.attachReceipt', 'rasa', { lineId: ids.line, receiptId: ids.loose }],
    ['expenses.detachReceipt', 'rasa', { lineId: ids.line, receiptId: ids.used }],
    ['expenses.declareMissing', 'rasa', { lineId: ids.line, reason: 'Lost on the ferry' }],
    ['expenses.addLine', 'rasa', { ...lineOf(ids, ids.report!), receiptIds: [ids.loose] }],
    ['expenses.setAside', 'rasa', { receiptId: ids.used, why: 'private' }],
    ['expenses.attribute', 'rasa', { receipts: seen(ids.used), memberId: people.ieva.id }],
  ],
  'line waiting for its rate': ({ ids }) => [
    ['expenses.addLine', 'rasa', { ...lineOf(ids, ids.looseReport!), currency: 'USD' }],
    ['expenses.setRate', 'daiva', { currency: 'USD', day: '2026-03-01', rate: '0.9', was: null, source: 'Bank' }],
    ['expenses.setRate', 'daiva', { currency: 'USD', day: '2026-03-01', rate: '0.8', was: null, source: 'Bank' }],
  ],
  'removed line': ({ ids, people }) => [
    ['expenses.restoreLine', 'rasa', { lineId: ids.removed }],
    ['expenses.changeLine', 'rasa', { lineId: ids.removed, version: 2, purpose: 'A fair' }],
    ['expenses.setAside', 'jonas', { receiptId: ids.freed, why: 'private' }],
    ['expenses.attribute', 'rasa', { receipts: seen(ids.freed), memberId: people.ieva.id }],
    ['expenses.attachReceipt', 'rasa', { lineId: ids.bare, receiptId: ids.freed }],
    ['expenses.attachReceipt', 'rasa', { lineId: ids.looseLine, receiptId: ids.freed }],
  ],
  'line without receipt': ({ ids }) => [
    ['expenses.declareMissing', 'rasa', { lineId: ids.bare, reason: 'Lost on the ferry' }],
    ['expenses.declareMissing', 'rasa', { lineId: ids.bare, reason: null }],
    ['expenses.attachReceipt', 'rasa', { lineId: ids.bare, receiptId: ids.loose }],
    ['expenses.changeLine', 'rasa', { lineId: ids.bare, version: 1, purpose: 'A fair' }],
  ],
  'line of a receipt that is being read': ({ ids, people }) => [
    [{ job: 'expenses.readReceipt', run: (at) => fillLines(at, ids.read!) }, null, {}],
    ['expenses.detachReceipt', 'rasa', { lineId: ids.toFill, receiptId: ids.read }],
    ['expenses.attachReceipt', 'rasa', { lineId: ids.toFill, receiptId: ids.loose }],
    ['expenses.attachReceipt', 'rasa', { lineId: ids.bare, receiptId: ids.read }],
    ['expenses.changeLine', 'rasa', { lineId: ids.toFill, version: 1, amountCents: 9_000 }],
    ['expenses.changeLine', 'jonas', { lineId: ids.toFill, version: 1, vat: [] }],
    ['expenses.removeLine', 'rasa', { lineId: ids.toFill }],
    [
      'expenses.splitLine',
      'rasa',
      { lineId: ids.toFill, version: 2, parts: [4_000, 8_100].map((c) => ({ amountCents: c })) },
    ],
    ['expenses.changeReceipt', 'rasa', { receiptId: ids.read, version: 1, totalCents: 5_000 }],
    ['expenses.readAgain', 'rasa', { receiptId: ids.read }],
    ['expenses.attribute', 'rasa', { receipts: seen(ids.read), memberId: people.ieva.id }],
  ],
}

/** Receipts as one saw them first. */
export function seen(...ids: (string | undefined)[]) {
  return ids.map((receiptId) => ({ receiptId, version: 1 }))
}
