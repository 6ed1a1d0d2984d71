import { Button, Group, Stack } from '@mantine/core'
import { IconReceipt } from '@tabler/icons-react'
import { useState } from 'react'
import { tellDone, tellTrouble } from '#web/notices.tsx'
import { ConfirmButton } from '#web/ui/Confirm.tsx'
import { Conflict } from '#web/ui/Conflict.tsx'
import { DayText, MomentText } from '#web/ui/Day.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { KeyHint } from '#web/ui/KeyHint.tsx'
import { MoneyText } from '#web/ui/Money.tsx'
import { Note } from '#web/ui/Note.tsx'
import { PageBody } from '#web/ui/PageHeader.tsx'
import { Person } from '#web/ui/Person.tsx'
import { ProgressLine } from '#web/ui/ProgressLine.tsx'
import { StateBadge, type Tone } from '#web/ui/StateBadge.tsx'

const tones: Tone[] = ['neutral', 'good', 'warn', 'bad', 'info', 'accent']

export function StateParts() {
  const [conflict, setConflict] = useState(false)
  return (
    <PageBody narrow>
      <Stack gap="md">
        <Group gap="xs">
          {tones.map((tone) => (
            <StateBadge key={tone} label={tone} tone={tone} />
          ))}
        </Group>
        <Group>
          <Person name="Aušra Šimkutė" />
          <MoneyText cents={-123456} currency="EUR" />
          <DayText day="2026-07-09" />
          <MomentText at={new Date(Date.now() - 7_300_000).toISOString()} />
          <KeyHint keys="mod+k" />
          <KeyHint keys="g d" />
        </Group>
        {tones.map((tone) => (
          <Note key={tone} tone={tone}>
            {`${tone}: the hotel line waits for its rate.`}
          </Note>
        ))}
        <ProgressLine label="PDF of the department report" done={412} total={1500} />
        <ProgressLine label="Reading receipts" done={0} total={0} />
        <ProgressLine label="Import" done={3} total={9} failed="Line 4 has no date." />
        <Group>
          <Button onClick={() => tellDone('The hotel line is accepted.', () => {})}>Done with undo</Button>
          <Button variant="default" onClick={() => tellTrouble(new Error('x'))}>
            Bug
          </Button>
          <Button variant="default" onClick={() => tellTrouble(new TypeError('Failed to fetch'))}>
            Offline
          </Button>
          <ConfirmButton
            variant="default"
            question={{
              title: 'Refuse the hotel line?',
              text: 'Jonas Petraitis is told the reason at once.',
              yes: 'Refuse the line',
              danger: true,
            }}
            onYes={() => {}}
          >
            Refuse
          </ConfirmButton>
          <Button variant="default" onClick={() => setConflict(true)}>
            Conflict
          </Button>
        </Group>
        {conflict && (
          <Conflict
            by={{ name: 'Jonas Petraitis', isOwn: false }}
            fields={[
              { id: 'merchant', label: 'Merchant', yours: 'Viešbutis „Neris“', theirs: 'Viešbutis Neris, UAB' },
              { id: 'purpose', label: 'Purpose', yours: 'Meeting in Kaunas', theirs: '' },
              { id: 'day', label: 'Date', yours: '2026-03-05', theirs: '2026-03-05' },
            ]}
            resolve={() => setConflict(false)}
            cancel={() => setConflict(false)}
          />
        )}
        <EmptyState icon={IconReceipt} title="No receipts yet" text="Drop them here, or send each salesperson a link.">
          <Button>Send links</Button>
        </EmptyState>
        <ErrorState error={new Error('gallery')} retry={() => {}} />
      </Stack>
    </PageBody>
  )
}
