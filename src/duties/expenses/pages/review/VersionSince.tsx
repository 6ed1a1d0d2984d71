import { useState } from 'react'
import type { OnRefused } from '#web/change.ts'
import { troubleOf } from '#web/client.ts'
import { useWords } from '#web/words.ts'
import { changesOf, changeText } from './changeText.ts'
import classes from './Review.module.css'
import type { DepartmentReport, PresentedLine } from './types.ts'

interface Props {
  report: DepartmentReport
  /** What the form is about, where that is one line. */
  line?: PresentedLine | undefined
  /** What a refusal in the form says already. */
  said: VersionSaid | null
}

/** Which version a refusal names: the one that is presented by now, or none any more. */
type VersionSaid = number | 'withdrawn'

/** Listens to refusals of a form, for what of the version they say; `refused` stands for another listener to the same. */
export function useVersionSaid(refused: OnRefused) {
  const [said, setSaid] = useState<VersionSaid | null>(null)
  const onRefused: OnRefused = (error, reading) => {
    setSaid(versionIn(error))
    return refused(error, reading)
  }
  return { said, onRefused }
}

function versionIn(error: unknown): VersionSaid | null {
  const trouble = troubleOf(error)
  if (trouble.kind !== 'refused') return null
  if (trouble.says === 'expenses.review.withdrawn') return 'withdrawn'
  const { version } = (trouble.data.params ?? {}) as { version?: number }
  return trouble.says === 'expenses.review.newerVersion' ? (version ?? null) : null
}

/** In a form: that another version was presented since it was opened, and what that changes in its line. */
export function VersionSince({ report, line, said }: Props) {
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
      {version === undefined && begun.version !== undefined && said !== 'withdrawn' && (
        <p>{t('expenses.review.withdrawnSince')}</p>
      )}
      {version !== undefined && version !== begun.version && (
        <p>
          {[
            ...(version === said ? [] : [t('expenses.review.versionSince', { version })]),
            ...(begun.line ? changesIn(begun.line) : []),
          ].join(' ')}
        </p>
      )}
    </div>
  )
}
