import { useEffect } from 'react'
import { client } from '#web/client.ts'
import { MoneyText } from '#web/ui/Money.tsx'
import { Outside } from '#web/ui/Outside.tsx'
import { useWords } from '#web/words.ts'
import type { Report } from './report/reportTypes.ts'

/** Of which lines of a signed report less or more was accepted than claimed, and why; its person has seen it by this. */
export function AcceptedOtherwise({ report }: { report: Report }) {
  const { t } = useWords()
  const { id, unseen, currency } = report
  const lines = [...report.lessAccepted, ...report.moreAccepted]
  useEffect(() => {
    if (unseen) void client.expenses.seeDecisions({ reportId: id }).catch(() => {})
  }, [id, unseen])
  if (lines.length === 0) return null
  return (
    <ul style={{ margin: 0, paddingInlineStart: 18 }} aria-label={t('expenses.acceptedOtherwise.title')}>
      {lines.map((line) => (
        <li key={line.lineId}>
          <Outside>{line.merchant}</Outside>: <MoneyText cents={line.acceptedCents} currency={currency} />{' '}
          <AgainstClaimed of={line} currency={currency} />
          {line.why && (
            <>
              {' – '}
              <Outside>{line.why}</Outside>
            </>
          )}
        </li>
      ))}
    </ul>
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
