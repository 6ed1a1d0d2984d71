import { ActionIcon } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { todayHere } from '#web/place.ts'
import { Person } from '#web/ui/Person.tsx'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { useWords } from '#web/words.ts'
import classes from './ChartCards.module.css'
import type { Asked, ChartLine, ChartRow } from './chartTypes.ts'
import { nameOfRole } from './namesOf.ts'

/** The chart on a phone: each role for each place with its people, days, gaps and overlaps one under the other. */
export function ChartCards({ rows, ask }: { rows: ChartRow[]; ask: ((asked: Asked) => void) | null }) {
  const { t } = useWords()
  const roles = [...new Set(rows.map((row) => row.role))]
  const today = todayHere()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and may hold nothing else to focus
    <div className={classes.cards} tabIndex={0}>
      {roles.map((role) => (
        <section key={role}>
          <h2>{nameOfRole(t, role)}</h2>
          {rows
            .filter((row) => row.role === role)
            .map((row) => (
              <div key={row.place.id} className={classes.card}>
                <h3>
                  {row.place.name}
                  {row.place.closed && <StateBadge label={t('office.places.isClosed')} />}
                  {ask && !row.place.closed && (
                    <ActionIcon
                      size={40}
                      aria-label={t('office.chart.addFor', { place: row.place.name })}
                      onClick={() => ask({ kind: 'assign', row, fromDay: row.gaps[0]?.from ?? today, toDay: null })}
                    >
                      <IconPlus size={18} />
                    </ActionIcon>
                  )}
                </h3>
                <ul>
                  {row.lines.map((line) => (
                    <li key={line.id}>
                      {ask ? (
                        <button type="button" onClick={() => ask({ kind: 'line', row, line })}>
                          <Line line={line} />
                        </button>
                      ) : (
                        <span>
                          <Line line={line} />
                        </span>
                      )}
                    </li>
                  ))}
                  {row.gaps.map((gap) => (
                    <li key={gap.from}>
                      <span>
                        <StateBadge tone="bad" label={t('office.chart.gapFromTo', { from: gap.from, to: gap.to })} />
                      </span>
                    </li>
                  ))}
                  {row.overlaps.map((overlap) => (
                    <li key={overlap.ids.join()}>
                      <span>
                        <StateBadge
                          tone="warn"
                          label={t('office.chart.overlapFromTo', { from: overlap.from, to: overlap.to })}
                        />
                      </span>
                    </li>
                  ))}
                </ul>
              </div>
            ))}
        </section>
      ))}
    </div>
  )
}

function Line({ line }: { line: ChartLine }) {
  const { t, day } = useWords()
  return (
    <>
      <Person name={line.memberName} />
      {line.coversId && <StateBadge tone="info" label={t('office.chart.cover')} />}
      <small>
        {t(line.toDay ? 'office.chart.fromTo' : 'office.chart.since', {
          from: day(line.fromDay),
          to: line.toDay ? day(line.toDay) : '',
        })}
      </small>
    </>
  )
}
