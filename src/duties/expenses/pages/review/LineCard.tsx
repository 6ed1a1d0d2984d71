import { Checkbox } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { keptApart } from '#core/message.ts'
import { RefusalPlace } from '#web/refusals.tsx'
import { MoneyText } from '#web/ui/Money.tsx'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { type Hold, useHold } from '#web/ui/useHeld.ts'
import { useWords } from '#web/words.ts'
import { known } from '../../rules/amounts.ts'
import { CorrectionWay } from '../CorrectionWay.tsx'
import { KnownMoney } from '../report/KnownMoney.tsx'
import { ReceiptPicture } from '../report/ReceiptPicture.tsx'
import { CorrectLine } from './CorrectLine.tsx'
import classes from './LineCard.module.css'
import { RefuseLine } from './RefuseLine.tsx'
import shared from './Review.module.css'
import type { DepartmentReport, PresentedLine } from './types.ts'

interface Props {
  line: PresentedLine
  report: DepartmentReport
  hold: Hold<PresentedLine>
  isOpen: boolean
  isHere: boolean
  /** The keys are for it once it has the focus. */
  stand: () => void
  isTicked: boolean
  toggleOpen: () => void
  toggleTick: (() => void) | undefined
}

/** One line as presented; opened it shows its receipt and everything that stands on it. */
export function LineCard(props: Props) {
  const { line, report, hold, isOpen, isTicked, toggleOpen, toggleTick } = props
  const { t, day, language } = useWords()
  const isGone = !report.lines.some((one) => one.lineId === line.lineId)
  const category = report.categories.find((one) => one.id === line.categoryId)?.name ?? ''
  return (
    <li
      className={shared.line}
      data-open={isOpen || undefined}
      data-here={props.isHere || undefined}
      data-refused={line.refusedWhy !== null || undefined}
      onFocus={props.stand}
    >
      <div className={classes.lineHead}>
        {toggleTick && (
          <Checkbox
            size="sm"
            checked={isTicked}
            onChange={toggleTick}
            aria-label={t('expenses.review.tickLine', { line: line.merchant })}
          />
        )}
        <button
          type="button"
          id={`line-${line.lineId}`}
          className={classes.lineButton}
          aria-expanded={isOpen}
          onClick={toggleOpen}
        >
          <span className={classes.lineDay}>{line.spentOn && day(line.spentOn)}</span>
          <span>
            <strong>{keptApart(line.merchant)}</strong> <span className={shared.quiet}>{category}</span>
            <Marks line={line} isGone={isGone} />
          </span>
          <span className={shared.lineMoney}>
            <KnownMoney cents={line.acceptedCents} currency={report.currency} of={line} />
            {line.currency !== report.currency && (
              <small>
                <MoneyText cents={known(line.amountCents)} currency={line.currency} /> × {rateText(line.rate, language)}
              </small>
            )}
          </span>
        </button>
      </div>
      {isOpen && <LineDetail line={line} report={report} hold={hold} />}
    </li>
  )
}

function Marks({ line, isGone }: { line: PresentedLine; isGone: boolean }) {
  const { t } = useWords()
  return (
    <span className={classes.marks}>
      {isGone && <StateBadge label={t('expenses.review.marks.gone')} tone="warn" />}
      {line.missingReason && <StateBadge label={t('expenses.review.marks.missing')} tone="warn" />}
      {line.changedAfterReading.length > 0 && <StateBadge label={t('expenses.review.marks.changed')} tone="info" />}
      {line.rateSource === 'hand' && <StateBadge label={t('expenses.review.marks.typedRate')} tone="info" />}
      {line.refusedWhy && <StateBadge label={t('expenses.review.marks.refused')} tone="bad" />}
    </span>
  )
}

/** A rate with the language's decimal sign; a dash while there is none. */
function rateText(rate: string | null, language: string): string {
  return rate === null ? '–' : language === 'lt' ? rate.replace('.', ',') : rate
}

/** Everything shows as it is by now; a form that is open stays, whatever has become of the line and the report. */
function LineDetail({ line, report, hold }: Pick<Props, 'line' | 'report' | 'hold'>) {
  const { t, language } = useWords()
  const [form, setForm] = useState<'refuse' | 'correct' | null>(null)
  useHold(hold, line, form !== null)
  const open = (which: 'refuse' | 'correct') => ({
    isOpen: form === which,
    setOpen: (isOpen: boolean) => setForm(isOpen ? which : null),
  })
  const rateSource = line.rateSource ?? ''
  const waiting = report.corrections.find((one) => one.lineId === line.lineId && one.agreed === null)
  const shown = { rate: rateText(line.rate, language), source: rateSource }
  const rate = rateSource
    ? t(`expenses.review.facts.${rateSource === 'hand' ? 'rateTyped' : 'rateOf'}`, shown)
    : shown.rate
  const money = (cents: number | null, currency: string) => <MoneyText cents={cents} currency={currency} />
  const facts: [string, React.ReactNode][] = [
    [
      t('expenses.review.facts.report'),
      line.reportId ? (
        <Link key="report" to={`/expenses/reports/${line.reportId}`}>
          {line.reportNumber}
        </Link>
      ) : (
        line.reportNumber
      ),
    ],
    [t('expenses.review.facts.spent'), money(known(line.amountCents), line.currency)],
    [t('expenses.review.facts.rate'), line.currency === report.currency ? null : rate],
    [t('expenses.review.facts.vat'), line.vatCents ? money(line.vatCents, line.currency) : null],
    [t('expenses.review.facts.ownShare'), line.ownShareCents ? money(line.ownShareCents, line.currency) : null],
    [
      t('expenses.review.facts.claimed'),
      <KnownMoney key="claimed" cents={line.claimedCents} currency={report.currency} of={line} />,
    ],
    [t('expenses.review.facts.purpose'), line.purpose],
    [t('expenses.review.facts.customer'), line.customer],
    [t('expenses.review.facts.guests'), line.guests],
    [t('expenses.review.facts.explanation'), line.explanation],
    [t('expenses.review.facts.missing'), line.missingReason],
    [t('expenses.review.facts.refused'), line.refusedWhy],
  ]
  return (
    <div className={classes.lineDetail}>
      <div className={shared.lineFacts}>
        <dl>
          {facts
            .filter(([, value]) => value)
            .map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
        </dl>
        {(form === 'refuse' || (report.may.review && report.version && !report.approval)) && (
          <RefuseLine line={line} report={report} {...open('refuse')} />
        )}
        {form === 'correct' || (report.may.correct && !waiting) ? (
          <CorrectLine line={line} report={report} {...open('correct')} />
        ) : (
          report.approval && (
            <CorrectionWay {...report} departmentReportId={report.id} at={`line:${line.lineId}`} waiting={waiting} />
          )
        )}
        <RefusalPlace />
      </div>
      {line.receipts && line.receipts.length > 0 && (
        <div className={classes.linePicture}>
          <ReceiptPicture
            receipts={line.receipts.map((receipt) => ({ ...receipt, fileName: receipt.number }))}
            place={null}
          />
        </div>
      )}
    </div>
  )
}
