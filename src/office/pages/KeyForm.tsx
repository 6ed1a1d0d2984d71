import { Checkbox, Group, SegmentedControl, Stack } from '@mantine/core'
import { useState } from 'react'
import type { GivenRight, Right } from '#core/rights.ts'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { useSession } from '#web/session.tsx'
import { DayInput } from '#web/ui/DayInput.tsx'
import { TextField } from '#web/ui/Fields.tsx'
import { Form, Lack, SendButton } from '#web/ui/Form.tsx'
import { useWords } from '#web/words.ts'
import { rightsToGive } from '../rules/key-rights.ts'
import { nameOfRight } from './namesOf.ts'

const ways = ['All', 'Read', 'Chosen'] as const
type Way = (typeof ways)[number]

/** Makes an API key: what for, what it may, and until which day. */
export function KeyForm({ onMade }: { onMade(key: string): void }) {
  const { t } = useWords()
  const own = rightsToGive(new Set(useSession().rights as Right[]))
  const [name, setName] = useState('')
  const [way, setWay] = useState<Way>('All')
  const [rights, setRights] = useState<string[]>([])
  const [expiresOn, setExpiresOn] = useState<string | null>(null)
  const make = useChange(client.office.makeApiKey, {
    onDone: ({ key }) => {
      onMade(key)
      setName('')
    },
  })
  const submit = () => {
    const chosen = way === 'Chosen' ? (rights as GivenRight[]) : null
    return make.run({ name, rights: chosen, readOnly: way === 'Read', expiresOn })
  }
  return (
    <Form onSubmit={submit}>
      <Stack gap="xs" mt="sm" align="flex-start">
        <Group gap="xs" align="flex-end">
          <TextField
            required
            maxLength={100}
            label={t('office.me.keyName')}
            placeholder={t('office.me.keyNameHint')}
            error={make.fields.name}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <DayInput
            label={t('office.me.keyUntil')}
            placeholder={t('office.me.keyUntilHint')}
            error={make.fields.expiresOn}
            value={expiresOn}
            onChange={setExpiresOn}
          />
        </Group>
        <SegmentedControl
          size="xs"
          maw="100%"
          style={{ flexWrap: 'wrap' }}
          aria-label={t('office.me.keyMay')}
          value={way}
          onChange={(next) => setWay(next as Way)}
          data={ways.map((value) => ({ value, label: t(`office.me.keyMay${value}`) }))}
        />
        {way === 'Chosen' && (
          <Checkbox.Group
            label={t('office.me.keyRights')}
            error={make.fields.rights}
            value={rights}
            onChange={setRights}
          >
            <Stack gap={6} mt={6}>
              {own.map((right) => (
                <Checkbox key={right} value={right} label={nameOfRight(t, right)} />
              ))}
            </Stack>
            <Lack says={rights.length === 0 ? t('office.me.keyNoRights') : null} />
          </Checkbox.Group>
        )}
        <SendButton variant="default" loading={make.running}>
          {t('office.me.makeKey')}
        </SendButton>
      </Stack>
    </Form>
  )
}
