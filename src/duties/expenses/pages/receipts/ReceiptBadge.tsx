import { StateBadge, type Tone } from '#web/ui/StateBadge.tsx'
import { useWords } from '#web/words.ts'
import { receiptStanding } from '../../rules/receipt-list.ts'
import type { Receipt } from './types.ts'

const tones: Record<ReturnType<typeof receiptStanding>, Tone> = {
  setAside: 'neutral',
  unread: 'info',
  failed: 'bad',
  used: 'good',
  checked: 'good',
  poor: 'warn',
  look: 'warn',
  read: 'neutral',
}

/** Where a receipt stands, in a word. */
export function ReceiptBadge({ receipt }: { receipt: Receipt }) {
  const { t } = useWords()
  const standing = receiptStanding(receipt)
  return <StateBadge tone={tones[standing]} label={t(`expenses.receiptState.${standing}`)} />
}
