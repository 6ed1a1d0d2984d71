import type { ReactNode } from 'react'
import classes from './Settings.module.css'

/** Holds a table wider than the page; it scrolls sideways, by the keys too. */
export function SidewaysFrame({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it the keys cannot reach what lies outside
    <section className={classes.scroll} aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}
