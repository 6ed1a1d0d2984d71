import { Link } from '@tanstack/react-router'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { useWords } from '#web/words.ts'
import classes from './TeamsLine.module.css'
import type { DepartmentReport } from './types.ts'

/** Which teams have handed over, by whom, and which are late. */
export function TeamsLine({ report }: { report: DepartmentReport }) {
  const { t, moment } = useWords()
  return (
    <ul className={classes.teams} aria-label={t('expenses.review.teams')}>
      {report.teams.map((team) => {
        const state = team.handedOverAt ? 'expenses.review.handedOver' : 'expenses.review.notHandedOver'
        const label = team.elsewhere
          ? t('expenses.review.inOther', { number: team.elsewhere })
          : t(team.onlyBefore ? 'expenses.review.onlyBefore' : state)
        const tone = team.elsewhere || team.onlyBefore ? 'neutral' : team.handedOverAt ? 'good' : 'warn'
        return (
          <li
            key={team.id}
            title={team.handedOverAt ? `${team.preparedBy ?? ''}, ${moment(team.handedOverAt)}` : undefined}
          >
            {team.teamReportId ? (
              <Link to={`/expenses/team-reports/${team.teamReportId}`}>{team.name}</Link>
            ) : (
              <span>{team.name}</span>
            )}
            <StateBadge label={label} tone={tone} />
          </li>
        )
      })}
    </ul>
  )
}
