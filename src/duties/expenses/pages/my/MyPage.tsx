import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '#web/client.ts'
import { bar } from '#web/ui/bar.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { RowsSkeleton } from '#web/ui/Skeletons.tsx'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { useFilesInto } from '#web/ui/useFilesInto.ts'
import { type Hold, useHeld } from '#web/ui/useHeld.ts'
import { useWords } from '#web/words.ts'
import { useMonth } from '../months.ts'
import { SumOfKnown } from '../report/KnownMoney.tsx'
import { stateTones } from '../report/stateTones.ts'
import { MissingList } from './MissingList.tsx'
import classes from './MyPage.module.css'
import { MyReceipts } from './MyReceipts.tsx'
import { MyReport } from './MyReport.tsx'
import shared from './my.module.css'
import { PaidOn } from './PaidOn.tsx'
import { PhotoButton } from './PhotoButton.tsx'
import { PoorPicture } from './PoorPicture.tsx'
import { ProcedureCard } from './ProcedureCard.tsx'
import { useAsked } from './useAsked.ts'
import { type MyRound, useMyRounds } from './useMy.ts'
import { useMyQueue } from './useMyQueue.ts'

/** A salesperson's own page, made for one hand: what is missing, the camera, and the report to confirm. */
export function Page() {
  const { t } = useWords()
  const { queue, send, sendInstead } = useMyQueue()
  const { receipt: asked, goOn } = useAsked(queue)
  const { rounds: open, isPending, error } = useMyRounds()
  const { items: rounds, hold } = useHeld(open, (round) => round.id, asHeld)
  useFilesInto((files) => send(files))
  return (
    <>
      <PageHeader title={t('expenses.myPage.title')} />
      <div className={classes.page}>
        <ProcedureCard when="toConfirm" />
        {isPending && <RowsSkeleton rows={6} />}
        {error && rounds.length === 0 && <ErrorState error={error} />}
        {!isPending && !error && rounds.length === 0 && <p className="quiet">{t('expenses.myPage.missing.noRound')}</p>}
        {rounds.map((round) => (
          <MonthNow key={round.id} round={round} isClosed={!open.includes(round)} hold={hold} send={send} />
        ))}
        <MyReceipts queue={queue} askedId={asked?.id} sendInstead={sendInstead} />
        <PastReports openMonths={rounds.map((round) => round.month)} />
        <ProcedureCard when="confirmed" />
      </div>
      <div className={classes.atThumb} ref={bar}>
        {asked && (
          <PoorPicture
            key={asked.id}
            receipt={asked}
            size="large"
            take={(files) => sendInstead(files, asked.id)}
            onDone={() => goOn(asked.id)}
          />
        )}
        <PhotoButton size="large" quiet={asked !== undefined} take={(files) => send(files)} />
      </div>
    </>
  )
}

/** What is asked for shows as it is by now, and a round that is closed meanwhile as it was. */
const asHeld = (round: MyRound) => round

interface MonthProps {
  round: MyRound
  /** Closed while a form of it was open, which stays. */
  isClosed: boolean
  hold: Hold<MyRound>
  send: ReturnType<typeof useMyQueue>['send']
}

function MonthNow({ round, isClosed, hold, send }: MonthProps) {
  const { t } = useWords()
  const month = useMonth()
  return (
    <div className={classes.month}>
      <h2 className={classes.monthName}>{month(round.month)}</h2>
      {isClosed && (
        <p role="alert" className={shared.warn}>
          {t('expenses.myPage.missing.closed')}
        </p>
      )}
      <MissingList round={round} hold={hold} send={send} />
      <MyReport reportId={round.reportId} />
    </div>
  )
}

function PastReports({ openMonths }: { openMonths: readonly string[] }) {
  const { t } = useWords()
  const month = useMonth()
  const reports = useQuery(api.expenses.myReports.queryOptions({ input: {}, select: ({ items }) => items }))
  const past = (reports.data ?? []).filter((one) => !openMonths.includes(one.month))
  return (
    <section className={shared.card}>
      <h2>{t('expenses.myPage.past.title')}</h2>
      {reports.isPending && <RowsSkeleton rows={3} />}
      {reports.data && past.length === 0 && <p className="quiet">{t('expenses.myPage.past.none')}</p>}
      <ul className={shared.items}>
        {past.map((report) => (
          <li key={report.id} data-past>
            <Link to={`/expenses/reports/${report.id}` as '/'} className={classes.past}>
              <span>
                {month(report.month)}
                {report.paidOn && (
                  <small>
                    <PaidOn report={report} day={report.paidOn} />
                  </small>
                )}
              </span>
              <StateBadge tone={stateTones[report.state]} label={t(`expenses.reportPage.state.${report.state}`)} />
              <SumOfKnown cents={report.acceptedCents} of={report} currency={report.currency} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
