import { useEffect } from 'react'
import { client } from '#web/client.ts'
import { MoneyText } from '#web/ui/Money.tsx'
import { Outside } from '#web/ui/Outside.tsx'
import { useWords } from '#web/words.ts'
import type { Report } from './report/reportTypes.ts'

/** Of which lines of a signed report less was accepted than claimed, and why; its person has seen it by this. */
export function LessAccepted({ report }: { report: Report }) {
  const { t } = useWords()
  const { id, unseen, lessAccepted, currency } = report
  useEffect(() => {
    if (unseen) void client.expenses.seeDecisions({ reportId: id }).catch(() => {})
  }, [id, unseen])
  if (lessAccepted.length === 0) return null
  return (
    <ul style={{ margin: 0, paddingInlineStart: 18 }} aria-label={t('expenses.lessAccepted.title')}>
      {lessAccepted.map((line) => (
        <li key={line.lineId}>
          <Outside>{line.merchant}</Outside>: <MoneyText cents={line.acceptedCents} currency={currency} />{' '}
          {t('expenses.lessAccepted.of', { claimed: { cents: line.claimedCents, currency } })}
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
