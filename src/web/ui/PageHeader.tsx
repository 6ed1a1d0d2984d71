import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { RefusalPlace } from '#web/refusals.tsx'
import { Outside } from '#web/ui/Outside.tsx'
import classes from '#web/ui/PageHeader.module.css'
import { useWords } from '#web/words.ts'

interface Props {
  title: string
  /** Where one came from: the list above this thing. */
  back?: { to: string; label: string }
  /** A state badge or the like beside the title. */
  badge?: ReactNode
  /** A quiet line beside or under the title. */
  note?: ReactNode
  /** Buttons at the right; the first is the main one. */
  children?: ReactNode
}

/** The head of a page: what it shows, in which state, and what can be done with it. */
export function PageHeader({ title, back, badge, note, children }: Props) {
  const { t } = useWords()
  useEffect(() => {
    document.title = `${title} · ${t('web.name')}`
  }, [title, t])
  return (
    <header className={classes.header}>
      <div className={classes.titles}>
        {back && (
          <div className={classes.crumb}>
            <Link to={back.to}>{back.label}</Link>
          </div>
        )}
        <div className={classes.titleLine}>
          <h1>
            <Outside>{title}</Outside>
          </h1>
          {badge}
          {note && <span className="quiet">{note}</span>}
        </div>
      </div>
      {children && <div className={classes.actions}>{children}</div>}
      <RefusalPlace key={title} />
    </header>
  )
}

/** The padded body under the head; `narrow` for forms and texts. Lists and tables stand without it, edge to edge. */
export function PageBody({ narrow, children }: { narrow?: boolean; children: ReactNode }) {
  return (
    <div className={classes.body} data-narrow={narrow || undefined}>
      {children}
    </div>
  )
}

/** A line of filters under the head; takes several lines on a phone. */
export function FilterBar({ children }: { children: ReactNode }) {
  return <search className={classes.filters}>{children}</search>
}
