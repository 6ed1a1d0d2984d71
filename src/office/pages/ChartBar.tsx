import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react'
import { addDays, daysBetween } from '#core/days.ts'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { touched } from '#web/touched.ts'
import { useBegun } from '#web/ui/useBegun.ts'
import { useStale } from '#web/ui/useStale.tsx'
import { useWords } from '#web/words.ts'
import { isWidened } from '../rules/chart.ts'
import { type ChartWindow, placeIn } from '../rules/chart-window.ts'
import classes from './ChartBar.module.css'
import type { Asked, ChartLine, ChartRow } from './chartTypes.ts'

interface Props {
  line: ChartLine
  row: ChartRow
  window: ChartWindow
  /** Pixels from the top of the track. */
  top: number
  ask: ((asked: Asked) => void) | null
  children: ReactNode
}

type Asks = Parameters<typeof client.office.changeAssignment>[0]

interface Days {
  fromDay: string
  toDay: string | null
}

/** Gives back the days that were changed as the line had them. */
function takeBackTo(line: Days) {
  return ({ id: assignmentId, version }: { id: string; version: number }, set: Asks) =>
    client.office.changeAssignment({
      ...{ assignmentId, version },
      ...(set.fromDay === undefined ? {} : { fromDay: line.fromDay }),
      ...(set.toDay === undefined ? {} : { toDay: line.toDay }),
    })
}

/** One line of the chart: its ends are dragged, or moved by the arrow keys and kept by Enter; a click opens it. */
export function ChartBar({ line: now, row, window, top, ask, children }: Props) {
  const { t, day } = useWords()
  const [moved, setMoved] = useState<Days | null>(null)
  const line = useBegun(now, moved !== null)
  const drag = useRef<{ edge: 'fromDay' | 'toDay'; x: number; start: string; perDay: number } | null>(null)
  const stale = useStale({
    was: line,
    label: (field) => t(`office.field.${field}`),
    value: (field, value) => (field === 'toDay' && value === null ? t('office.chart.openEnd') : undefined),
  })
  const change = useChange(client.office.changeAssignment, {
    done: t('office.saved'),
    onRefused: stale.catch,
    ...(row.place.closed ? {} : { undo: takeBackTo(line) }),
  })
  const shown = moved ?? line
  const place = placeIn(window, { from: shown.fromDay, to: shown.toDay })
  if (!place) return null
  const [opensLeft, opensRight] = [shown.fromDay < window.from, shown.toDay === null || shown.toDay > window.to]

  const send = (version: number, edits: Partial<Days>) => change.run({ assignmentId: line.id, version, ...edits })
  const save = async () => {
    const edits = moved && touched(line, moved)
    if (edits && Object.keys(edits).length > 0) await send(line.version, edits)
    setMoved(null)
  }
  const move = (edge: 'fromDay' | 'toDay', to: string) => {
    const next = { fromDay: shown.fromDay, toDay: shown.toDay, [edge]: to }
    if (row.place.closed && isWidened(line, { ...line, ...next })) return
    if (next.toDay === null || next.fromDay <= next.toDay) setMoved(next)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!ask) return
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (step) {
      event.preventDefault()
      const days = step * (event.ctrlKey ? 7 : 1)
      if (event.shiftKey) move('fromDay', addDays(shown.fromDay, days))
      else move('toDay', addDays(shown.toDay ?? window.to, days))
    } else if (event.key === 'Enter' && moved) {
      event.preventDefault()
      void save()
    } else if (event.key === 'Escape' && moved) {
      event.stopPropagation()
      setMoved(null)
    }
  }
  const grip = (edge: 'fromDay' | 'toDay') => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.stopPropagation()
      const track = event.currentTarget.parentElement!.parentElement!.getBoundingClientRect()
      const perDay = track.width / (daysBetween(window.from, window.to) + 1)
      drag.current = { edge, x: event.clientX, start: shown[edge] ?? window.to, perDay }
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (!drag.current) return
      move(edge, addDays(drag.current.start, Math.round((event.clientX - drag.current.x) / drag.current.perDay)))
    },
    onPointerUp: () => {
      drag.current = null
      void save()
    },
  })
  const days = t(shown.toDay ? 'office.chart.fromTo' : 'office.chart.since', {
    from: day(shown.fromDay),
    to: shown.toDay ? day(shown.toDay) : '',
  })
  const what = line.coversId ? `${line.memberName} (${t('office.chart.cover')})` : line.memberName
  return (
    <div
      className={classes.bar}
      data-cover={line.coversId ? true : undefined}
      data-moved={moved ? true : undefined}
      data-left={opensLeft || undefined}
      data-right={opensRight || undefined}
      style={{ left: `${place.left}%`, width: `${place.width}%`, top }}
    >
      {ask && !opensLeft && <span className={classes.grip} data-edge="from" {...grip('fromDay')} />}
      <button
        type="button"
        disabled={!ask}
        title={`${what}, ${days}`}
        aria-label={`${what}, ${days}`}
        onKeyDown={onKeyDown}
        onBlur={() => void save()}
        onClick={() => !moved && ask?.({ kind: 'line', row, line })}
      >
        {children}
        {line.coversId && <em>{t('office.chart.cover')}</em>}
      </button>
      {ask && <span className={classes.grip} data-edge="to" {...grip('toDay')} />}
      {moved && (
        <output className={classes.moved}>
          {days} · {t('office.chart.keepHint')}
        </output>
      )}
      {stale.question((version, chosen) => send(version, chosen))}
    </div>
  )
}
