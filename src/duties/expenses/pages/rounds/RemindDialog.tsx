import { Button, Group } from '@mantine/core'
import { IconCheck, IconCopy, IconMail, IconPhone } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { tellDone } from '#web/notices.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Person } from '#web/ui/Person.tsx'
import { useWords } from '#web/words.ts'
import { copyText } from './copyText.ts'
import classes from './RemindDialog.module.css'
import { ReminderLetter } from './ReminderLetter.tsx'
import type { Board, BoardPerson } from './types.ts'

type Way = 'mail' | 'copied' | 'phone'

/** The reminders as they would go out now, one person after the other: by mail, as text to copy, or told by phone. */
export function RemindDialog({
  round,
  people,
  close,
}: {
  round: Board
  people: readonly BoardPerson[]
  close: () => void
}) {
  const { t } = useWords()
  const [shownId, show] = useState(people[0]?.memberId ?? '')
  const [done, setDone] = useState<Record<string, Way>>({})
  const [byHand, setByHand] = useState<Record<string, string>>({})
  const letter = useQuery({
    ...api.expenses.reminderText.queryOptions({ input: { roundId: round.id, memberId: shownId } }),
    enabled: shownId !== '',
  })
  const remind = useChange(client.expenses.remind)
  const left = people.filter((person) => !done[person.memberId])
  const send = async (memberIds: string[], way: Way) => {
    const sent = await remind.run({ roundId: round.id, memberIds, way })
    if (!sent) return
    const text = sent.items.map((one) => one.body).join('\n\n')
    const copied = way === 'copied' ? await copyText(text) : true
    tellDone(
      t(copied ? `expenses.remind.done.${way}` : 'expenses.remind.notCopied', {
        count: sent.items.length,
      }),
    )
    const now = { ...done, ...Object.fromEntries(memberIds.map((id) => [id, way])) }
    setDone(now)
    // It stands there, marked, until one goes on by oneself.
    if (!copied) return setByHand((before) => ({ ...before, [memberIds[0]!]: text }))
    const next = people.find((person) => !now[person.memberId])
    if (next) show(next.memberId)
    else close()
  }
  return (
    <Dialog opened onClose={close} size="xl" title={t('expenses.remind.title')}>
      <div className={classes.remind} data-many={people.length > 1 || undefined}>
        {people.length > 1 && (
          <ul>
            {people.map((person) => (
              <li key={person.memberId}>
                <button
                  type="button"
                  aria-current={person.memberId === shownId || undefined}
                  onClick={() => show(person.memberId)}
                >
                  <Person name={person.name} />
                  {done[person.memberId] ? (
                    <IconCheck size={15} aria-label={t(`expenses.way.${done[person.memberId]!}`)} />
                  ) : (
                    <small>{t('expenses.remind.lacks', { count: person.counts.waiting })}</small>
                  )}
                </button>
              </li>
            ))}
          </ul>
        )}
        <ReminderLetter key={shownId} letter={letter} byHand={byHand[shownId]} />
      </div>
      {letter.data && (
        <p className={classes.remindNote}>
          {!letter.data.url && `${t('expenses.remind.linkComes')} `}
          {!letter.data.mayMail && t('expenses.remind.noMail')}
        </p>
      )}
      <Group justify="flex-end" gap="xs" mt="sm">
        {byHand[shownId] === undefined && (
          <ByHand
            mayMail={letter.data?.mayMail ?? false}
            waits={!letter.data || remind.running}
            note={(way) => send([shownId], way)}
          />
        )}
        {left.length === 0 && <Button onClick={close}>{t('web.close')}</Button>}
        {letter.data?.mayMail && left.length > 0 && (
          <Button
            data-autofocus
            leftSection={<IconMail size={15} />}
            loading={remind.running}
            onClick={() =>
              send(
                left.map((person) => person.memberId),
                'mail',
              )
            }
          >
            {t('expenses.remind.mail', { count: left.length })}
          </Button>
        )}
      </Group>
    </Dialog>
  )
}

interface ByHandProps {
  mayMail: boolean
  waits: boolean
  note: (way: 'phone' | 'copied') => unknown
}

/** The ways of reminding somebody that Talka takes note of only. */
function ByHand({ mayMail, waits, note }: ByHandProps) {
  const { t } = useWords()
  return (
    <>
      <Button variant="default" leftSection={<IconPhone size={15} />} disabled={waits} onClick={() => note('phone')}>
        {t('expenses.remind.phone')}
      </Button>
      <Button
        variant={mayMail ? 'default' : 'filled'}
        leftSection={<IconCopy size={15} />}
        disabled={waits}
        onClick={() => note('copied')}
      >
        {t('expenses.remind.copy')}
      </Button>
    </>
  )
}
