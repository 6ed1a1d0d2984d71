import { useState } from 'react'
import { useSending } from '#web/uploads.ts'
import { type MyReceipt, useMyReceipts } from './useMy.ts'
import type { Taken } from './useMyQueue.ts'

/** The oldest receipt that was sent from this page just now and whose picture should be taken again; and how to go on. */
export function useAsked(queue: string): { receipt: MyReceipt | undefined; goOn: (receiptId: string) => void } {
  const [done, setDone] = useState<readonly string[]>([])
  const sent = useSending(queue).map((item) => (item.answer as Taken | null)?.receiptId)
  const asked = (useMyReceipts().data?.items ?? []).filter(
    (one) => one.asksForAnother && sent.includes(one.id) && !done.includes(one.id),
  )
  return { receipt: asked.at(-1), goOn: (receiptId) => setDone((before) => [...before, receiptId]) }
}
