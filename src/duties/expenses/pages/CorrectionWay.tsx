import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useWords } from '#web/words.ts'

interface Waiting {
  nowCents: number
  proposedBy: string
}

interface Props {
  departmentReportId: string | null
  /** What there is to correct: a line, or a person's lines. */
  at: string
  correctedBy: readonly { name: string }[]
  /** The correction that is to be decided first, where there is one. */
  waiting?: Waiting | undefined
  currency: string
  may: { correct: boolean }
}

/** After the signature a figure changes only by a correction: where it is proposed, or who proposes it. */
export function CorrectionWay({ departmentReportId, at, correctedBy, may, waiting, currency }: Props) {
  const { t } = useWords()
  if (waiting) {
    const now = { cents: waiting.nowCents, currency }
    return <span>{t('expenses.review.correctionWaits', { proposer: waiting.proposedBy, now })}</span>
  }
  if (may.correct && departmentReportId) {
    return (
      <Button
        size="compact-sm"
        variant="default"
        component={Link}
        to={`/expenses/department-reports/${departmentReportId}`}
        search={{ at } as never}
      >
        {t('expenses.review.proposeCorrection')}
      </Button>
    )
  }
  const names = correctedBy.map(({ name }) => name)
  return <span>{t('expenses.review.correctedBy', { n: correctedBy.length, names })}</span>
}
