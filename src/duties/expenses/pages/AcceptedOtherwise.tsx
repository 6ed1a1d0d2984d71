import { useRef } from 'react'
import { client } from '#web/client.ts'
import { MoneyText } from '#web/ui/Money.tsx'
import { Outside } from '#web/ui/Outside.tsx'
import { useSeen } from '#web/ui/useSeen.ts'
import { useWords } from '#web/words.ts'
import type { Report } from './report/reportTypes.ts'

/** Of which lines of a signed report less or more was accepted than claimed, and why; its person has seen it once all was in sight. */
export function AcceptedOtherwise({ report }: { report: Report }) {
  const { t } = useWords()
  const lines = [...report.lessAccepted, ...report.moreAccepted]
  const seen = useRef(new Set<string>())
  const see = (key: string) => {
    seen.current.add(key)
    if (!lines.every((line) => seen.current.has(keyOf(line)))) return
    seen.current.clear()
    const upTo = lines
      .map(({ at }) => at)
      .reduce((one, other) => (Temporal.Instant.compare(one, other) > 0 ? one : other))
    void client.expenses.seeDecisions({ reportId: report.id, upTo }).catch(() => {})
  }
  if (lines.length === 0) return null
  return (
    <ul className="bullets" aria-label={t('expenses.acceptedOtherwise.title')}>
      {lines.map((line) => (
        <OneLine key={keyOf(line)} line={line} report={report} see={() => see(keyOf(line))} />
      ))}
    </ul>
  )
}

type Line = Report['lessAccepted'][number]

/** A line of which something else is accepted meanwhile is to be seen anew. */
const keyOf = ({ lineId, acceptedCents, why }: Line) => JSON.stringify([lineId, acceptedCents, why])

function OneLine({ line, report, see }: { line: Line; report: Report; see: () => void }) {
  const item = useRef<HTMLLIElement>(null)
  useSeen(item, report.unseen, see)
  return (
    <li ref={item}>
      <Outside>{line.merchant}</Outside>: <MoneyText cents={line.acceptedCents} currency={report.currency} />{' '}
      <AgainstClaimed of={line} currency={report.currency} />
      {line.why && (
        <>
          {' – '}
          <Outside>{line.why}</Outside>
        </>
      )}
    </li>
  )
}

/** After an amount accepted: less or more than which amount claimed it is. */
export function AgainstClaimed({
  of,
  currency,
}: {
  of: Pick<Report, 'claimedCents' | 'acceptedCents'>
  currency: string
}) {
  const { t } = useWords()
  const claimed = { cents: of.claimedCents, currency }
  return t(`expenses.acceptedOtherwise.${of.acceptedCents < of.claimedCents ? 'less' : 'more'}`, { claimed })
}
