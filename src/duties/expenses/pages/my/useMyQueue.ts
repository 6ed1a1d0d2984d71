import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { client } from '#web/client.ts'
import { useOwnName } from '#web/session.tsx'
import type { OtherWay } from '#web/ui/SendingList.tsx'
import { openQueue, type Sending, sendAgain, sendFiles } from '#web/uploads.ts'
import { useWords } from '#web/words.ts'
import { fileFaults } from '../../rules/file-faults.ts'
import { tellReplaced } from '../picture/tellReplaced.ts'
import { useMe } from './useMy.ts'

/** What a photograph is for, kept with it until it has arrived. */
interface For {
  memberId: string
  roundId?: string
  expectedId?: string
  /** The receipt whose poor picture it replaces. */
  insteadOf?: string
}

/** What became of a photograph. */
export interface Taken {
  receiptId: string
}

/** What was refused for its round, item or receipt can come by itself. */
export function useByItself(): OtherWay {
  const { t } = useWords()
  return ({ id, input }: Sending) => {
    const { memberId, ...place } = input as For
    if (Object.keys(place).length === 0) return undefined
    return { label: t('expenses.myPage.byItself'), run: () => void sendAgain(id, { memberId } satisfies For) }
  }
}

/** The queue of a person's receipts: photographs wait on the phone until the line is there. */
export function useMyQueue() {
  const me = useMe()
  const queries = useQueryClient()
  const queue = useOwnName(`expenses.mine:${me.id}`)
  useEffect(
    () =>
      openQueue(queue, {
        file: (sent, key) => takeUp(sent.uploadId, sent.name, sent.input as For, key),
        forGood: fileFaults,
        onFiled: () => void queries.invalidateQueries(),
      }),
    [queue, queries],
  )
  const send = (files: readonly File[], what: Omit<For, 'memberId'> = {}) =>
    void sendFiles(queue, files, { memberId: me.id, ...what } satisfies For)
  return {
    queue,
    send,
    sendInstead: (files: readonly File[], insteadOf: string) => sendInstead(send, files, insteadOf),
  }
}

/** Takes another picture: the first of the files takes the place of the poor one, further ones are receipts of their own. */
function sendInstead(
  send: (files: readonly File[], what?: { insteadOf: string }) => void,
  files: readonly File[],
  insteadOf: string,
) {
  send(files.slice(0, 1), { insteadOf })
  if (files.length > 1) send(files.slice(1))
}

async function takeUp(uploadId: string, fileName: string, what: For, key: string): Promise<Taken> {
  const { memberId, roundId, expectedId, insteadOf } = what
  const place = { memberId, ...(roundId ? { roundId } : {}), ...(insteadOf ? { insteadOf } : {}) }
  const { receipt, replaced } = await client.expenses.addReceipt(
    { uploadId, fileName, ...place },
    { context: { idempotencyKey: key } },
  )
  if (replaced) tellReplaced(replaced.number, () => client.expenses.takeBack({ receiptId: replaced.id }))
  // The receipt is safe by now; a match that is refused is left to the assistant.
  if (expectedId) await client.expenses.matchExpected({ expectedId, receiptId: receipt.id }).catch(() => undefined)
  return { receiptId: receipt.id }
}
