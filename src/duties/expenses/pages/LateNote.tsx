import { Button } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { useWords } from '#web/words.ts'
import { useMonth } from './months.ts'
import type { Report } from './report/reportTypes.ts'

interface Props {
  late: NonNullable<Report['late']>
  memberId: string
  /** Without the sentence that the report is signed, where that stands beside it. */
  short?: boolean
}

/** Where receipts that came after the signature are claimed, and the way there. */
export function LateNote({ late, memberId, short = false }: Props) {
  const { t } = useWords()
  const month = useMonth()
  const navigate = useNavigate()
  const open = useChange(client.expenses.openReport, {
    onDone: ({ id }) => void navigate({ to: `/expenses/reports/${id}` as '/' }),
  })
  const { receipts: n, reportId, mayOpen } = late
  return (
    <>
      <span>{t(`expenses.late.${short ? 'short' : 'signed'}`, { n, month: late.month })} </span>
      {reportId && mayOpen && (
        <Link to={`/expenses/reports/${reportId}` as '/'}>{t('expenses.late.goOn', { month: month(late.month) })}</Link>
      )}
      {!reportId && mayOpen && (
        <Button
          variant="default"
          size="compact-sm"
          loading={open.running}
          onClick={() => open.run({ memberId, month: late.month })}
        >
          {t('expenses.late.open', { month: month(late.month) })}
        </Button>
      )}
    </>
  )
}
