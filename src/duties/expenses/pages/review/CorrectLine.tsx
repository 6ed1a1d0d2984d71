import { Button } from '@mantine/core'
import { useState } from 'react'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { CancelButton, Form, SendButton } from '#web/ui/Form.tsx'
import { MoneyInput } from '#web/ui/Money.tsx'
import { TextArea } from '#web/ui/TextArea.tsx'
import { useSubject } from '#web/ui/useSubject.ts'
import { useWords } from '#web/words.ts'
import { focusOnLine } from './lineOnPage.ts'
import classes from './Review.module.css'
import type { LineFormProps } from './types.ts'

/** After approval an amount changes only by a correction, which the senior manager has to agree to. */
export function CorrectLine({ line, report, isOpen, setOpen }: LineFormProps) {
  const { t } = useWords()
  const { subject: wasCents, refused, isReading } = useSubject(line.acceptedCents, isOpen)
  const [nowCents, setNow] = useState(line.acceptedCents)
  const [reason, setReason] = useState('')
  const propose = useChange(client.expenses.proposeCorrection, {
    done: t('expenses.review.correctionProposed'),
    onRefused: refused,
    onDone: () => {
      focusOnLine(line.lineId)
      setOpen(false)
    },
  })
  const seen = wasCents === null ? {} : { wasCents }
  const proposed = { departmentReportId: report.id, lineId: line.lineId, ...seen, nowCents: nowCents!, reason }
  const begin = () => {
    setNow(line.acceptedCents)
    setOpen(true)
  }
  if (!isOpen) {
    return (
      <Button size="compact-sm" variant="default" onClick={begin}>
        {t('expenses.review.proposeCorrection')}
      </Button>
    )
  }
  return (
    <Form isReading={isReading} className={classes.askBox} onSubmit={() => propose.run(proposed)}>
      <MoneyInput
        required
        label={t('expenses.review.correctTo')}
        autoFocus
        cents={nowCents}
        currency={report.currency}
        lacks={nowCents === line.acceptedCents ? t('expenses.review.correctNothing') : null}
        error={propose.fields.nowCents}
        onChange={setNow}
      />
      <TextArea
        least={3}
        label={t('expenses.review.correctWhy')}
        value={reason}
        error={propose.fields.reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className={classes.dialogActions}>
        <CancelButton size="compact-sm" onClick={() => setOpen(false)} />
        <SendButton size="compact-sm" loading={propose.running}>
          {t('expenses.review.proposeCorrection')}
        </SendButton>
      </div>
    </Form>
  )
}
