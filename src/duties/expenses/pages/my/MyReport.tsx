import { IconAlertTriangle, IconChevronRight, IconCircleCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '#web/client.ts'
import { MoneyText } from '#web/ui/Money.tsx'
import { RowsSkeleton } from '#web/ui/Skeletons.tsx'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { useWords } from '#web/words.ts'
import { sumShown } from '../../rules/figures.ts'
import { AcceptedOtherwise, AgainstClaimed } from '../AcceptedOtherwise.tsx'
import { LateNote } from '../LateNote.tsx'
import { ConfirmReport } from '../report/ProofPanel.tsx'
import type { Report } from '../report/reportTypes.ts'
import { stateTones } from '../report/stateTones.ts'
import classes from './MyReport.module.css'
import shared from './my.module.css'
import { PaidOn } from './PaidOn.tsx'
import { useMe } from './useMy.ts'

/** One's own report of a month: its sum, and the word that it is right. */
export function MyReport({ reportId }: { reportId: string | null }) {
  const { t } = useWords()
  const report = useQuery({
    ...api.expenses.report.queryOptions({ input: { reportId: reportId ?? '' } }),
    enabled: reportId !== null,
  })
  return (
    <section className={shared.card}>
      <h2>
        {t('expenses.myPage.report.title')}
        {report.data && (
          <StateBadge
            tone={stateTones[report.data.state]}
            label={t(`expenses.reportPage.state.${report.data.state}`)}
          />
        )}
      </h2>
      {reportId === null && <p className="quiet">{t('expenses.myPage.report.none')}</p>}
      {reportId !== null && report.isPending && <RowsSkeleton rows={3} />}
      {report.data && <ReportSum report={report.data} />}
    </section>
  )
}

function ReportSum({ report }: { report: Report }) {
  const { t } = useWords()
  return (
    <>
      <Link to={`/expenses/reports/${report.id}` as '/'} className={classes.sum}>
        <span>
          <strong>
            <MoneyText
              cents={sumShown(report.acceptedCents, { ...report, lines: report.lines.length })}
              currency={report.currency}
            />
          </strong>
          {report.acceptedCents !== report.claimedCents && (
            <small>
              <AgainstClaimed of={report} currency={report.currency} />
            </small>
          )}
          {report.linesNotCounted > 0 && (
            <small>{t('expenses.reportPage.lines.notCounted', { n: report.linesNotCounted })}</small>
          )}
          <small>
            {t('expenses.myPage.report.lines', { n: report.lines.length })} · {report.number}
          </small>
        </span>
        <span>
          {t('expenses.myPage.report.open')}
          <IconChevronRight size={16} aria-hidden />
        </span>
      </Link>
      {report.lines.length > 0 && !report.presentedAt && <ReportWord report={report} />}
      {report.approvedAt && <Paid report={report} />}
      <AcceptedOtherwise report={report} />
      {report.late && (
        <p className="quiet">
          <LateNote late={report.late} memberId={report.member.id} />
        </p>
      )}
    </>
  )
}

/** Once it is signed: when the money came, or that it is still to come. */
function Paid({ report }: { report: Report }) {
  const { t } = useWords()
  if (report.paidOn) {
    return (
      <p className={shared.good}>
        <IconCircleCheck size={18} aria-hidden />
        <PaidOn report={report} day={report.paidOn} />
      </p>
    )
  }
  return report.acceptedCents === 0 ? null : <p className="quiet">{t('expenses.myPage.report.notPaid')}</p>
}

function ReportWord({ report }: { report: Report }) {
  const { t } = useWords()
  const me = useMe()
  const [latest] = report.confirmations
  if (report.confirmation === 'valid' && latest) {
    const total = { cents: latest.totalCents, currency: report.currency }
    return (
      <p className={shared.good}>
        <IconCircleCheck size={18} aria-hidden />
        {t('expenses.myPage.report.confirmed', { total, day: latest.confirmedOn })}
      </p>
    )
  }
  const inLines = report.obstacles.filter((one) => one.lineId !== null)
  if (inLines[0]) {
    return (
      <p className={shared.warn}>
        <IconAlertTriangle size={18} aria-hidden />
        <span>{t('expenses.myPage.report.notReady', { why: inLines.map((one) => one.text).join(' ') })}</span>
      </p>
    )
  }
  if (!report.may.confirm) return <p className="quiet">{t('expenses.myPage.report.behalf', { name: me.name })}</p>
  const unused = report.obstacles.find((one) => one.field === 'pile')
  return (
    <>
      {unused ? (
        <p className={shared.warn}>
          <IconAlertTriangle size={18} aria-hidden />
          {unused.text}
        </p>
      ) : (
        <p className="quiet">{t('expenses.myPage.report.toConfirm')}</p>
      )}
      <ConfirmReport report={report} large />
    </>
  )
}
