import { Button, Group } from '@mantine/core'
import { IconCheck, IconClock, IconMinus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useChange } from '#web/change.ts'
import { client, troubleOf } from '#web/client.ts'
import { DayText } from '#web/ui/Day.tsx'
import { CancelButton, Form, SendButton } from '#web/ui/Form.tsx'
import { Outside } from '#web/ui/Outside.tsx'
import { TextArea } from '#web/ui/TextArea.tsx'
import { type Hold, useHold } from '#web/ui/useHeld.ts'
import { useSubject } from '#web/ui/useSubject.ts'
import { useWords } from '#web/words.ts'
import classes from './ExpectedByLink.module.css'
import type { OpenLink } from './types.ts'

const icons = { waiting: IconClock, received: IconCheck, missing: IconX, notNeeded: IconMinus }

interface Props {
  token: string
  item: OpenLink['expected'][number]
  link: OpenLink
  hold: Hold<OpenLink>
  /** Is told which refusal stands in its form; nothing once it is closed. */
  refusedSo: (said: string) => void
}

/** One expected receipt; whoever has none says so with the reason. */
export function ExpectedByLink({ token, item, link, hold, refusedSo }: Props) {
  const { t } = useWords()
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  useHold(hold, link, asking)
  const { subject, refused, isReading } = useSubject(item, asking)
  const declare = useChange(client.expenses.declareMissingByLink, {
    done: t('expenses.byLink.noted'),
    onRefused: (error, reading) => {
      refusedSo(troubleOf(error).message)
      return refused(error, reading)
    },
    onDone: () => setAsking(false),
  })
  const cancel = () => {
    refusedSo('')
    setAsking(false)
  }
  const Icon = icons[item.state]
  return (
    <li data-state={item.state}>
      <div className={classes.item}>
        <Icon size={18} stroke={1.8} aria-hidden />
        <span>
          <Outside>{item.what}</Outside>
          <small>
            {t(`expenses.expected.state.${item.state}`)}
            {item.expectedOn && (
              <>
                {', '}
                <DayText day={item.expectedOn} />
              </>
            )}
            {item.reason && `: ${item.reason}`}
          </small>
        </span>
        {link.state === 'live' && item.state === 'waiting' && !asking && (
          <Button variant="subtle" color="gray" onClick={() => setAsking(true)}>
            {t('expenses.byLink.haveNone')}
          </Button>
        )}
      </div>
      {asking && (
        <Form
          isReading={isReading}
          onSubmit={() => declare.run({ token, expectedId: item.id, version: subject.version, reason })}
        >
          <TextArea
            autoFocus
            least={3}
            size="md"
            label={t('expenses.byLink.why')}
            maxLength={500}
            value={reason}
            error={declare.fields.reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group gap="xs" mt="xs" justify="flex-end">
            <CancelButton size="sm" onClick={cancel} />
            <SendButton size="sm" loading={declare.running}>
              {t('expenses.byLink.declare')}
            </SendButton>
          </Group>
        </Form>
      )}
    </li>
  )
}
