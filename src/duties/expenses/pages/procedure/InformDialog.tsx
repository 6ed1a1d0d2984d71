import { Group, SegmentedControl, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { listOf } from '#core/message.ts'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { todayHere } from '#web/place.ts'
import { DayInput } from '#web/ui/DayInput.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { CancelButton, Form, SendButton } from '#web/ui/Form.tsx'
import { Meanwhile } from '#web/ui/Meanwhile.tsx'
import { useWords } from '#web/words.ts'

const ways = ['phone', 'inPerson', 'mail'] as const

/** Notes that people were told of the procedure: how, on which day, and a word about it. */
export function InformDialog({
  people,
  versionNumber,
  versionNow,
  close,
}: {
  people: readonly { memberId: string; name: string }[]
  /** Of the procedure that they were told of. */
  versionNumber: number
  /** Of the one in force by now. */
  versionNow: number | null | undefined
  close: () => void
}) {
  const { t, language } = useWords()
  const [way, setWay] = useState<(typeof ways)[number]>('phone')
  const [informedOn, setDay] = useState<string>(todayHere())
  const [note, setNote] = useState('')
  const record = useChange(client.expenses.recordInformed, {
    done: (output) => t('expenses.procedure.recorded', { count: output.recorded }),
    onDone: close,
  })
  const memberIds = people.map((person) => person.memberId)
  return (
    <Dialog opened onClose={close} title={t('expenses.procedure.told')}>
      <Form onSubmit={() => record.run({ memberIds, versionNumber, way, informedOn, note })}>
        <Stack gap="sm">
          <p style={{ margin: 0 }}>
            {listOf(
              language,
              people.map((person) => person.name),
            )}
          </p>
          <SegmentedControl
            aria-label={t('expenses.procedure.way')}
            value={way}
            onChange={(value) => setWay(value as typeof way)}
            data={ways.map((value) => ({ value, label: t(`expenses.way.${value}`) }))}
          />
          <DayInput
            required
            data-autofocus
            label={t('expenses.procedure.day')}
            value={informedOn}
            error={record.fields.informedOn}
            onChange={(value) => value && setDay(value)}
          />
          <TextInput
            label={t('expenses.procedure.note')}
            value={note}
            maxLength={500}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Meanwhile hasChanged={versionNow !== versionNumber && !record.running} />
          <Group justify="flex-end" gap="xs">
            <CancelButton onClick={close} />
            <SendButton loading={record.running}>{t('expenses.procedure.record')}</SendButton>
          </Group>
        </Stack>
      </Form>
    </Dialog>
  )
}
