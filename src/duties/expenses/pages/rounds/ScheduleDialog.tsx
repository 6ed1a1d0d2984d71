import { Group, Stack } from '@mantine/core'
import { useState } from 'react'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { touched } from '#web/touched.ts'
import { DayInput } from '#web/ui/DayInput.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { CancelButton, Form, SendButton } from '#web/ui/Form.tsx'
import { useBegun } from '#web/ui/useBegun.ts'
import { useStale } from '#web/ui/useStale.tsx'
import { useWords } from '#web/words.ts'
import { ReminderSelect } from './ReminderSelect.tsx'
import type { Board } from './types.ts'

/** Until when a round collects, and how often it reminds by itself. */
export function ScheduleDialog({ board: now, close }: { board: Board; close: () => void }) {
  const board = useBegun(now, true)
  const { t, moment } = useWords()
  const [dueDay, setDue] = useState<string>(board.dueDay)
  const [remindEveryDays, setEvery] = useState(board.remindEveryDays)
  const stale = useStale({
    was: board,
    label: (field) => t(field === 'dueDay' ? 'expenses.rounds.due' : 'expenses.remind.schedule'),
    value: (field, value) => {
      if (field === 'dueDay') return undefined
      return value ? t('expenses.remind.every', { days: Number(value) }) : t('expenses.remind.never')
    },
  })
  const change = useChange(client.expenses.changeRound, {
    done: t('expenses.board.changed'),
    onDone: close,
    onRefused: stale.catch,
  })
  const save = (version: number, set: object) => change.run({ roundId: board.id, version, ...set })
  return (
    <Dialog opened onClose={close} title={t('expenses.remind.scheduleTitle')}>
      <Form onSubmit={() => save(board.version, touched(board, { dueDay, remindEveryDays }))}>
        <Stack gap="sm">
          <DayInput
            required
            data-autofocus
            label={t('expenses.rounds.due')}
            value={dueDay}
            onChange={(value) => value && setDue(value)}
          />
          <ReminderSelect value={remindEveryDays} onChange={setEvery} />
          {board.nextReminderAt && (
            <p style={{ margin: 0, color: 'var(--ink-2)' }}>
              {t('expenses.remind.next', { at: moment(board.nextReminderAt) })}
            </p>
          )}
          <Group justify="flex-end" gap="xs">
            <CancelButton onClick={close} />
            <SendButton loading={change.running}>{t('web.save')}</SendButton>
          </Group>
        </Stack>
        {stale.question((version, chosen) => save(version, chosen))}
      </Form>
    </Dialog>
  )
}
