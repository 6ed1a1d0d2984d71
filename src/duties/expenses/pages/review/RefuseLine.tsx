import { Button } from '@mantine/core'
import { useState } from 'react'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { CancelButton, Form, SendButton } from '#web/ui/Form.tsx'
import { TextArea } from '#web/ui/TextArea.tsx'
import { useSubject } from '#web/ui/useSubject.ts'
import { useWords } from '#web/words.ts'
import { focusOnLine } from './lineOnPage.ts'
import classes from './Review.module.css'
import type { LineFormProps } from './types.ts'
import { useVersionSaid, VersionSince } from './VersionSince.tsx'
import { versionSeen } from './versionSeen.ts'

/** Refusing asks for the reason; a refusal can be taken back until approval. */
export function RefuseLine({ line, report, isOpen, setOpen }: LineFormProps) {
  const { t } = useWords()
  const [why, setWhy] = useState('')
  const { subject: seen, refused, readAnew, isReading } = useSubject(report, isOpen)
  const { said, onRefused } = useVersionSaid(refused)
  const refuse = useChange(client.expenses.refuseLine, {
    onRefused,
    onDone: (_, sent) => {
      // What was typed on meanwhile is not sent yet: the reason stands whole.
      if (!isOpen) return
      if (why !== sent.why) return readAnew()
      focusOnLine(line.lineId)
      setOpen(false)
    },
  })
  const send = (reason: string | null) =>
    refuse.run({
      departmentReportId: report.id,
      lineId: line.lineId,
      why: reason,
      was: (seen.lines.find((one) => one.lineId === line.lineId) ?? line).refusedWhy,
      versionNumber: versionSeen(seen),
    })
  const begin = () => {
    setWhy('')
    setOpen(true)
  }
  if (!isOpen) {
    return line.refusedWhy ? (
      <Button size="compact-sm" variant="default" loading={refuse.running} onClick={() => send(null)}>
        {t('expenses.review.takeRefusalBack')}
      </Button>
    ) : (
      <Button size="compact-sm" variant="default" onClick={begin}>
        {t('expenses.review.refuse')}
      </Button>
    )
  }
  return (
    <Form typesOn isReading={isReading} className={classes.askBox} onSubmit={() => send(why)}>
      <VersionSince line={line} report={report} said={said} />
      <TextArea
        autoFocus
        least={3}
        label={t('expenses.review.whyRefuse')}
        value={why}
        error={refuse.fields.why}
        onChange={(event) => setWhy(event.currentTarget.value)}
      />
      <div className={classes.dialogActions}>
        <CancelButton size="compact-sm" onClick={() => setOpen(false)} />
        <SendButton size="compact-sm" color="red.8" loading={refuse.running}>
          {t('expenses.review.refuse')}
        </SendButton>
      </div>
    </Form>
  )
}
