import { Button } from '@mantine/core'
import { keptApart } from '#core/message.ts'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { RefusalPlace } from '#web/refusals.tsx'
import { usePageSearch } from '#web/router.tsx'
import { MoneyText } from '#web/ui/Money.tsx'
import { Outside } from '#web/ui/Outside.tsx'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { useWords } from '#web/words.ts'
import { CorrectionWay } from '../CorrectionWay.tsx'
import classes from './Review.module.css'
import type { DepartmentReport } from './types.ts'

/** Corrections after approval: both amounts, both names, and the decision while it is open. */
export function Corrections({ report, choose }: { report: DepartmentReport; choose: () => void }) {
  const { t } = useWords()
  const [search] = usePageSearch()
  const decide = useChange(client.expenses.decideCorrection)
  if (report.corrections.length === 0 && !report.approval) return null
  return (
    <section className={classes.section}>
      <h2>{t('expenses.review.corrections')}</h2>
      {report.approval && (
        <p className={classes.correctHow}>
          {t('expenses.review.correctHow')}{' '}
          {report.may.correct ? (
            <Button size="compact-sm" variant="default" onClick={choose}>
              {t('expenses.review.correctChoose')}
            </Button>
          ) : (
            <CorrectionWay {...report} departmentReportId={report.id} at="all" />
          )}
        </p>
      )}
      <ul className={classes.corrections}>
        {report.corrections.map((one) => {
          const line = report.lines.find((other) => other.lineId === one.lineId)
          const state = one.agreed === null ? 'open' : one.agreed ? 'agreed' : 'turnedDown'
          return (
            <li key={one.id} tabIndex={-1} ref={one.id === search.correction ? arriveAt : null}>
              <div>
                <strong>{line ? `${keptApart(line.memberName)}, ${keptApart(line.merchant)}` : ''}</strong>{' '}
                <MoneyText cents={one.wasCents} currency={report.currency} /> →{' '}
                <MoneyText cents={one.nowCents} currency={report.currency} />
                <div className={classes.quiet}>
                  <Outside>{one.reason}</Outside> · {keptApart(one.proposedBy)}
                  {one.decidedBy ? ` · ${keptApart(one.decidedBy)}` : ''}
                </div>
                {one.notByYou && <div className={classes.quiet}>{one.notByYou.text}</div>}
              </div>
              {state === 'open' && report.may.review ? (
                <div className={classes.dialogActions}>
                  <Button
                    size="compact-sm"
                    variant="default"
                    disabled={decide.running}
                    onClick={() => decide.run({ correctionId: one.id, agreed: false })}
                  >
                    {t('expenses.review.turnDown')}
                  </Button>
                  <Button
                    size="compact-sm"
                    loading={decide.running}
                    onClick={() => decide.run({ correctionId: one.id, agreed: true })}
                  >
                    {t('expenses.review.agree')}
                  </Button>
                </div>
              ) : (
                <StateBadge
                  label={t(`expenses.review.correctionStates.${state}`)}
                  tone={state === 'agreed' ? 'good' : state === 'open' ? 'warn' : 'neutral'}
                />
              )}
              <RefusalPlace />
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** Whoever comes for one of them has it before him. */
function arriveAt(item: HTMLElement | null): void {
  item?.focus({ preventScroll: true })
  item?.scrollIntoView({ block: 'center' })
}
