import type { ReactNode } from 'react'
import classes from '#web/ui/Outside.module.css'

/** A name or words that somebody typed or a paper says: they turn no other text round, and a word without end breaks. */
export function Outside({ children }: { children: ReactNode }) {
  return <bdi className={classes.outside}>{children}</bdi>
}
