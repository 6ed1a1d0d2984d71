import { Button, Chip, Group, Textarea } from '@mantine/core'
import { useState } from 'react'
import { Dialog } from '#web/ui/Dialog.tsx'
import { CancelButton, Form } from '#web/ui/Form.tsx'
import classes from './report.module.css'

interface Props {
  title: string
  text: string
  label: string
  /** Reasons often given, to take with one key. */
  offers: readonly string[]
  yes: string
  shortest: number
  run: (reason: string) => unknown
  close: () => void
}

/** Asks why: for a receipt set aside, or declared missing. */
export function ReasonDialog({ title, text, label, offers, yes, shortest, run, close }: Props) {
  const [reason, setReason] = useState('')
  const isEnough = reason.trim().length >= shortest
  const finish = () => (isEnough ? run(reason.trim()) : undefined)
  return (
    <Dialog opened onClose={close} title={title}>
      <Form onSubmit={finish}>
        <p className={classes.dialogText}>{text}</p>
        <Chip.Group>
          <Group gap={6} mb="xs">
            {offers.map((offer) => (
              <Chip key={offer} size="xs" checked={reason === offer} onChange={() => setReason(offer)}>
                {offer}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
        <Textarea
          data-autofocus
          label={label}
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey) return
            event.preventDefault()
            finish()
          }}
        />
        <Group justify="flex-end" gap="xs" mt="md">
          <CancelButton onClick={close} />
          <Button type="submit" disabled={!isEnough}>
            {yes}
          </Button>
        </Group>
      </Form>
    </Dialog>
  )
}
