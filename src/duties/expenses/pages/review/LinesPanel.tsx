import { Button } from '@mantine/core'
import { IconChecks, IconMessageQuestion } from '@tabler/icons-react'
import { useState } from 'react'
import { keptApart } from '#core/message.ts'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { useKeys } from '#web/keys.ts'
import { RefusalPlace } from '#web/refusals.tsx'
import { useClosing } from '#web/ui/useClosing.tsx'
import { useHeld } from '#web/ui/useHeld.ts'
import { useHere } from '#web/ui/useHere.ts'
import { useWords } from '#web/words.ts'
import { totalsOf } from '../../rules/figures.ts'
import { isTicked, linesUnder } from '../../rules/ticks.ts'
import { SumOfKnown } from '../report/KnownMoney.tsx'
import { AskBox } from './AskBox.tsx'
import { LineCard } from './LineCard.tsx'
import classes from './LinesPanel.module.css'
import { lineOnPage } from './lineOnPage.ts'
import { QueryThread } from './QueryThread.tsx'
import shared from './Review.module.css'
import type { DepartmentReport, PresentedLine, Target } from './types.ts'
import { versionSeen } from './versionSeen.ts'

/** The id of its title, which gets the focus when it is opened. */
export const panelTitle = 'lines-panel'

/** The lines behind a figure, each down to its receipt; ticked, asked about or refused from here. */
export function LinesPanel({ report, target }: { report: DepartmentReport; target: Target }) {
  const { t } = useWords()
  const linesNow = target === 'all' ? report.lines : linesUnder(target, report.lines)
  const asItIs = (held: PresentedLine) => report.lines.find(({ lineId }) => lineId === held.lineId) ?? held
  const { items: lines, hold } = useHeld(linesNow, (one) => one.lineId, asItIs)
  const queries = useHeld(report.queries, (query) => query.id)
  const ticks = new Set(report.ticks)
  const here = useHere(lines, (line) => line.lineId)
  const [asking, setAsking] = useState<Target | null>(null)
  const [openId, setOpenId] = useState<string | null>(lines.length === 1 ? (lines[0]?.lineId ?? null) : null)
  const tick = useChange(client.expenses.tick)
  const mayTick = report.may.review && !report.approval && report.version !== null
  const current = here.row ?? (lines.length === 1 && !here.isGone ? lines[0] : undefined)
  const setTicked = (targets: string[], ticked: boolean) =>
    void tick.run({ departmentReportId: report.id, targets, ticked, versionNumber: versionSeen(report) })
  const isShown = (line: PresentedLine) => linesNow.includes(line)
  const toggle = (line: PresentedLine) =>
    isShown(line) && setTicked([`line:${line.lineId}`], !ticks.has(`line:${line.lineId}`))
  const allTicked = linesNow.length > 0 && linesNow.every((line) => isTicked(line, ticks))
  const totals = totalsOf(linesNow)
  const whole = target === 'all' || target.startsWith('line:') ? null : target
  const tickAll = () => setTicked(whole ? [whole] : linesNow.map((line) => `line:${line.lineId}`), !allTicked)
  const go = (steps: number) => document.getElementById(`line-${here.further(steps)?.lineId}`)?.focus()
  const closing = useClosing()
  const turn = (line: PresentedLine) =>
    closing.close(lineOnPage(openId), () => {
      here.stand(line)
      setOpenId(openId === line.lineId ? null : line.lineId)
    })

  useKeys([
    { key: 'j', does: t('expenses.review.keys.next'), run: () => go(1) },
    { key: 'k', does: t('expenses.review.keys.previous'), run: () => go(-1) },
    {
      key: 'o',
      does: t('expenses.review.keys.open'),
      run: () => current && turn(current),
    },
    ...(mayTick
      ? [
          { key: 'x', does: t('expenses.review.keys.tick'), run: () => current && toggle(current) },
          { key: 'shift+x', does: t('expenses.review.keys.tickAll'), run: tickAll },
          {
            key: 'a',
            does: t('expenses.review.keys.ask'),
            run: () => !here.isGone && setAsking(current && lines.length > 1 ? `line:${current.lineId}` : target),
          },
        ]
      : []),
  ])

  return (
    <div className={classes.panel}>
      <header className={classes.panelHead}>
        <div>
          <h2 id={panelTitle} tabIndex={-1}>
            {titleOf(target, report, lines, t)}
          </h2>
          <span className={shared.quiet}>
            {t('expenses.review.lineCount', { n: linesNow.length })} ·{' '}
            <SumOfKnown cents={totals.acceptedCents} of={totals} currency={report.currency} />
          </span>
        </div>
        {mayTick && (
          <div className={shared.dialogActions}>
            {target !== 'all' && !target.startsWith('column:') && (
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconMessageQuestion size={15} />}
                onClick={() => setAsking(target)}
              >
                {t('expenses.review.ask')}
              </Button>
            )}
            <Button
              size="compact-sm"
              variant={allTicked ? 'light' : 'filled'}
              leftSection={<IconChecks size={15} />}
              loading={tick.running}
              onClick={tickAll}
            >
              {t(allTicked ? 'expenses.review.untick' : 'expenses.review.tickAll')}
            </Button>
          </div>
        )}
        <RefusalPlace />
      </header>
      {queries.items
        .filter((query) => lines.some((line) => isQueryOf(query, line)))
        .filter((query) => query.state !== 'settled' || target !== 'all')
        .map((query) => (
          <QueryThread key={query.id} query={query} hold={queries.hold} report={report} />
        ))}
      {asking && <AskBox key={asking} report={report} about={asking} lines={lines} close={() => setAsking(null)} />}
      <ul>
        {lines.map((line) => (
          <LineCard
            key={line.lineId}
            line={line}
            report={report}
            hold={hold}
            isOpen={openId === line.lineId}
            isHere={here.row === line}
            stand={() => here.stand(line)}
            isTicked={isTicked(line, ticks)}
            toggleOpen={() => turn(line)}
            toggleTick={mayTick && isShown(line) ? () => toggle(line) : undefined}
          />
        ))}
      </ul>
      {closing.question}
    </div>
  )
}

function isQueryOf(query: DepartmentReport['queries'][number], line: PresentedLine): boolean {
  if (query.member.id !== line.memberId) return false
  if (query.lineId) return query.lineId === line.lineId
  return query.categoryId === null || query.categoryId === line.categoryId
}

function titleOf(
  target: Target,
  report: DepartmentReport,
  lines: readonly PresentedLine[],
  t: (key: string) => string,
): string {
  const [kind, first, second] = target.split(':')
  const category = (id: string | undefined) => report.categories.find((one) => one.id === id)?.name ?? ''
  if (kind === 'line') return lines[0] ? `${keptApart(lines[0].memberName)} · ${keptApart(lines[0].merchant)}` : ''
  if (kind === 'cell') return `${keptApart(lines[0]?.memberName ?? '')} · ${category(second)}`
  if (kind === 'person') return lines[0]?.memberName ?? ''
  if (kind === 'column') return category(first)
  return t('expenses.review.allLines')
}
