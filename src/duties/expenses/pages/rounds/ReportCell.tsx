import { Button } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { useWords } from '#web/words.ts'
import { LateNote } from '../LateNote.tsx'
import classes from './Board.module.css'
import type { Board, BoardPerson } from './types.ts'

/** The person's report of the month, or the button that opens one. */
export function ReportCell({ person, board }: { person: BoardPerson; board: Board }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const open = useChange(client.expenses.openReport, {
    onDone: (report) => void navigate({ to: `/expenses/reports/${report.id}` }),
  })
  if (person.reportId)
    return (
      <>
        <Link to={`/expenses/reports/${person.reportId}`}>{person.reportNumber}</Link>
        {person.late && (
          <p className={classes.late}>
            <LateNote late={person.late} memberId={person.memberId} short />
          </p>
        )}
      </>
    )
  if (!board.mayChange || !person.isActive) return <span className="quiet">–</span>
  return (
    <Button
      variant="default"
      size="compact-xs"
      loading={open.running}
      onClick={() => open.run({ memberId: person.memberId, month: board.month })}
    >
      {t('expenses.board.openReport')}
    </Button>
  )
}
