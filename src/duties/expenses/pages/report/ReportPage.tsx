import { Button } from '@mantine/core'
import { IconClockExclamation, IconHistory } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { keptApart } from '#core/message.ts'
import { usePageParams } from '#web/address.ts'
import { api } from '#web/client.ts'
import { useSession } from '#web/session.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { MoneyText } from '#web/ui/Money.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { PageSkeleton } from '#web/ui/Skeletons.tsx'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { useWords } from '#web/words.ts'
import { sumShown } from '../../rules/figures.ts'
import { AcceptedOtherwise } from '../AcceptedOtherwise.tsx'
import { LateNote } from '../LateNote.tsx'
import { useMonth } from '../months.ts'
import { PapersMenu } from '../PapersMenu.tsx'
import { HistoryDrawer } from './HistoryDrawer.tsx'
import { LineClash } from './LineClash.tsx'
import { LinesTable } from './LinesTable.tsx'
import { ObstacleList } from './ObstacleList.tsx'
import { PileStrip } from './PileStrip.tsx'
import { ConfirmReport, ProofPanel } from './ProofPanel.tsx'
import { QueryBanners } from './QueryBanners.tsx'
import banner from './query.module.css'
import classes from './ReportPage.module.css'
import type { Category, Obstacle, OfficeCategory, Report } from './reportTypes.ts'
import { stateTones } from './stateTones.ts'
import { useFront } from './useFront.ts'
import { useOthersChanges } from './useOthersChanges.ts'
import { useWork } from './useWork.ts'
import { Workbench } from './Workbench.tsx'

/** One salesperson's report of one month: receipts become lines here, and the lines are made right. */
export function Page() {
  const { reportId } = usePageParams<{ reportId: string }>()
  const report = useQuery(api.expenses.report.queryOptions({ input: { reportId } }))
  const categories = useQuery(api.expenses.categories.queryOptions({ input: {}, select: ({ items }) => items }))
  const error = report.error ?? categories.error
  if (report.data && categories.data)
    return <ReportDesk key={reportId} report={report.data} categories={namedIn(report.data, categories.data)} />
  if (error)
    return <ErrorState whole error={error} retry={() => Promise.all([report.refetch(), categories.refetch()])} />
  return <PageSkeleton />
}

/** The office's categories as they are called in the report; those that it does not know yet are none of its. */
function namedIn(report: Report, categories: readonly OfficeCategory[]): Category[] {
  const names = new Map(report.categories.map(({ id, name }) => [id, name]))
  return categories.flatMap((one) => {
    const name = names.get(one.id)
    return name === undefined ? [] : [{ ...one, name }]
  })
}

function ReportDesk({ report, categories }: { report: Report; categories: readonly Category[] }) {
  const desk = useFront(report)
  const work = useWork(report, desk)
  useOthersChanges(report.id)
  const [recording, setRecording] = useState<'procedure' | 'confirmation' | null>(null)
  const { member, rights } = useSession()
  const mayRecord = rights.includes('expenses.prepare') && report.may.prepare && report.member.id !== member.id
  const navigate = useNavigate()
  const prove = (what: 'procedure' | 'confirmation') => {
    if (mayRecord) setRecording(what)
    else if (what === 'procedure') void navigate({ to: '/my' as '/' })
    else document.querySelector<HTMLElement>('[data-confirm]')?.focus()
  }
  const jump = (obstacle: Obstacle) => {
    if (obstacle.lineId) return desk.show({ line: obstacle.lineId }, obstacle.field)
    if (obstacle.field === 'procedure' || obstacle.field === 'confirmation') return prove(obstacle.field)
    const [receipt] = desk.pile
    desk.show(receipt ? { receipt: receipt.id } : { new: true })
  }
  return (
    <>
      <ReportHead report={report} />
      {report.late && (
        <section className={banner.query}>
          <IconClockExclamation size={19} aria-hidden />
          <div className={banner.head}>
            <LateNote late={report.late} memberId={report.member.id} />
          </div>
        </section>
      )}
      <QueryBanners report={report} categories={categories} show={(line) => desk.show({ line })} />
      <PileStrip pile={desk.pile} frontId={desk.front.id} show={(receipt) => desk.show({ receipt })} />
      <div className={classes.desk}>
        <div className={classes.bench} data-empty={desk.front.kind === 'none' || undefined}>
          <Workbench report={report} categories={categories} desk={desk} work={work} />
        </div>
        <aside className={classes.side}>
          <Sums report={report} />
          <AcceptedOtherwise report={report} />
          <ObstacleList report={report} jump={jump} />
          <ProofPanel report={report} recording={recording} record={setRecording} />
        </aside>
      </div>
      <LinesTable
        report={report}
        categories={categories}
        frontId={desk.front.id}
        show={(line) => desk.show({ line })}
        startNew={() => desk.show({ new: true })}
        restore={({ id: lineId, version }) => work.restore.run({ lineId, version })}
      />
      {work.clash && (
        <LineClash clash={work.clash} categories={categories} resolve={work.resolve} cancel={work.letGo} />
      )}
    </>
  )
}

function ReportHead({ report }: { report: Report }) {
  const { t } = useWords()
  const month = useMonth()
  const [history, setHistory] = useState(false)
  const mayConfirm =
    report.may.confirm && report.lines.length > 0 && report.confirmation !== 'valid' && !report.presentedAt
  return (
    <>
      <PageHeader
        title={`${keptApart(report.member.name)}, ${month(report.month)}`}
        back={{ to: '/expenses/reports', label: t('expenses.reportPage.list.title') }}
        badge={<StateBadge tone={stateTones[report.state]} label={t(`expenses.reportPage.state.${report.state}`)} />}
        note={`${report.number} · ${report.team.name}`}
      >
        {mayConfirm && <ConfirmReport report={report} />}
        <PapersMenu of={{ reportId: report.id }} />
        <Button variant="default" leftSection={<IconHistory size={15} />} onClick={() => setHistory(true)}>
          {t('web.history.title')}
        </Button>
      </PageHeader>
      {history && <HistoryDrawer recordId={report.id} close={() => setHistory(false)} />}
    </>
  )
}

function Sums({ report }: { report: Report }) {
  const { t } = useWords()
  const { currency, lines, claimedCents, acceptedCents, linesNotCounted } = report
  // Own shares in several currencies have no sum to show; what is claimed has them taken off.
  const isOneCurrency = lines.every((line) => line.currency === currency)
  const shown = (cents: number) => sumShown(cents, { lines: lines.length, linesNotCounted })
  const ownShare = isOneCurrency ? lines.reduce((sum, line) => sum + line.ownShareCents, 0) : 0
  return (
    <dl className={classes.sums}>
      <div data-main>
        <dt>{t('expenses.reportPage.sums.claimed')}</dt>
        <dd>
          <MoneyText cents={shown(claimedCents)} currency={currency} />
        </dd>
        {linesNotCounted > 0 && (
          <dd className={classes.fault}>{t('expenses.reportPage.lines.notCounted', { n: linesNotCounted })}</dd>
        )}
      </div>
      {ownShare !== 0 && (
        <div>
          <dt>{t('expenses.reportPage.sums.ownShare')}</dt>
          <dd>
            <MoneyText cents={ownShare} currency={currency} />
          </dd>
        </div>
      )}
      <div data-differs={acceptedCents !== claimedCents || undefined}>
        <dt>{t('expenses.reportPage.sums.accepted')}</dt>
        <dd>
          <MoneyText cents={shown(acceptedCents)} currency={currency} />
        </dd>
      </div>
    </dl>
  )
}
