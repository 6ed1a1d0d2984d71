import { useWords } from '#web/words.ts'
import classes from './Progress.module.css'

/** "7 of 9" with a small bar. */
export function Progress({ done, all }: { done: number; all: number }) {
  const { t } = useWords()
  return (
    <span className={classes.progress} data-full={(all > 0 && done === all) || undefined}>
      <span>{t('web.progress.of', { done, all })}</span>
      <i aria-hidden="true">
        <b style={{ width: `${all ? (100 * done) / all : 0}%` }} />
      </i>
    </span>
  )
}
