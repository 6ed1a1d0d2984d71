import { Group, SegmentedControl, Textarea } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { todayHere } from '#web/place.ts'
import { DayInput } from '#web/ui/DayInput.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { CancelButton, Form, SendButton } from '#web/ui/Form.tsx'
import { useWords } from '#web/words.ts'

export type Way = 'phone' | 'inPerson' | 'mail'

interface Props {
  title: string
  text: string
  yes: string
  /** What has become of it since the dialog was opened. */
  meanwhile: ReactNode
  /** What it is asked about is being read anew: nothing is sent before that is shown. */
  isReading: boolean
  run: (said: { way: Way; day: string; note: string }) => unknown
  close: () => void
}

/** Records what somebody said outside Talka: how, on which day, and in which words. */
export function RecordDialog({ title, text, yes, meanwhile, isReading, run, close }: Props) {
  const { t } = useWords()
  const [way, setWay] = useState<Way>('phone')
  const [day, setDay] = useState<string | null>(todayHere())
  const [note, setNote] = useState('')
  return (
    <Dialog opened onClose={close} title={title}>
      <Form isReading={isReading} onSubmit={() => (day ? run({ way, day, note: note.trim() }) : undefined)}>
        <p className="lead">{text}</p>
        <SegmentedControl
          fullWidth
          value={way}
          onChange={(value) => setWay(value as Way)}
          aria-label={t('expenses.reportPage.record.way')}
          data={(['phone', 'inPerson', 'mail'] as const).map((value) => ({
            value,
            label: t(`expenses.reportPage.record.${value}`),
          }))}
        />
        <DayInput mt="sm" label={t('expenses.reportPage.record.day')} value={day} onChange={setDay} required />
        <Textarea
          mt="sm"
          data-autofocus
          label={t('expenses.reportPage.record.note')}
          autosize
          minRows={2}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {meanwhile}
        <Group justify="flex-end" gap="xs" mt="md">
          <CancelButton onClick={close} />
          <SendButton>{yes}</SendButton>
        </Group>
      </Form>
    </Dialog>
  )
}
