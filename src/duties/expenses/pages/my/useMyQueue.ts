import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { client } from '#web/client.ts'
import { openQueue, sendFiles } from '#web/uploads.ts'
import { useMe } from './useMy.ts'

/** What a photograph is for, kept with it until it has arrived. */
interface For {
  memberId: string
  roundId?: string
  expectedId?: string
}

/** The queue of a person's receipts: photographs wait on the phone until the line is there. */
export function useMyQueue() {
  const me = useMe()
  const queries = useQueryClient()
  const queue = `expenses.mine:${me.id}`
  useEffect(
    () =>
      openQueue(queue, {
        file: (sent, key) => takeUp(sent.uploadId, sent.name, sent.input as For, key),
        onFiled: () => void queries.invalidateQueries(),
      }),
    [queue, queries],
  )
  const send = (files: readonly File[], what: Omit<For, 'memberId'> = {}) =>
    void sendFiles(queue, files, { memberId: me.id, ...what } satisfies For)
  return { queue, send }
}

async function takeUp(uploadId: string, fileName: string, what: For, key: string): Promise<void> {
  const { memberId, roundId, expectedId } = what
  const place = { memberId, ...(roundId ? { roundId } : {}) }
  const { receipt } = await client.expenses.addReceipt(
    { uploadId, fileName, ...place },
    { context: { idempotencyKey: key } },
  )
  if (!expectedId) return
  // The receipt is safe by now; a match that is refused is left to the assistant.
  await client.expenses.matchExpected({ expectedId, receiptId: receipt.id }).catch(() => undefined)
}
