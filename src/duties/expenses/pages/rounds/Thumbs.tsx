import { Link } from '@tanstack/react-router'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { useWords } from '#web/words.ts'
import { Thumb } from '../report/PileStrip.tsx'
import classes from './Thumbs.module.css'
import type { BoardPerson, Receipt } from './types.ts'

const most = 5

/** The receipts that came from somebody as small pictures, and how many cannot be read. */
export function Thumbs({
  person,
  receipts,
  roundId,
}: {
  person: BoardPerson
  receipts: readonly Receipt[]
  roundId: string
}) {
  const { t } = useWords()
  if (person.receipts === 0) return <span className="quiet">{t('expenses.board.noneCame')}</span>
  const all = `/expenses/receipts?round=${roundId}&person=${person.memberId}`
  return (
    <span className={classes.thumbs}>
      {receipts.slice(0, most).map((receipt) => (
        <Link key={receipt.id} to={`${all}&open=${receipt.id}`} title={nameOf(receipt)} aria-label={nameOf(receipt)}>
          <Thumb key={receipt.previewState} receipt={receipt} />
        </Link>
      ))}
      {person.receipts > most && <Link to={all}>+{person.receipts - most}</Link>}
      {person.failed > 0 && (
        <Link to="/expenses/tray?tab=failed">
          <StateBadge tone="bad" label={t('expenses.board.failed', { count: person.failed })} />
        </Link>
      )}
    </span>
  )
}

function nameOf({ merchant, fileName, warnings }: Receipt): string {
  return [merchant ?? fileName, ...warnings.map(({ text }) => text)].join('. ')
}
