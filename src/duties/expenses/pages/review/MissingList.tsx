import { useWords } from '#web/words.ts'
import classes from './Review.module.css'
import type { DepartmentReport } from './types.ts'

export type Missing = DepartmentReport['missing']['toPresent']

/** The ids by which one says that one goes on without somebody. */
export function idsOf({ teams, people }: Missing): string[] {
  return [...teams, ...people].map(({ id }) => id)
}

/** Who is missing, by name: whole teams, then single people with their team. */
export function MissingList({ missing, label }: { missing: Missing; label: string }) {
  const { t } = useWords()
  if (missing.teams.length + missing.people.length === 0) return null
  return (
    <>
      <p className={classes.caution}>{label}</p>
      <ul className="bullets">
        {missing.teams.map((team) => (
          <li key={team.id}>
            <strong>{team.name}</strong>
          </li>
        ))}
        {missing.people.map(({ id, name, teamName }) => (
          <li key={id}>{t('expenses.review.missingPerson', { name, team: teamName })}</li>
        ))}
      </ul>
      <p className={classes.quiet}>{t('expenses.review.missingLater')}</p>
    </>
  )
}
