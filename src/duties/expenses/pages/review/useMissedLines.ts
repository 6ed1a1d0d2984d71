import { useWords } from '#web/words.ts'
import type { Missed } from './matrixCells.ts'

/** The sentences of a matrix on lines that its figures miss. */
export function useMissedLines(): Missed {
  const { t } = useWords()
  return {
    now: (n) => t('expenses.reportPage.lines.notCounted', { n }),
    previous: (n) => (n === null ? t('expenses.paper.previousUnknown') : t('expenses.paper.previousNotCounted', { n })),
  }
}
