import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '#web/client.ts'

/** A receipt with its pages, what was read on it and what it suggests; nothing while none is asked for. */
export function useReceipt(receiptId: string | undefined) {
  return useQuery({
    ...api.expenses.receipt.queryOptions({ input: { receiptId: receiptId ?? '' } }),
    enabled: receiptId !== undefined,
  })
}

export type FullReceipt = NonNullable<ReturnType<typeof useReceipt>['data']>

/** Fetches the receipt that comes next, and its picture, so that going on takes no time. */
export function useReceiptAhead(receiptId: string | undefined): void {
  const queries = useQueryClient()
  useEffect(() => {
    if (!receiptId) return
    void queries.prefetchQuery(api.expenses.receipt.queryOptions({ input: { receiptId } }))
    new Image().src = pictureOf(receiptId)
  }, [queries, receiptId])
}

/** The address of a page's picture; pages count from 1. */
export function pictureOf(receiptId: string, page = 1): string {
  return `/api/expenses/receipts/${receiptId}/picture?page=${page}`
}

export function thumbOf(receiptId: string): string {
  return `/api/expenses/receipts/${receiptId}/thumb`
}

export function originalOf(receiptId: string): string {
  return `/api/expenses/receipts/${receiptId}/original`
}
