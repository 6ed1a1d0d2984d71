import type { ReactNode } from 'react'
import classes from './Note.module.css'
import type { Tone } from './StateBadge.tsx'

interface Props {
  tone?: Tone
  role?: 'note' | 'status' | 'alert'
  /** As wide as its words, where much room is beside it. */
  fits?: boolean
  children: ReactNode
}

/** A word about what stands below, on a ground of its own; the tone helps the eye and never says it alone. */
export function Note({ tone = 'neutral', role, fits, children }: Props) {
  return (
    <div className={classes.note} data-tone={tone} data-fits={fits || undefined} role={role}>
      {children}
    </div>
  )
}
