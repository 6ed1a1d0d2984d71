import { Button, Checkbox } from '@mantine/core'
import { IconArrowForwardUp, IconCheck, IconSend } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { keptApart } from '#core/message.ts'
import { usePageParams } from '#web/address.ts'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { isUnread } from '#web/faults.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Matrix } from '#web/ui/Matrix.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { PersonMark } from '#web/ui/Person.tsx'
import { PageSkeleton } from '#web/ui/Skeletons.tsx'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { useWords } from '#web/words.ts'
import { shownCategories } from '../../rules/matrix.ts'
import { SumOfKnown } from '../report/KnownMoney.tsx'
import { matrixCells } from './matrixCells.ts'
import shared from './Review.module.css'
import classes from './TeamReportPage.module.css'
import type { TeamReport } from './types.ts'
import { useMissedLines } from './useMissedLines.ts'

/** A team's report: who is in it, what still stands in the way, its figures, and handing it over. */
export function Page() {
  const { teamReportId } = usePageParams<{ teamReportId: string }>()
  const found = useQuery(api.expenses.teamReport.queryOptions({ input: { teamReportId } }))
  const { t } = useWords()
  if (isUnread(found)) return <ErrorState whole error={found.error} retry={() => found.refetch()} />
  if (!found.data) return <PageSkeleton />
  const report = found.data
  return (
    <>
      <Header report={report} />
      <div className={shared.overview}>
        <section className={shared.section}>
          <h2>{t('expenses.review.parts')}</h2>
          <ul>
            {report.parts.map((part) => (
              <Part key={part.id} part={part} report={report} />
            ))}
            {report.withoutReport.map((person) => (
              <Without key={person.id} person={person} report={report} />
            ))}
          </ul>
        </section>
        <Figures report={report} />
      </div>
    </>
  )
}

function Header({ report }: { report: TeamReport }) {
  const { t, moment } = useWords()
  const handOver = useChange(client.expenses.handOverTeamReport, { done: t('expenses.review.handedOverDone') })
  const takeBack = useChange(client.expenses.takeBackTeamReport)
  const isLate = report.parts.some((part) => !part.included && part.lines > 0)
  const isNew = report.parts.some((part) => part.included && !part.presentedAt)
  return (
    <PageHeader
      title={t('expenses.review.title', {
        department: report.team.name,
        month: report.month,
        supplement: report.supplement,
      })}
      back={{ to: '/expenses/team-reports', label: t('expenses.review.teamReports') }}
      badge={
        <StateBadge
          label={t(report.handedOverAt ? 'expenses.review.handedOver' : 'expenses.review.inWork')}
          tone={report.handedOverAt ? 'good' : 'neutral'}
        />
      }
      note={report.handedOverAt ? `${report.number} · ${moment(report.handedOverAt)}` : report.number}
    >
      {report.departmentReportId && (
        <Button
          size="xs"
          variant="default"
          component={Link}
          to={`/expenses/department-reports/${report.departmentReportId}`}
        >
          {t('expenses.review.departmentReport')}
        </Button>
      )}
      {report.mayPrepare && report.approvedAt && isLate && <SupplementButton report={report} />}
      {report.mayPrepare && report.handedOverAt && !report.approvedAt && isNew && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArrowForwardUp size={15} />}
          loading={takeBack.running}
          onClick={() => takeBack.run({ teamReportId: report.id, version: report.version })}
        >
          {t('expenses.review.takeBack')}
        </Button>
      )}
      {report.mayPrepare && !report.handedOverAt && (
        <Button
          size="xs"
          leftSection={<IconSend size={15} />}
          loading={handOver.running}
          onClick={() => handOver.run({ teamReportId: report.id, hash: report.hash })}
        >
          {t('expenses.review.handOver')}
        </Button>
      )}
    </PageHeader>
  )
}

/** What came after the signature goes into a report of its own. */
function SupplementButton({ report }: { report: TeamReport }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const make = useChange(client.expenses.makeTeamReport, {
    onDone: (made) => void navigate({ to: `/expenses/team-reports/${made.id}` }),
  })
  return (
    <Button
      size="xs"
      title={t('expenses.review.lateNote')}
      loading={make.running}
      onClick={() => make.run({ teamId: report.team.id, month: report.month })}
    >
      {t('expenses.review.makeSupplement')}
    </Button>
  )
}

/** One salesperson's report: in or left out for later, with the sentences that stand in its way. */
function Part({ part, report }: { part: TeamReport['parts'][number]; report: TeamReport }) {
  const { t } = useWords()
  const include = useChange(client.expenses.includeReport)
  const isOpen = report.mayPrepare && part.presentedAt === null && report.handedOverAt === null
  return (
    <li className={shared.part}>
      {isOpen ? (
        <Checkbox
          checked={part.included}
          aria-label={t('expenses.review.include', { name: part.member.name })}
          onChange={(event) =>
            include.run({ teamReportId: report.id, reportId: part.id, included: event.currentTarget.checked })
          }
        />
      ) : (
        <span className={classes.included}>
          {part.included && <IconCheck size={16} aria-label={t('expenses.review.isIncluded')} />}
        </span>
      )}
      <PersonMark name={part.member.name} />
      <div className={shared.partText}>
        <Link to={`/expenses/reports/${part.id}`}>
          <strong>{keptApart(part.member.name)}</strong>
        </Link>{' '}
        <span className={shared.quiet}>
          {part.number} · {t('expenses.review.lineCount', { n: part.lines })}
        </span>
        {part.obstacles.length > 0 && (
          <ul className={`bullets ${classes.obstacles}`}>
            {part.obstacles.slice(0, 4).map((obstacle) => (
              <li key={obstacle.text}>{obstacle.text}</li>
            ))}
            {part.obstacles.length > 4 && (
              <li>{t('expenses.review.moreObstacles', { n: part.obstacles.length - 4 })}</li>
            )}
          </ul>
        )}
      </div>
      <StateBadge
        label={
          part.obstacles.length > 0 ? t('expenses.review.notReady') : t(`expenses.review.reportStates.${part.state}`)
        }
        tone={part.obstacles.length > 0 ? 'warn' : part.state === 'approved' ? 'good' : 'info'}
      />
      <span className={shared.lineMoney}>
        <SumOfKnown cents={part.acceptedCents} of={part} currency={part.currency} />
      </span>
    </li>
  )
}

function Without({ person, report }: { person: { id: string; name: string }; report: TeamReport }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const open = useChange(client.expenses.openReport, {
    onDone: (made) => void navigate({ to: `/expenses/reports/${made.id}` }),
  })
  return (
    <li className={shared.part}>
      <span className={classes.included} />
      <PersonMark name={person.name} />
      <div className={shared.partText}>
        {keptApart(person.name)} <span className={shared.quiet}>{t('expenses.review.noReportYet')}</span>
      </div>
      {report.mayPrepare && (
        <Button
          size="compact-sm"
          variant="default"
          loading={open.running}
          onClick={() => open.run({ memberId: person.id, month: report.month })}
        >
          {t('expenses.review.startReport')}
        </Button>
      )}
    </li>
  )
}

function Figures({ report }: { report: TeamReport }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const used = shownCategories(report.categories, report.matrix)
  const missed = useMissedLines()
  if (report.matrix.rows.length === 0) return null
  return (
    <section className={shared.section}>
      <h2>{t('expenses.review.figures')}</h2>
      <Matrix
        label={t('expenses.review.figures')}
        currency={report.currency}
        rows={report.matrix.rows.map((row) => ({ id: row.memberId, label: row.memberName }))}
        columns={used.map((one) => ({ id: one.id, label: one.name }))}
        cells={matrixCells(report.matrix, used, missed)}
        onOpen={(memberId) => {
          const part = report.parts.find((one) => one.member.id === memberId)
          if (part) void navigate({ to: `/expenses/reports/${part.id}` })
        }}
      />
    </section>
  )
}
