import { type OnRefused, useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { useWords } from '#web/words.ts'
import type { Expected } from './types.ts'

/** Says what became of an expected receipt; each can be taken back. */
export function useExpected(item: Expected, refused: OnRefused = () => false) {
  const { t } = useWords()
  const restore = ({ version }: Pick<Expected, 'version'>) => {
    if (item.state === 'received')
      return client.expenses.matchExpected({ expectedId: item.id, version, receiptId: item.receiptId })
    const reason = item.reason ? { reason: item.reason } : {}
    return client.expenses.settleExpected({ expectedId: item.id, version, state: item.state, ...reason })
  }
  const settle = useChange(client.expenses.settleExpected, {
    done: (now) => `${now.what}: ${t(`expenses.expected.state.${now.state}`)}`,
    undo: restore,
    onRefused: refused,
  })
  const match = useChange(client.expenses.matchExpected, {
    done: (now) => `${now.what}: ${t(`expenses.expected.state.${now.state}`)}`,
    undo: restore,
    onRefused: refused,
  })
  return { settle, match }
}
