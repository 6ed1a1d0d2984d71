import { Checkbox, Group, Popover } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type ComponentProps, useRef, useState } from 'react'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { DayInput } from '#web/ui/DayInput.tsx'
import { TextField } from '#web/ui/Fields.tsx'
import { CancelButton, Form, SendButton } from '#web/ui/Form.tsx'
import { Meanwhile } from '#web/ui/Meanwhile.tsx'
import { useClosing } from '#web/ui/useClosing.tsx'
import { useSentText } from '#web/ui/useSentText.ts'
import { useWords } from '#web/words.ts'
import classes from './ExpectedAdd.module.css'

interface Props {
  roundId: string
  memberId: string
  isFirst: boolean
  /** While the round is open; a form that is open stays. */
  mayAdd: boolean
}

/** Adds to what somebody is expected to send; Enter adds and waits for the next. */
export function ExpectedAdd({ roundId, memberId, isFirst, mayAdd }: Props) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const what = useSentText()
  const [expectedOn, setDay] = useState<string | null>(null)
  const [recurring, setRecurring] = useState(false)
  const add = useChange(client.expenses.addExpected)
  const form = useRef<HTMLFormElement>(null)
  const closing = useClosing()
  const drop = () => {
    setOpen(false)
    what.change('')
    setDay(null)
  }
  const leave = () => closing.close(form.current, drop)
  const submit = async () => {
    const added = await add.run({ roundId, memberId, what: what.text.trim(), expectedOn, recurring })
    if (!added) return
    what.sent(what.text)
    setDay((now) => (now === expectedOn ? null : now))
    return added
  }
  if (!mayAdd && !open) return null
  return (
    <Popover
      opened={open}
      onChange={(next) => next || leave()}
      trapFocus
      returnFocus
      closeOnEscape={false}
      position="bottom-start"
      width={320}
    >
      <Popover.Target>
        <AddMark className={classes.add} isFirst={isFirst} onClick={() => (open ? leave() : setOpen(true))} />
      </Popover.Target>
      <Popover.Dropdown>
        <Form typesOn ref={form} onSubmit={submit} style={{ display: 'grid', gap: 8 }}>
          <TextField
            required
            size="xs"
            data-autofocus
            label={t('expenses.expected.what')}
            placeholder={t('expenses.expected.example')}
            maxLength={200}
            value={what.text}
            error={add.fields.what}
            onChange={(event) => what.change(event.currentTarget.value)}
          />
          <DayInput
            size="xs"
            label={t('expenses.expected.day')}
            value={expectedOn}
            error={add.fields.expectedOn}
            onChange={setDay}
          />
          <Checkbox
            size="xs"
            label={t('expenses.expected.recurring')}
            checked={recurring}
            onChange={(event) => setRecurring(event.currentTarget.checked)}
          />
          <Meanwhile hasChanged={!mayAdd} now={t('expenses.board.closed')} />
          <Group justify="flex-end" gap="xs">
            <CancelButton onClick={drop}>{t('web.close')}</CancelButton>
            <SendButton loading={add.running}>{t('web.add')}</SendButton>
          </Group>
        </Form>
      </Popover.Dropdown>
      {closing.question}
    </Popover>
  )
}

function AddMark({ isFirst, ...rest }: ComponentProps<'button'> & { isFirst: boolean }) {
  const { t } = useWords()
  return (
    <button type="button" data-does="add" aria-label={t('expenses.expected.add')} {...rest}>
      <IconPlus size={13} aria-hidden />
      {isFirst && t('expenses.expected.addFirst')}
    </button>
  )
}
