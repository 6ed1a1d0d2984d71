import { IconAlertTriangle, IconLock, IconPaperclip } from '@tabler/icons-react'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { useWords } from '#web/words.ts'
import classes from './LineMarks.module.css'
import type { Line, Report } from './reportTypes.ts'

/** What there is to know of a line at a glance: what stands in its way, its receipts, what is missing, refused or frozen. */
export function LineMarks({ line, obstacles }: { line: Line; obstacles: Report['obstacles'] }) {
  const { t } = useWords()
  return (
    <span className={classes.marks}>
      {obstacles.length > 0 && (
        <span title={obstacles.map((one) => one.text).join('\n')} data-tone="warn">
          <IconAlertTriangle size={14} aria-label={t('expenses.reportPage.lines.obstacles', { n: obstacles.length })} />
        </span>
      )}
      {line.receipts.length > 0 && (
        <span title={line.receipts.map((receipt) => receipt.number).join(', ')}>
          <IconPaperclip size={14} aria-hidden />
          {line.receipts.length > 1 && line.receipts.length}
        </span>
      )}
      {line.missingReason && (
        <span title={line.missingReason}>
          <StateBadge tone="warn" label={t('expenses.reportPage.lines.missing')} />
        </span>
      )}
      {line.refusedWhy !== null && (
        <span title={line.refusedWhy}>
          <StateBadge tone="bad" label={t('expenses.reportPage.lines.refused')} />
        </span>
      )}
      {line.frozen && (
        <span title={line.frozen.text}>
          <IconLock size={13} aria-label={line.frozen.text} />
        </span>
      )}
    </span>
  )
}
