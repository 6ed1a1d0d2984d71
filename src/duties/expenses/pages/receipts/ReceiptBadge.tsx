import { StateBadge, type Tone } from '#web/ui/StateBadge.tsx'
import { useWords } from '#web/words.ts'
import { isPoorPicture } from '../../rules/picture-warnings.ts'
import type { Receipt } from './types.ts'

type Standing = 'setAside' | 'unread' | 'failed' | 'used' | 'checked' | 'poor' | 'look' | 'read'
const tones: Record<Standing, Tone> = {
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
  const standing = standingOf(receipt)
  return <StateBadge tone={tones[standing]} label={t(`expenses.receiptState.${standing}`)} />
}

function standingOf(receipt: Receipt): Standing {
  if (receipt.setAsideAt) return 'setAside'
  if (receipt.lines > 0) return 'used'
  if (receipt.readingState === 'failed') return 'failed'
  if (receipt.readingState !== 'read') return 'unread'
  if (receipt.checkedAt) return 'checked'
  if (receipt.warnings.some(isPoorPicture)) return 'poor'
  return receipt.unsure.length > 0 ? 'look' : 'read'
}
