import { IconAlertTriangle, IconArrowRight, IconCheck, IconHistory, IconMessageQuestion } from '@tabler/icons-react'
import { Children, type ReactNode, useState } from 'react'
import { Matrix } from '#web/ui/Matrix.tsx'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { useWords } from '#web/words.ts'
import { shownCategories } from '../../rules/matrix.ts'
import { isTicked, linesUnder } from '../../rules/ticks.ts'
import { Corrections } from './Corrections.tsx'
import { changeText, shownChanges } from './changeText.ts'
import { MonthLine } from './MonthLine.tsx'
import { matrixCells } from './matrixCells.ts'
import classes from './Overview.module.css'
import shared from './Review.module.css'
import { TeamsLine } from './TeamsLine.tsx'
import { targetOf } from './target.ts'
import type { DepartmentReport, Target } from './types.ts'
import { useMissedLines } from './useMissedLines.ts'

/** A longer list pushes the figures out of sight; the rest shows on request. */
const firstShown = 8

interface Props {
  report: DepartmentReport
  target: Target | undefined
  open: (target: Target | undefined) => void
}

/** What to look at first, then the figures: unusual things, what changed, queries, the matrix. */
export function Overview({ report, target, open }: Props) {
  const { t } = useWords()
  const lineOf = new Map(report.lines.map((line) => [line.lineId, line]))
  const unusual = report.unusual
  return (
    <div className={shared.overview}>
      <MonthLine report={report} />
      <TeamsLine report={report} />
      {report.changes.length > 0 && (
        <Section
          icon={<IconHistory size={16} />}
          title={t('expenses.review.changes', { version: report.lastLookedAt ?? 0 })}
          count={shownChanges(report).length}
        >
          {shownChanges(report).map((change) => (
            <Item key={change.target} target={change.target} current={target} open={open}>
              {changeText(change, report.currency, t)}
            </Item>
          ))}
        </Section>
      )}
      {report.queries.length > 0 && (
        <Section
          icon={<IconMessageQuestion size={16} />}
          title={t('expenses.review.queries')}
          count={report.queries.filter((query) => query.state !== 'settled').length}
        >
          {report.queries.map((query) => {
            const about = query.lineId
              ? lineOf.get(query.lineId)?.merchant
              : report.categories.find((one) => one.id === query.categoryId)?.name
            return (
              <Item
                key={query.id}
                target={targetOf(query)}
                current={target}
                open={open}
                end={<QueryState state={query.state} />}
              >
                <strong>{[query.member.name, about].filter(Boolean).join(' · ')}</strong> {query.messages.at(-1)?.body}
              </Item>
            )
          })}
        </Section>
      )}
      {unusual.length > 0 && (
        <Section
          icon={<IconAlertTriangle size={16} />}
          title={t('expenses.review.unusual')}
          count={unusual.filter((one) => !one.ticked).length}
        >
          {unusual.map((one) => (
            <Item
              key={`${one.kind}${one.target}`}
              target={one.target}
              current={target}
              open={open}
              end={one.ticked && <IconCheck size={16} aria-label={t('expenses.review.isTicked')} />}
              quiet={one.ticked}
            >
              {one.sentence.text}
            </Item>
          ))}
        </Section>
      )}
      <Figures report={report} open={open} />
      <Corrections report={report} choose={() => open('all')} />
    </div>
  )
}

/** Salesperson × category; a figure opens its lines, a name the person's, a heading the category's. */
function Figures({ report, open }: Pick<Props, 'report' | 'open'>) {
  const { t } = useWords()
  const used = shownCategories(report.categories, report.matrix)
  const marked = new Map(
    report.unusual.filter((one) => !one.ticked).map((one) => [`${one.memberId}:${one.categoryId}`, one.sentence.text]),
  )
  const ticks = new Set(report.ticks)
  const missed = useMissedLines()
  const cells = matrixCells(report.matrix, used, missed, (memberId, categoryId) => {
    const lines = linesUnder(`cell:${memberId}:${categoryId}`, report.lines)
    const ticked = lines.every((line) => isTicked(line, ticks))
    const hint = marked.get(`${memberId}:${categoryId}`)
    return { ticked, ...(hint && !ticked ? { tone: 'warn' as const, hint } : {}) }
  })
  if (report.matrix.rows.length === 0) return <p className={shared.quiet}>{t('expenses.review.nothingYet')}</p>
  return (
    <section className={shared.section}>
      <h2>{t('expenses.review.figures')}</h2>
      <Matrix
        label={t('expenses.review.figures')}
        currency={report.currency}
        rows={report.matrix.rows.map((row) => ({ id: row.memberId, label: row.memberName, note: row.teamName }))}
        columns={used.map((one) => ({ id: one.id, label: one.name }))}
        cells={cells}
        onOpen={(memberId, categoryId) =>
          open(
            memberId && categoryId
              ? `cell:${memberId}:${categoryId}`
              : memberId
                ? `person:${memberId}`
                : categoryId
                  ? `column:${categoryId}`
                  : 'all',
          )
        }
      />
    </section>
  )
}

export function QueryState({ state }: { state: DepartmentReport['queries'][number]['state'] }) {
  const { t } = useWords()
  const tone = ({ asked: 'warn', answered: 'info', settled: 'good' } as const)[state]
  return <StateBadge label={t(`expenses.review.queryStates.${state}`)} tone={tone} />
}

function Section({ icon, title, count, children }: SectionProps) {
  const { t } = useWords()
  const [all, showAll] = useState(false)
  const items = Children.toArray(children)
  return (
    <section className={shared.section}>
      <h2>
        {icon} {title} {count > 0 && <span className={classes.count}>{count}</span>}
      </h2>
      <ul>
        {items.slice(0, all ? undefined : firstShown)}
        {!all && items.length > firstShown && (
          <li>
            <button type="button" className={classes.item} onClick={() => showAll(true)}>
              <span className={shared.quiet}>{t('expenses.review.showAll', { n: items.length })}</span>
            </button>
          </li>
        )}
      </ul>
    </section>
  )
}

interface SectionProps {
  icon: ReactNode
  title: string
  count: number
  children: ReactNode
}

interface ItemProps {
  target: Target
  current: Target | undefined
  open: (target: Target) => void
  end?: ReactNode
  quiet?: boolean
  children: ReactNode
}

function Item({ target, current, open, end, quiet, children }: ItemProps) {
  return (
    <li>
      <button
        type="button"
        className={classes.item}
        data-current={target === current || undefined}
        data-quiet={quiet || undefined}
        onClick={() => open(target)}
      >
        <span>{children}</span>
        {end || <IconArrowRight size={14} className={classes.arrow ?? ''} />}
      </button>
    </li>
  )
}
