import { Link } from '@tanstack/react-router'
import { useWords } from '#web/words.ts'
import { SumOfKnown } from '../report/KnownMoney.tsx'
import classes from './MonthLine.module.css'
import type { DepartmentReport } from './types.ts'

/** What is around the report: the month's other reports with what they come to, a withdrawal, why one may not sign. */
export function MonthLine({ report }: { report: DepartmentReport }) {
  const { t, money, moment } = useWords()
  const { withdrawn, notByYou, approval } = report
  const ofMonth = { lines: report.monthLines, linesNotCounted: report.monthLinesNotCounted }
  const others = report.reportsOfMonth.filter((one) => one.id !== report.id)
  return (
    <div className={classes.month}>
      {others.length > 0 && (
        <p>
          {t('expenses.review.otherReports')}{' '}
          <SumOfKnown cents={report.monthCents} of={ofMonth} currency={report.currency} />
          {others.map((one) => (
            <span key={one.id}>
              {' · '}
              <Link to={`/expenses/department-reports/${one.id}`}>{one.number}</Link>{' '}
              <SumOfKnown cents={one.acceptedCents} of={one} currency={report.currency} />
            </span>
          ))}
        </p>
      )}
      {withdrawn && (
        <p>
          {t('expenses.review.withdrawnNote', {
            name: withdrawn.by,
            version: withdrawn.version,
            at: moment(withdrawn.at),
            why: withdrawn.why,
          })}
        </p>
      )}
      {notByYou && !approval && report.version && <p>{notByYou.text}</p>}
      {approval && (
        <p>
          {t('expenses.review.signedLine', {
            name: approval.by,
            at: moment(approval.at),
            total: money(approval.totalCents, report.currency),
            hash: approval.hash.slice(0, 12),
          })}
        </p>
      )}
      {approval?.smallOffice && (
        <p>
          {t('expenses.paper.smallOffice', {
            since: moment(approval.smallOffice.since),
            by: approval.smallOffice.by,
          })}
        </p>
      )}
    </div>
  )
}
