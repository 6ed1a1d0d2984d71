import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { keptApart } from '#core/message.ts'
import { usePageSearch } from '#web/address.ts'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { RefusalPlace } from '#web/refusals.tsx'
import { ConfirmButton } from '#web/ui/Confirm.tsx'
import { Meanwhile } from '#web/ui/Meanwhile.tsx'
import { MoneyText } from '#web/ui/Money.tsx'
import { Outside } from '#web/ui/Outside.tsx'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { type Hold, useHeld, useHold } from '#web/ui/useHeld.ts'
import { useSeen } from '#web/ui/useSeen.ts'
import { useWords } from '#web/words.ts'
import { CorrectionWay } from '../CorrectionWay.tsx'
import { ReasonDialog } from '../report/ReasonDialog.tsx'
import classes from './Corrections.module.css'
import shared from './Review.module.css'
import type { DepartmentReport } from './types.ts'

/** Corrections after approval: both amounts, both names, and the decision while it is open. */
export function Corrections({ report, choose }: { report: DepartmentReport; choose: () => void }) {
  const { t } = useWords()
  const [search] = usePageSearch()
  const { items, hold } = useHeld(report.corrections, (one) => one.id)
  if (report.corrections.length === 0 && !report.approval) return null
  return (
    <section className={shared.section}>
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
        {items.map((one) => (
          <CorrectionItem
            key={one.id}
            report={report}
            correction={one}
            hold={hold}
            isSought={one.id === search.correction}
          />
        ))}
      </ul>
    </section>
  )
}

interface ItemProps {
  report: DepartmentReport
  correction: DepartmentReport['corrections'][number]
  hold: Hold<DepartmentReport['corrections'][number]>
  isSought: boolean
}

function CorrectionItem({ report, correction, hold, isSought }: ItemProps) {
  const { t } = useWords()
  const item = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isSought) arriveAt(item.current)
  }, [isSought])
  useSeen(item, correction.unseen, () => {
    const seen = { departmentReportId: report.id, correctionIds: [correction.id] }
    void client.expenses.seeCorrections(seen).catch(() => {})
  })
  const now = report.corrections.find(({ id }) => id === correction.id)
  const line = report.lines.find((other) => other.lineId === correction.lineId)
  const state = correction.agreed === null ? 'open' : correction.agreed ? 'agreed' : 'turnedDown'
  return (
    <li id={`correction-${correction.id}`} tabIndex={-1} ref={item}>
      <div>
        <strong>{line ? `${keptApart(line.memberName)} · ${keptApart(line.merchant)}` : ''}</strong>{' '}
        <MoneyText cents={correction.wasCents} currency={report.currency} /> →{' '}
        <MoneyText cents={correction.nowCents} currency={report.currency} />
        <div className={shared.quiet}>
          {keptApart(correction.proposedBy)}: <Outside>{correction.reason}</Outside>
        </div>
        {correction.decidedBy && (
          <div className={shared.quiet}>
            {keptApart(correction.decidedBy)}
            {correction.why && (
              <>
                : <Outside>{correction.why}</Outside>
              </>
            )}
          </div>
        )}
        {correction.notByYou && <div className={shared.quiet}>{correction.notByYou.text}</div>}
      </div>
      {state === 'open' && report.may.review ? (
        <Decide
          correction={correction}
          isDecided={now?.agreed !== null}
          hold={hold}
          currency={report.currency}
          name={line?.memberName ?? ''}
          merchant={line?.merchant ?? ''}
        />
      ) : (
        <StateBadge
          label={t(`expenses.review.correctionStates.${state}`)}
          tone={state === 'agreed' ? 'good' : state === 'open' ? 'warn' : 'neutral'}
        />
      )}
      <RefusalPlace />
    </li>
  )
}

interface DecideProps extends Pick<ItemProps, 'correction' | 'hold'> {
  /** By somebody else, while it is asked about. */
  isDecided: boolean
  currency: string
  name: string
  merchant: string
}

/** Agreeing asks once, naming what changes; turning down asks for the reason, which the proposer is told. */
function Decide({ correction, isDecided, hold, currency, name, merchant }: DecideProps) {
  const { t } = useWords()
  const [isTurningDown, turnDown] = useState(false)
  useHold(hold, correction, isTurningDown)
  const decide = useChange(client.expenses.decideCorrection, { onDone: () => turnDown(false) })
  const { id: correctionId, wasCents, nowCents, proposedBy: proposer } = correction
  const amount = (cents: number) => ({ cents, currency })
  const facts = { was: amount(wasCents), now: amount(nowCents), by: amount(Math.abs(nowCents - wasCents)) }
  return (
    <div className={shared.dialogActions}>
      <Button size="compact-sm" variant="default" disabled={decide.running} onClick={() => turnDown(true)}>
        {t('expenses.review.turnDown')}
      </Button>
      <ConfirmButton
        size="compact-sm"
        loading={decide.running}
        question={{
          title: t('expenses.review.agreeTitle', facts),
          text: t(`expenses.review.agree${nowCents < wasCents ? 'Less' : 'More'}`, { ...facts, name, merchant }),
          yes: t('expenses.review.agree'),
        }}
        onYes={() => void decide.run({ correctionId, agreed: true })}
      >
        {t('expenses.review.agree')}
      </ConfirmButton>
      {isTurningDown && (
        <ReasonDialog
          title={t('expenses.review.turnDownTitle', facts)}
          text={t('expenses.review.turnDownText', { ...facts, name, merchant, proposer })}
          label={t('expenses.review.turnDownWhy')}
          offers={[]}
          yes={t('expenses.review.turnDown')}
          shortest={3}
          error={decide.fields.why}
          meanwhile={<Meanwhile hasChanged={isDecided && !decide.running} />}
          run={(why) => decide.run({ correctionId, agreed: false, why })}
          close={() => turnDown(false)}
        />
      )}
    </div>
  )
}

/** Whoever comes for one of them has it before him. */
function arriveAt(item: HTMLElement | null): void {
  item?.focus({ preventScroll: true })
  item?.scrollIntoView({ block: 'center' })
}
