import { useEffect, useRef, useState } from 'react'
import { usePageSearch } from '#web/address.ts'
import { isCovered } from '#web/covered.ts'
import { useAllSeen, useReleased } from '../useGone.ts'
import type { LineField } from './lineFields.ts'
import type { Line, PileReceipt, Report } from './reportTypes.ts'

/**
 * What lies in front: a receipt of the pile to become a line, a line, a line without receipt to be, or nothing. Under its
 * `key` is kept what is typed over it: a receipt that somebody else makes a line keeps its key while it is in front. What
 * others have taken away meanwhile stays in front as it was, `isGone`, until one goes on.
 */
export type Front =
  | { kind: 'receipt'; id: string; key: string; receipt: PileReceipt; isGone: boolean }
  | { kind: 'line'; id: string; key: string; line: Line; isGone: boolean }
  | { kind: 'new'; id: 'new'; key: string; isGone: false }
  | { kind: 'none'; id: 'none'; key: 'none'; isGone: false }

export interface Desk {
  front: Front
  /** The receipts still to be worked, without those just accepted. */
  pile: PileReceipt[]
  /** What was asked to come to the front, and the field of it an obstacle's link asked for; every ask is another. */
  asked: { id: string | null; field: LineField | string | null } | null
  show: (what: { receipt?: string; line?: string; new?: boolean }, field?: string | null) => void
  /** Goes to the receipt after this one, whether it was accepted, skipped or taken out, which leaves nothing of it in front. */
  goOn: (fromReceiptId: string, isTakenOut?: boolean) => void
  /** Set once somebody works at what is in front: he is left there, whatever becomes of what he went on from. */
  isBusy: { current: boolean }
  /** Key of what is in front by now, for what was begun before. */
  at: { current: string | null }
  /** Goes on from what is taken out here, or gone: it stays in front only while something lies over it. */
  letGo: (id: string) => void
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
  const all = [...report.pile, ...report.lines]
  const seen = useAllSeen(all)
  const released = useReleased(all)
  const keys = useRef(new Map<string, string>())
  const pinned = useRef<string | null>(null)
  const isBusy = useRef(false)
  const front = frontOf(report, pile, search, {
    pinned: pinned.current,
    seen,
    released: new Set([...released.keys(), ...taken]),
    keys: keys.current,
  })
  const pileNow = useRef(pile)
  useEffect(() => {
    pinned.current = front.key
    pileNow.current = pile
  })
  const show: Desk['show'] = (what, field = null) => {
    change({
      receipt: what.receipt,
      line: what.line,
      new: what.new ? '1' : undefined,
      field: undefined,
      query: undefined,
    })
    pinned.current = null
    isBusy.current = false
    const id = what.line ?? what.receipt ?? (what.new ? 'new' : null)
    setAsked(id === null ? null : { id, field })
  }
  return {
    front,
    pile,
    asked,
    show,
    isBusy,
    at: pinned,
    goOn: (from, isTakenOut) => {
      if (isTakenOut) released.set(from, 'leaving')
      // What was begun before may go on only now, from a pile that others have worked at meanwhile.
      const there = pileNow.current
      const after = pile.slice(pile.findIndex((receipt) => receipt.id === from) + 1)
      const next = after.find(({ id }) => there.some((one) => one.id === id)) ?? there.find(({ id }) => id !== from)
      show(next ? { receipt: next.id } : {})
    },
    letGo: (id) => {
      if (isCovered()) return
      released.set(id, 'leaving')
      if (front.id === id) show({})
    },
    take: (ids, isTaken = true) =>
      setTaken((before) => (isTaken ? [...before, ...ids] : before.filter((id) => !ids.includes(id)))),
  }
}

interface Before {
  /** Key of what is in front, asked for or not. */
  pinned: string | null
  seen: ReadonlyMap<string, PileReceipt | Line>
  /** What was taken out or accepted here, or gone on from. */
  released: ReadonlySet<string>
  /** Lines under whose receipts something was typed. */
  keys: Map<string, string>
}

function frontOf(
  report: Report,
  pile: readonly PileReceipt[],
  search: Record<string, string | undefined>,
  { pinned, seen, released, keys }: Before,
): Front {
  const lineId = search.line ?? askedIn(report, search.query)?.id
  const newKey = `new-${report.id}`
  if (search.new && !lineId && (report.may.addLines || pinned === newKey))
    return { kind: 'new', id: 'new', key: newKey, isGone: false }
  const id = lineId ?? search.receipt ?? pinned?.replace(/^\w+-/, '') ?? ''
  const line = report.lines.find((one) => one.id === id)
  if (line) return { ...ofLine(line), key: keys.get(line.id) ?? `line-${line.id}` }
  const receipt = pile.find((one) => one.id === id)
  if (receipt) return ofReceipt(receipt)
  const made = report.lines.find((one) => one.receipts.some((its) => its.id === id))
  if (made) {
    keys.set(made.id, `receipt-${id}`)
    return { ...ofLine(made), key: `receipt-${id}` }
  }
  const gone = released.has(id) ? undefined : seen.get(id)
  if (gone) return 'receipts' in gone ? { ...ofLine(gone), isGone: true } : { ...ofReceipt(gone), isGone: true }
  if (pile[0] && report.may.addLines) return ofReceipt(pile[0])
  const [first] = report.lines
  return first ? ofLine(first) : { kind: 'none', id: 'none', key: 'none', isGone: false }
}

const ofLine = (line: Line) => ({ kind: 'line' as const, id: line.id, key: `line-${line.id}`, line, isGone: false })
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
