import classes from '#web/ui/StateBadge.module.css'

export type Tone = 'neutral' | 'good' | 'warn' | 'bad' | 'info' | 'accent'

/** In which state something is, in a word; the tone helps the eye and never says it alone. */
export function StateBadge({ label, tone = 'neutral' }: { label: string; tone?: Tone }) {
  return (
    <span className={classes.badge} data-tone={tone}>
      {label}
    </span>
  )
}
