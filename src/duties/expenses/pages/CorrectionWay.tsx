import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useWords } from '#web/words.ts'

interface Props {
  departmentReportId: string | null
  /** What there is to correct: a line, or a person's lines. */
  at: string
  correctedBy: readonly { name: string }[]
  may: { correct: boolean }
}

/** After the signature a figure changes only by a correction: where it is proposed, or who proposes it. */
export function CorrectionWay({ departmentReportId, at, correctedBy, may }: Props) {
  const { t } = useWords()
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
  const names = correctedBy.map(({ name }) => name).join(', ')
  return <span>{t('expenses.review.correctedBy', { n: correctedBy.length, names })}</span>
}
