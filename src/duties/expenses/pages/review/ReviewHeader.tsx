import { Button, Progress } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { useSession } from '#web/session.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Outside } from '#web/ui/Outside.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { useWords } from '#web/words.ts'
import { PapersMenu } from '../PapersMenu.tsx'
import { SumOfKnown } from '../report/KnownMoney.tsx'
import { DepartmentState } from './DepartmentReportsPage.tsx'
import { idsOf, MissingList } from './MissingList.tsx'
import { PresentButton } from './PresentButton.tsx'
import classes from './Review.module.css'
import { targetOf } from './target.ts'
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
        {report.may.present && <PresentButton report={report} />}
        {report.may.review && report.version && !report.approval && <ApproveButton report={report} open={open} />}
        {report.may.withdraw && <WithdrawButton report={report} />}
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

/** What stands in the way of the signature: each open question, to go there. */
function OpenQueries({ report, isShown, close }: { report: DepartmentReport; isShown: boolean; close: () => void }) {
  const { t } = useWords()
  const open = report.queries.filter((query) => query.state !== 'settled')
  return (
    <Dialog opened={isShown} onClose={close} title={t('expenses.review.approveTitle', { number: report.number })}>
      <p>{t('expenses.review.queriesOpen', { n: open.length })}</p>
      <ul className={classes.missing}>
        {open.map((query) => (
          <li key={query.id}>
            <Link to="." search={{ at: targetOf(query) } as never} onClick={close}>
              {query.member.name}: <Outside>{query.messages.at(-1)?.body ?? ''}</Outside>
            </Link>
          </li>
        ))}
      </ul>
      <div className={classes.dialogActions}>
        <Button variant="default" onClick={close}>
          {t('web.close')}
        </Button>
      </div>
    </Dialog>
  )
}

function ApproveButton({ report, open }: { report: DepartmentReport; open: number }) {
  const { t } = useWords()
  const { sum } = report.matrix
  const { member } = useSession()
  const [asking, setAsking] = useState(false)
  const approve = useChange(client.expenses.approve, {
    done: t('expenses.review.approvedDone'),
    closes: true,
    onDone: () => setAsking(false),
  })
  const refused = report.lines.filter((line) => line.refusedWhy)
  const left = report.unusual.filter((one) => !one.ticked).length
  return (
    <>
      <Button
        size="xs"
        leftSection={<IconCheck size={15} />}
        {...(open > 0 ? { variant: 'default' } : {})}
        onClick={() => setAsking(true)}
      >
        {open > 0 ? t('expenses.review.approveOpen', { n: open }) : t('expenses.review.approve')}
      </Button>
      <OpenQueries report={report} isShown={asking && open > 0} close={() => setAsking(false)} />
      <Dialog
        opened={asking && open === 0}
        onClose={() => setAsking(false)}
        title={t('expenses.review.approveTitle', { number: report.number })}
      >
        <p>
          {t('expenses.review.approveText', { name: member.name, version: report.version?.number ?? 0 })}{' '}
          <strong>
            <SumOfKnown cents={sum.acceptedCents} of={sum} currency={report.currency} />
          </strong>
        </p>
        {refused.length > 0 && <p>{t('expenses.review.approveRefused', { n: refused.length })}</p>}
        {left > 0 && <p className={classes.caution}>{t('expenses.review.approveUnusual', { n: left })}</p>}
        <MissingList missing={report.missing.toApprove} label={t('expenses.review.missingToApprove')} />
        {report.tickedLines < report.lines.length && (
          <p className={classes.quiet}>
            {t('expenses.review.approveUnticked', { n: report.lines.length - report.tickedLines })}
          </p>
        )}
        <div className={classes.dialogActions}>
          <Button variant="default" data-autofocus onClick={() => setAsking(false)}>
            {t('web.cancel')}
          </Button>
          <Button
            loading={approve.running}
            onClick={() =>
              report.version &&
              approve.run({
                departmentReportId: report.id,
                versionNumber: report.version.number,
                hash: report.version.hash,
                decisionsHash: report.version.decisionsHash,
                evenWithout: idsOf(report.missing.toApprove),
              })
            }
          >
            {t('expenses.review.sign')}
          </Button>
        </div>
      </Dialog>
    </>
  )
}
