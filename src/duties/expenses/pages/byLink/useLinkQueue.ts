import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { client } from '#web/client.ts'
import { openQueue, type Sending, sendFiles, useSending } from '#web/uploads.ts'
import { fileFaults } from '../../rules/file-faults.ts'
import { tellReplaced } from '../picture/tellReplaced.ts'
import type { OpenedLink } from './types.ts'

type Taken = Awaited<ReturnType<typeof client.expenses.addReceiptByLink>>

/** The queue of an upload link, and the receipt sent just now whose picture should be taken again. */
export function useLinkQueue(token: string, received: OpenedLink['received']) {
  const queries = useQueryClient()
  const queue = `expenses.link:${token}`
  useEffect(
    () =>
      openQueue(queue, {
        headers: { 'x-talka-link': token },
        file: (sent, key) => takeUp(token, sent, key),
        forGood: fileFaults,
        onFiled: () => void queries.invalidateQueries(),
      }),
    [queue, token, queries],
  )
  const [done, setDone] = useState<readonly string[]>([])
  const sent = useSending(queue).map((item) => (item.answer as Taken | null)?.receiptId)
  const asked = received.filter((one) => one.asksForAnother && sent.includes(one.id) && !done.includes(one.id)).at(-1)
  return {
    queue,
    asked,
    /** Of a file that came before, that it is kept once. */
    note: ({ answer }: Sending) => (answer as Taken | null)?.again?.text,
    goOn: (receiptId: string) => setDone((before) => [...before, receiptId]),
    send: (files: readonly File[]) => void sendFiles(queue, files),
    /** The first file takes the place of the poor picture, further ones are receipts of their own. */
    sendInstead: (files: readonly File[], insteadOf: string) => {
      void sendFiles(queue, files.slice(0, 1), { insteadOf })
      if (files.length > 1) void sendFiles(queue, files.slice(1))
    },
  }
}

async function takeUp(
  token: string,
  { uploadId, name, input }: { uploadId: string; name: string; input: unknown },
  idempotencyKey: string,
): Promise<Taken> {
  const instead = input as { insteadOf: string } | null
  const taken = await client.expenses.addReceiptByLink(
    { token, uploadId, fileName: name, ...instead },
    { context: { idempotencyKey } },
  )
  const { replaced } = taken
  if (replaced) tellReplaced(replaced.number, () => client.expenses.takeBackByLink({ token, receiptId: replaced.id }))
  return taken
}
