import { useEffect, useRef, useState } from 'react'
import { usePageSearch } from '#web/router.tsx'
import type { LineField } from './lineFields.ts'
import type { Line, PileReceipt, Report } from './reportTypes.ts'

/**
 * What lies in front: a receipt of the pile to become a line, a line, a line without receipt to be, or nothing. Under its
 * `key` is kept what is typed over it: a receipt that somebody else makes a line keeps its key while it is in front.
 */
export type Front =
  | { kind: 'receipt'; id: string; key: string; receipt: PileReceipt; isGone: boolean }
  | { kind: 'line'; id: string; key: string; line: Line }
  | { kind: 'new'; id: 'new'; key: string }
  | { kind: 'none'; id: 'none'; key: 'none' }

export interface Desk {
  front: Front
  /** The receipts still to be worked, without those just accepted. */
  pile: PileReceipt[]
  /** What was asked to come to the front, and the field of it an obstacle's link asked for; every ask is another. */
  asked: { id: string | null; field: LineField | string | null } | null
  show: (what: { receipt?: string; line?: string; new?: boolean }, field?: string | null) => void
  /** Goes to the receipt after this one, whether it was accepted or skipped. */
  goOn: (fromReceiptId: string) => void
  /** Hides a receipt while its line is on the way to the server; false brings it back. */
  take: (receiptIds: readonly string[], taken?: boolean) => void
}

/** What lies in front is part of the address, so that a line of a report can be sent to somebody. */
export function useFront(report: Report): Desk {
  const [search, change] = usePageSearch()
  const [taken, setTaken] = useState<readonly string[]>([])
  const [asked, setAsked] = useState<Desk['asked']>(search.field ? { id: null, field: search.field } : null)
  // A receipt stays hidden until the server's own pile is without it; it may come back later.
  useEffect(() => setTaken((ids) => ids.filter((id) => report.pile.some((one) => one.id === id))), [report.pile])
  const pile = report.pile.filter((receipt) => !taken.includes(receipt.id))
  // What others do to the pile takes nothing from under who works at it.
  const held = useRef<PileReceipt | null>(null)
  const front = frontOf(report, pile, search, taken.includes(held.current?.id ?? '') ? null : held.current)
  useEffect(() => {
    if (front.kind === 'receipt') held.current = front.receipt
    else if (front.key !== `receipt-${held.current?.id}`) held.current = null
  })
  const show: Desk['show'] = (what, field = null) => {
    change({
      receipt: what.receipt,
      line: what.line,
      new: what.new ? '1' : undefined,
      field: undefined,
      query: undefined,
    })
    held.current = null
    const id = what.line ?? what.receipt ?? (what.new ? 'new' : null)
    setAsked(id === null ? null : { id, field })
  }
  return {
    front,
    pile,
    asked,
    show,
    goOn: (from) => {
      const at = pile.findIndex((receipt) => receipt.id === from)
      const next = pile[at + 1] ?? pile.find((receipt) => receipt.id !== from)
      show(next ? { receipt: next.id } : {})
    },
    take: (ids, isTaken = true) =>
      setTaken((before) => (isTaken ? [...before, ...ids] : before.filter((id) => !ids.includes(id)))),
  }
}

function frontOf(
  report: Report,
  pile: readonly PileReceipt[],
  search: Record<string, string | undefined>,
  held: PileReceipt | null,
): Front {
  const line = report.lines.find((one) => one.id === search.line) ?? askedIn(report, search.query)
  if (line) return ofLine(line)
  if (search.new && report.may.addLines) return { kind: 'new', id: 'new', key: `new-${report.id}` }
  const id = search.receipt ?? held?.id
  const receipt = pile.find((one) => one.id === id)
  if (receipt) return ofReceipt(receipt)
  const made = report.lines.find((one) => one.receipts.some((its) => its.id === id))
  if (made) return { ...ofLine(made), key: `receipt-${id}` }
  if (held && held.id === id) return { ...ofReceipt(held), isGone: true }
  if (pile[0] && report.may.addLines) return ofReceipt(pile[0])
  const [first] = report.lines
  return first ? ofLine(first) : { kind: 'none', id: 'none', key: 'none' }
}

const ofLine = (line: Line) => ({ kind: 'line' as const, id: line.id, key: `line-${line.id}`, line })
const ofReceipt = (receipt: PileReceipt) => ({
  kind: 'receipt' as const,
  id: receipt.id,
  key: `receipt-${receipt.id}`,
  receipt,
  isGone: false,
})

/** The line that a question is about, or the first that one about a category is about. */
function askedIn(report: Report, queryId: string | undefined): Line | undefined {
  const query = report.queries.find((one) => one.id === queryId)
  if (query?.lineId) return report.lines.find((line) => line.id === query.lineId)
  return query?.categoryId ? report.lines.find((line) => line.categoryId === query.categoryId) : undefined
}
