import type { ReactNode } from 'react'
import { MomentText } from '#web/ui/Day.tsx'
import classes from '#web/ui/History.module.css'
import { Outside } from '#web/ui/Outside.tsx'
import { PersonMark } from '#web/ui/Person.tsx'
import { useWords } from '#web/words.ts'

interface HistoryEntry {
  id: string
  at: string
  actor: string
  /** In whose name it was done; both names are shown. */
  behalf?: string | null
  /** The plain sentence, already in the reader's language. */
  text: ReactNode
  detail?: ReactNode
}

/** What happened to a record, in plain sentences, the newest first. */
export function History({ entries }: { entries: readonly HistoryEntry[] }) {
  const { t } = useWords()
  if (entries.length === 0) return <p style={{ color: 'var(--ink-3)' }}>{t('web.history.none')}</p>
  return (
    <ol className={classes.history} aria-label={t('web.history.title')}>
      {entries.map((entry) => (
        <li key={entry.id}>
          <PersonMark name={entry.actor} size={20} />
          <span>{entry.text}</span>
          <MomentText at={entry.at} />
          {entry.behalf && <small>{t('web.history.behalf', { actor: entry.actor, behalf: entry.behalf })}</small>}
          {entry.detail && (
            <small>
              <Outside>{entry.detail}</Outside>
            </small>
          )}
        </li>
      ))}
    </ol>
  )
}
