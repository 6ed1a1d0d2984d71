import { ActionIcon } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { formatMonth } from '#core/days.ts'
import { Outside } from '#web/ui/Outside.tsx'
import { PersonMark } from '#web/ui/Person.tsx'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { useWords } from '#web/words.ts'
import { type ChartWindow, dayAtShare, lanesOf, placeIn } from '../rules/chart-window.ts'
import { ChartBar } from './ChartBar.tsx'
import classes from './ChartGrid.module.css'
import type { Asked, ChartRow } from './chartTypes.ts'
import { nameOfRole } from './namesOf.ts'

interface Props {
  rows: ChartRow[]
  window: ChartWindow
  today: string
  /** Opens the dialog; null for those who only look. */
  ask: ((asked: Asked) => void) | null
}

const laneHeight = 30

/** The chart as a grid: one row a role, months as columns, people as bars whose ends can be moved. */
export function ChartGrid({ rows, window, today, ask }: Props) {
  const { t, locale } = useWords()
  const sections = groupedByRole(rows)
  const now = placeIn(window, { from: today, to: today })
  return (
    <div className={classes.scroll}>
      <div className={classes.grid}>
        <div className={classes.heads}>
          <span />
          <div className={classes.months}>
            {window.months.map((month) => (
              <MonthHead key={month} month={month} window={window} />
            ))}
            {now && (
              <span className={classes.todayMark} style={{ left: `${now.left}%` }} title={t('office.chart.today')} />
            )}
          </div>
        </div>
        {sections.map(({ role, rows: own }) => (
          <section key={role} aria-label={nameOfRole(t, role)}>
            <h2 className={classes.duty}>{nameOfRole(t, role)}</h2>
            {own.map((row) => (
              <Row key={row.place.id} row={row} window={window} today={today} ask={ask} />
            ))}
          </section>
        ))}
        {ask && (
          <p className={classes.hint} lang={locale}>
            {t('office.chart.hint')}
          </p>
        )}
      </div>
    </div>
  )
}

function MonthHead({ month, window }: { month: string; window: ChartWindow }) {
  const { language } = useWords()
  const place = placeIn(window, { from: `${month}-01`, to: `${month}-28` })!
  const [name, year] = [formatMonth(month, language), month.slice(0, 4)]
  return (
    <span className={classes.month} style={{ left: `${place.left}%` }}>
      {month.endsWith('-01') || month === window.months[0]
        ? name
        : name
            .replace(year, '')
            .replace(/^\s*m\.\s*/, '')
            .trim()}
    </span>
  )
}

function Row({ row, window, today, ask }: { row: ChartRow; window: ChartWindow; today: string; ask: Props['ask'] }) {
  const { t, day } = useWords()
  const lanes = lanesOf(row.lines)
  const height = Math.max(1, ...lanes.map(({ lane }) => lane + 1)) * laneHeight + 8
  const now = placeIn(window, { from: today, to: today })
  const give = row.place.closed ? null : ask
  const add = (fromDay: string, toDay: string | null = null) => give?.({ kind: 'assign', row, fromDay, toDay })
  return (
    <div className={classes.row}>
      <PlaceHead place={row.place} give={give && (() => add(today))} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the button beside the name does the same by keyboard */}
      <div
        className={classes.track}
        style={{ height }}
        onClick={(event) => {
          if (event.target !== event.currentTarget) return
          const box = event.currentTarget.getBoundingClientRect()
          add(dayAtShare(window, (event.clientX - box.left) / box.width))
        }}
      >
        {window.months.map((month) => (
          <i
            key={month}
            className={classes.line}
            style={{ left: `${placeIn(window, { from: `${month}-01`, to: `${month}-01` })!.left}%` }}
          />
        ))}
        {now && <i className={classes.today} style={{ left: `${now.left}%` }} />}
        {row.gaps.map((gap) => {
          const place = placeIn(window, gap)
          const label = t('office.chart.gapFromTo', { from: gap.from, to: gap.to })
          if (!place) return null
          return (
            <button
              key={gap.from}
              type="button"
              className={classes.gap}
              disabled={!give}
              title={label}
              aria-label={`${row.place.name}: ${label}`}
              style={{ left: `${place.left}%`, width: `${place.width}%` }}
              onClick={() => add(gap.from, gap.to === window.to ? null : gap.to)}
            >
              <b>{t('office.chart.gap')}</b>
            </button>
          )
        })}
        {lanes.map(({ line, lane }) => (
          <ChartBar key={line.id} line={line} row={row} window={window} top={4 + lane * laneHeight} ask={ask}>
            <PersonMark name={line.memberName} size={18} />
            <span>
              <Outside>{line.memberName}</Outside>
            </span>
          </ChartBar>
        ))}
        {row.overlaps.map((overlap) => {
          const place = placeIn(window, overlap)
          if (!place) return null
          const label = t('office.chart.overlapOf', {
            names: overlap.names.join(' + '),
            from: day(overlap.from),
            to: day(overlap.to),
          })
          return (
            <span
              key={overlap.ids.join()}
              className={classes.overlap}
              title={label}
              role="note"
              aria-label={label}
              style={{ left: `${place.left}%`, width: `${place.width}%` }}
            >
              <b>{t('office.chart.overlap')}</b>
            </span>
          )
        })}
      </div>
    </div>
  )
}

/** What a row is for, and the button that gives its duty, where it can be given. */
function PlaceHead({ place, give }: { place: ChartRow['place']; give: (() => void) | null }) {
  const { t } = useWords()
  return (
    <div className={classes.place}>
      <span>{place.name}</span>
      {place.closed && <StateBadge label={t('office.places.isClosed')} />}
      {give && (
        <ActionIcon size={24} aria-label={t('office.chart.addFor', { place: place.name })} onClick={give}>
          <IconPlus size={15} />
        </ActionIcon>
      )}
    </div>
  )
}

function groupedByRole(rows: readonly ChartRow[]): { role: ChartRow['role']; rows: ChartRow[] }[] {
  const roles = [...new Set(rows.map((row) => row.role))]
  return roles.map((role) => ({ role, rows: rows.filter((row) => row.role === role) }))
}
