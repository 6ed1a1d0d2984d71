import { Button, Progress } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { useWords } from '#web/words.ts'
import { PapersMenu } from '../PapersMenu.tsx'
import { SumOfKnown } from '../report/KnownMoney.tsx'
import { ApproveButton } from './ApproveButton.tsx'
import { DepartmentState } from './DepartmentReportsPage.tsx'
import { PresentButton } from './PresentButton.tsx'
import classes from './ReviewHeader.module.css'
import type { DepartmentReport } from './types.ts'
import { WithdrawButton } from './WithdrawButton.tsx'

/** Which report, how far it is, and what can be done with the whole of it: present, approve, papers, payouts. */
export function ReviewHeader({ report }: { report: DepartmentReport }) {
  const { t, moment } = useWords()
  const { sum } = report.matrix
  const open = report.queries.filter((query) => query.state !== 'settled').length
  return (
    <>
      <PageHeader
        title={t('expenses.review.title', {
          department: report.department.name,
          month: report.month,
          supplement: report.supplement,
        })}
        back={{ to: '/expenses/department-reports', label: t('expenses.review.departmentReports') }}
        badge={
          <DepartmentState
            row={{
              approvedAt: report.approval?.at ?? null,
              presentedVersion: report.version?.number ?? null,
              openQueries: open,
              withdrawn: report.withdrawn !== null,
            }}
          />
        }
        note={
          report.version
            ? t('expenses.review.versionLine', {
                number: report.number,
                version: report.version.number,
                name: report.version.presentedByName,
                at: moment(report.version.presentedAt),
                hash: report.version.hash.slice(0, 12),
              })
            : report.number
        }
      >
        <PresentButton report={report} />
        <ApproveButton report={report} />
        <WithdrawButton report={report} />
        {report.approval && (
          <Button size="xs" variant="default" component={Link} to={`/expenses/department-reports/${report.id}/payouts`}>
            {t('expenses.review.payouts')}
          </Button>
        )}
        <PapersMenu of={{ departmentReportId: report.id }} />
      </PageHeader>
      {report.version && !report.approval && report.may.review && (
        <div className={classes.ticked}>
          <Progress
            value={report.lines.length ? (100 * report.tickedLines) / report.lines.length : 0}
            size="sm"
            aria-label={t('expenses.review.tickedLabel')}
          />
          <span>{t('expenses.review.ticked', { n: report.tickedLines, all: report.lines.length })}</span>
          <span className={classes.accepted}>
            {t('expenses.review.total')}{' '}
            <strong>
              <SumOfKnown cents={sum.acceptedCents} of={sum} currency={report.currency} />
            </strong>
          </span>
        </div>
      )}
    </>
  )
}
