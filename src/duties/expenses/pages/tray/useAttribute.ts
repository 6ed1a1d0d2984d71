import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { useWords } from '#web/words.ts'
import { type Receipt, versionSeen } from '../receipts/types.ts'
import type { Salesperson } from '../useMyTeams.ts'

interface Attribution {
  receipts: readonly Pick<Receipt, 'id' | 'number' | 'version'>[]
  person: Salesperson
}

/** Says whose receipts these are; undo puts them back into the tray. */
export function useAttribute(onDone: (receipts: Attribution['receipts']) => void) {
  const { t } = useWords()
  return useChange(
    ({ receipts, person }: Attribution) =>
      client.expenses.attribute({
        receipts: receipts.map(versionSeen),
        memberId: person.id,
      }),
    {
      done: (_, { receipts, person }) =>
        t('expenses.tray.attributed', {
          count: receipts.length,
          number: receipts[0]?.number ?? '',
          name: person.name,
        }),
      undo: (now) => client.expenses.attribute({ receipts: now.items.map(versionSeen), memberId: null }),
      onDone: (_, { receipts }) => onDone(receipts),
    },
  )
}
