import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useWords } from '#web/words.ts'
import classes from './ObstacleList.module.css'
import shared from './panel.module.css'
import type { Obstacle, Report } from './reportTypes.ts'

interface Props {
  report: Report
  /** Brings the obstacle's line and field to the front, or the receipts of the pile. */
  jump: (obstacle: Obstacle) => void
}

/** What stands in the way of presenting the report, in sentences; each leads to where it can be mended. */
export function ObstacleList({ report, jump }: Props) {
  const { t } = useWords()
  const { obstacles, presentedAt } = report
  if (presentedAt && obstacles.length === 0) return null
  return (
    <section className={shared.panel} aria-labelledby="obstacles-title">
      <h2 id="obstacles-title">
        {obstacles.length > 0
          ? t('expenses.reportPage.obstacles.title', { n: obstacles.length })
          : t('expenses.reportPage.obstacles.none')}
        {obstacles.length === 0 && <IconCircleCheck size={17} color="var(--good)" aria-hidden />}
      </h2>
      <ol className={classes.obstacles}>
        {obstacles.map((obstacle) => (
          <li key={`${obstacle.says} ${obstacle.lineId} ${obstacle.text}`}>
            <IconAlertTriangle size={14} aria-hidden />
            <ObstacleLink obstacle={obstacle} report={report} jump={jump} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function ObstacleLink({ obstacle, report, jump }: Props & { obstacle: Obstacle }) {
  if (obstacle.field === 'duplicates') {
    return (
      <Link to={'/expenses/tray' as '/'} search={{ tab: 'twins' } as never}>
        {obstacle.text}
      </Link>
    )
  }
  if (obstacle.field === 'expected' && report.roundId) {
    const person = { person: report.member.id } as never
    return (
      <Link to={`/expenses/rounds/${report.roundId}` as '/'} search={person}>
        {obstacle.text}
      </Link>
    )
  }
  return (
    <button type="button" onClick={() => jump(obstacle)}>
      {obstacle.text}
    </button>
  )
}
