import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { CancelButton, Form, SendButton } from '#web/ui/Form.tsx'
import { TextArea } from '#web/ui/TextArea.tsx'
import { useBegun } from '#web/ui/useBegun.ts'
import { useMessage } from '#web/ui/useMessage.ts'
import { useSubject } from '#web/ui/useSubject.ts'
import { useWords } from '#web/words.ts'
import classes from './Review.module.css'
import type { DepartmentReport, PresentedLine, Target } from './types.ts'
import { useVersionSaid, VersionSince } from './VersionSince.tsx'
import { versionSeen } from './versionSeen.ts'

interface Props {
  report: DepartmentReport
  about: Target
  lines: readonly PresentedLine[]
  close: () => void
}

/** A question on one line, one figure or one person; only that part goes back to its assistant. */
export function AskBox({ report: now, about, lines: linesNow, close }: Props) {
  const { t } = useWords()
  const { subject: report, refused, isReading } = useSubject(now, true)
  const lines = useBegun(linesNow, true)
  const draft = useMessage(`expenses.ask:${report.id}:${about}`)
  const body = draft.value
  const [kind, first, second] = about.split(':')
  const line = kind === 'line' ? lines.find((one) => one.lineId === first) : undefined
  const memberId = line?.memberId ?? (kind === 'line' ? undefined : first)
  const { said, onRefused } = useVersionSaid(refused)
  const ask = useChange(client.expenses.askQuery, {
    done: t('expenses.review.askedDone'),
    onRefused,
    onDone: (_, { body: asked }) => {
      if (draft.sent(asked)) close()
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
      versionNumber: versionSeen(report),
    })
  }
  return (
    <Form mayLeave typesOn isReading={isReading} className={classes.askBox} onSubmit={send}>
      <VersionSince report={now} line={line} said={said} />
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
        <SendButton size="compact-sm" loading={ask.running}>
          {t('expenses.review.sendQuery')}
        </SendButton>
      </div>
    </Form>
  )
}
