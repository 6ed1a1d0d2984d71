import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { DayText } from '#web/ui/Day.tsx'
import { MoneyText } from '#web/ui/Money.tsx'
import { useWords } from '#web/words.ts'
import { known } from '../../rules/amounts.ts'
import { KnownMoney, SumOfKnown } from './KnownMoney.tsx'
import { LineMarks } from './LineMarks.tsx'
import classes from './LinesTable.module.css'
import type { Category, Line, Report } from './reportTypes.ts'

interface Props {
  report: Report
  categories: readonly Category[]
  frontId: string
  show: (lineId: string) => void
  startNew: () => void
  restore: (line: Report['removedLines'][number]) => void
}

/** The lines of the report with their sums; choosing one brings it and its receipts to the front. */
export function LinesTable({ report, categories, frontId, show, startNew, restore }: Props) {
  const { t } = useWords()
  const { lines, currency } = report
  const sum = (of: (line: Line) => number) =>
    lines.some((line) => of(line) !== 0) ? lines.reduce((cents, line) => cents + of(line), 0) : null
  const { linesNotCounted } = report
  const all = { lines: lines.length, linesNotCounted }
  const isOneCurrency = lines.every((line) => line.currency === currency)
  return (
    <section className={classes.lines} aria-labelledby="lines-title">
      <div className={classes.linesHead}>
        <h2 id="lines-title">{t('expenses.reportPage.lines.title', { n: lines.length })}</h2>
        {report.may.addLines && (
          <Button variant="default" leftSection={<IconPlus size={14} />} onClick={startNew}>
            {t('expenses.reportPage.lines.add')}
          </Button>
        )}
      </div>
      {lines.length === 0 ? (
        <p className={classes.none}>{t('expenses.reportPage.lines.none')}</p>
      ) : (
        <div className={classes.scroller}>
          <table>
            <thead>
              <tr>
                <th>{t('expenses.reportPage.fieldName.spentOn')}</th>
                <th>{t('expenses.reportPage.fieldName.merchant')}</th>
                <th>{t('expenses.reportPage.fieldName.categoryId')}</th>
                <th>{t('expenses.reportPage.fieldName.purpose')}</th>
                <th className="figures">{t('expenses.reportPage.lines.vat')}</th>
                <th className="figures">{t('expenses.reportPage.fieldName.amountCents')}</th>
                <th className="figures">{t('expenses.reportPage.fieldName.ownShareCents')}</th>
                <th className="figures">{t('expenses.reportPage.sums.claimed')}</th>
                <th className="figures">{t('expenses.reportPage.sums.accepted')}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <LineRow
                  key={line.id}
                  line={line}
                  report={report}
                  categories={categories}
                  isFront={line.id === frontId}
                  show={() => show(line.id)}
                />
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row" colSpan={4}>
                  {t('expenses.reportPage.lines.sum')}
                </th>
                <td className="figures">
                  {isOneCurrency && <MoneyText cents={sum((line) => line.vatCents)} currency={currency} />}
                </td>
                <td className="figures">
                  {isOneCurrency && <MoneyText cents={sum((line) => line.amountCents)} currency={currency} />}
                </td>
                <td className="figures">
                  {isOneCurrency && <MoneyText cents={sum((line) => line.ownShareCents)} currency={currency} />}
                </td>
                <td className="figures">
                  <SumOfKnown cents={report.claimedCents} of={all} currency={currency} />
                </td>
                <td className="figures">
                  <SumOfKnown cents={report.acceptedCents} of={all} currency={currency} />
                </td>
              </tr>
            </tfoot>
          </table>
        </div>
      )}
      {linesNotCounted > 0 && (
        <p className={classes.notCounted}>{t('expenses.reportPage.lines.notCounted', { n: linesNotCounted })}</p>
      )}
      <RemovedLines report={report} restore={restore} />
    </section>
  )
}

interface RowProps {
  line: Line
  report: Report
  categories: readonly Category[]
  isFront: boolean
  show: () => void
}

function LineRow({ line, report, categories, isFront, show }: RowProps) {
  const { t } = useWords()
  const category = categories.find((one) => one.id === line.categoryId)
  const obstacles = report.obstacles.filter((one) => one.lineId === line.id)
  return (
    <tr data-front={isFront || undefined} data-refused={line.refusedWhy !== null || undefined} onClick={show}>
      <td>{line.spentOn ? <DayText day={line.spentOn} /> : '–'}</td>
      <td>
        <button type="button" className={classes.lineName} aria-current={isFront || undefined} onClick={show}>
          {line.merchant || t('expenses.reportPage.lines.noMerchant')}
        </button>
        <LineMarks line={line} obstacles={obstacles} />
      </td>
      <td>{category?.name ?? '–'}</td>
      <td className={`clipped ${classes.purpose}`}>{line.purpose}</td>
      <td className="figures" data-label={t('expenses.reportPage.lines.vat')}>
        {line.vatCents !== 0 && <MoneyText cents={line.vatCents} currency={line.currency} />}
      </td>
      <td className="figures" data-label={t('expenses.reportPage.fieldName.amountCents')}>
        <MoneyText cents={known(line.amountCents)} currency={line.currency} />
      </td>
      <td className="figures" data-label={t('expenses.reportPage.fieldName.ownShareCents')}>
        {line.ownShareCents !== 0 && <MoneyText cents={line.ownShareCents} currency={line.currency} />}
      </td>
      <td className="figures" data-label={t('expenses.reportPage.sums.claimed')}>
        <KnownMoney cents={line.claimedCents} currency={report.currency} of={line} />
      </td>
      <td className="figures" data-label={t('expenses.reportPage.sums.accepted')}>
        <KnownMoney cents={line.acceptedCents} currency={report.currency} of={line} />
      </td>
    </tr>
  )
}

function RemovedLines({
  report,
  restore,
}: {
  report: Report
  restore: (line: Report['removedLines'][number]) => void
}) {
  const { t } = useWords()
  if (report.removedLines.length === 0) return null
  return (
    <details className={classes.removed}>
      <summary>{t('expenses.reportPage.lines.removed', { n: report.removedLines.length })}</summary>
      <ul className="bullets">
        {report.removedLines.map((line) => (
          <li key={line.id}>
            {line.merchant || t('expenses.reportPage.lines.noMerchant')},{' '}
            <MoneyText cents={known(line.amountCents)} currency={line.currency} />
            {report.may.addLines && (
              <Button size="compact-xs" variant="subtle" onClick={() => restore(line)}>
                {t('expenses.reportPage.lines.restore')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}
