import { Group } from '@mantine/core'
import { useState } from 'react'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { useSession } from '#web/session.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { CancelButton, Form, SendButton } from '#web/ui/Form.tsx'
import { Picker } from '#web/ui/Picker.tsx'
import { useWords } from '#web/words.ts'
import { recentMonths, useMonth } from '../months.ts'

interface Props {
  opened: (reportId: string) => void
  close: () => void
}

/** Opens the report of a salesperson for a month; one that is there already is simply shown. */
export function OpenReport({ opened, close }: Props) {
  const { t } = useWords()
  const month = useMonth()
  const { member, behalf, mayActFor, rights } = useSession()
  const self = behalf ?? member
  const people = rights.includes('expenses.prepare') ? mayActFor : []
  const [memberId, setMemberId] = useState<string | null>(people.length === 0 || behalf ? self.id : null)
  const [chosen, setChosen] = useState<string | null>(recentMonths(1)[0] ?? null)
  const open = useChange(client.expenses.openReport, { onDone: ({ id }) => opened(id) })
  return (
    <Dialog opened onClose={close} title={t('expenses.reportPage.open.title')}>
      <Form onSubmit={() => (memberId && chosen ? open.run({ memberId, month: chosen }) : undefined)}>
        <p className="lead">{t('expenses.reportPage.open.text')}</p>
        {people.length > 0 && (
          <Picker
            data-autofocus
            required
            label={t('expenses.list.reports.member')}
            searchable
            selectFirstOptionOnChange
            value={memberId}
            error={open.fields.memberId}
            onChange={setMemberId}
            data={people.map((one) => ({ value: one.id, label: one.name }))}
          />
        )}
        <Picker
          mt="sm"
          required
          label={t('expenses.list.reports.month')}
          value={chosen}
          error={open.fields.month}
          onChange={setChosen}
          data={recentMonths(12).map((value) => ({ value, label: month(value) }))}
        />
        <Group justify="flex-end" gap="xs" mt="lg">
          <CancelButton onClick={close} />
          <SendButton loading={open.running}>{t('expenses.reportPage.open.yes')}</SendButton>
        </Group>
      </Form>
    </Dialog>
  )
}
