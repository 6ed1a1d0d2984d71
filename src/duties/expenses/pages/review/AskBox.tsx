import { Button } from '@mantine/core'
import { useState } from 'react'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { CancelButton, Form } from '#web/ui/Form.tsx'
import { TextArea } from '#web/ui/TextArea.tsx'
import { useDraft } from '#web/ui/useDraft.ts'
import { useWords } from '#web/words.ts'
import classes from './Review.module.css'
import type { DepartmentReport, PresentedLine, Target } from './types.ts'

interface Props {
  report: DepartmentReport
  about: Target
  lines: readonly PresentedLine[]
  close: () => void
}

/** A question on one line, one figure or one person; only that part goes back to its assistant. */
export function AskBox({ report, about, lines, close }: Props) {
  const { t } = useWords()
  const draft = useDraft(`expenses.ask:${report.id}:${about}`, '')
  const body = draft.value
  const [kind, first, second] = about.split(':')
  const line = kind === 'line' ? lines.find((one) => one.lineId === first) : undefined
  const memberId = line?.memberId ?? (kind === 'line' ? undefined : first)
  const [seen] = useState(report.version?.number)
  const ask = useChange(client.expenses.askQuery, {
    done: t('expenses.review.askedDone'),
    onDone: () => {
      draft.forget()
      close()
    },
  })
  const send = () => {
    if (!memberId) return
    return ask.run({
      departmentReportId: report.id,
      memberId,
      lineId: line?.lineId ?? null,
      categoryId: kind === 'cell' ? (second ?? null) : null,
      body,
      versionNumber: seen,
    })
  }
  return (
    <Form mayLeave className={classes.askBox} onSubmit={send}>
      <TextArea
        autoFocus
        least={3}
        label={t('expenses.review.askAbout', { line: line ? line.merchant : (lines[0]?.memberName ?? '') })}
        description={t('expenses.review.askNote')}
        value={body}
        error={ask.fields.body}
        onChange={(event) => draft.change(event.currentTarget.value)}
      />
      <div className={classes.dialogActions}>
        <CancelButton size="compact-sm" onClick={close} />
        <Button type="submit" size="compact-sm" loading={ask.running}>
          {t('expenses.review.sendQuery')}
        </Button>
      </div>
    </Form>
  )
}
