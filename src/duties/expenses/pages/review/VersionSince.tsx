import { useState } from 'react'
import { useWords } from '#web/words.ts'
import { changesOf, changeText } from './changeText.ts'
import classes from './Review.module.css'
import type { DepartmentReport, PresentedLine } from './types.ts'

interface Props {
  report: DepartmentReport
  /** What the form is about, where that is one line. */
  line?: PresentedLine | undefined
}

/** In a form: that another version was presented since it was opened, and what that changes in its line. */
export function VersionSince({ report, line }: Props) {
  const { t } = useWords()
  const [begun] = useState({ line, version: report.version?.number })
  const version = report.version?.number
  const changesIn = (was: PresentedLine) => {
    const now = report.lines.find(({ lineId }) => lineId === was.lineId)
    if (!now) return [t('expenses.review.lineGone')]
    const changes = changesOf(was, now).map((change) => changeText(change, report.currency, t))
    return changes.length > 0 ? changes : [t('expenses.review.lineSame')]
  }
  // What is said before anything has changed is there already when it is to be read aloud.
  return (
    <div role="status" className={classes.since}>
      {version === undefined && begun.version !== undefined && <p>{t('expenses.review.withdrawnSince')}</p>}
      {version !== undefined && version !== begun.version && (
        <p>
          {[t('expenses.review.versionSince', { version }), ...(begun.line ? changesIn(begun.line) : [])].join(' ')}
        </p>
      )}
    </div>
  )
}
