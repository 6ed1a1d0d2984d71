import { Progress } from '@mantine/core'
import classes from '#web/ui/ProgressLine.module.css'
import { useWords } from '#web/words.ts'

interface Props {
  label: string
  done: number
  /** 0 while it is not known how much there is. */
  total: number
  /** Why it stopped, if it did. */
  failed?: string | null
  /** Nothing moves until it is tried again. */
  waits?: boolean
}

/** How far long work has come; it can be left alone. */
export function ProgressLine({ label, done, total, failed, waits }: Props) {
  const { t, number } = useWords()
  const ended = total > 0 && done >= total
  const state = failed
    ? t('web.progress.failed')
    : ended
      ? t('web.progress.done')
      : total > 0
        ? t('web.progress.of', { done: number(done), all: number(total) })
        : ''
  return (
    <div className={classes.progress} role="status">
      <div>
        <span>{label}</span>
        <span style={{ color: 'var(--ink-3)', fontVariantNumeric: 'tabular-nums' }}>{state}</span>
      </div>
      {(total > 0 || (!failed && !waits)) && (
        <Progress
          size="sm"
          value={total > 0 ? (done / total) * 100 : 100}
          animated={total === 0}
          striped={total === 0}
          {...(failed ? { color: 'red' } : {})}
          aria-label={label}
        />
      )}
      {failed && <span style={{ color: 'var(--bad)' }}>{failed}</span>}
    </div>
  )
}
