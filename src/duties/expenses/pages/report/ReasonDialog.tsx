import { Chip, Group } from '@mantine/core'
import { type ReactNode, useRef, useState } from 'react'
import { Dialog } from '#web/ui/Dialog.tsx'
import { CancelButton, Form, Lack, SendButton } from '#web/ui/Form.tsx'
import { TextArea } from '#web/ui/TextArea.tsx'

interface Props {
  title: string
  text: string
  label: string
  /** Reasons often given, to take with one key. */
  offers: readonly string[]
  yes: string
  shortest: number
  /** Why it cannot be done whatever the reason, in a sentence. */
  lacks?: string | null
  /** What a refusal has against the reason. */
  error?: string | undefined
  /** What has become of it since the dialog was opened. */
  meanwhile?: ReactNode
  /** What it is asked about is being read anew: nothing is sent before that is shown. */
  isReading?: boolean
  run: (reason: string) => unknown
  /**
   * The reason can be given anew: the dialog closes itself once it is done, and stays where more has been typed meanwhile,
   * which this is told.
   */
  typedOn?: () => void
  close: () => void
}

/** Asks why: for a receipt set aside, or declared missing. */
export function ReasonDialog(props: Props) {
  const {
    title,
    text,
    label,
    offers,
    yes,
    shortest,
    lacks = null,
    error,
    meanwhile,
    isReading = false,
    run,
    typedOn,
    close,
  } = props
  const [reason, setReason] = useState('')
  const now = useRef(reason)
  const type = (text: string) => {
    now.current = text
    setReason(text)
  }
  const send = async () => {
    const done = await run(reason.trim())
    if (!typedOn || done === undefined) return done
    if (now.current.trim() === reason.trim()) close()
    else typedOn()
    return done
  }
  return (
    <Dialog opened onClose={close} title={title}>
      <Form typesOn={typedOn !== undefined} isReading={isReading} onSubmit={send}>
        <p className="lead">{text}</p>
        <Chip.Group>
          <Group gap={6} mb="xs">
            {offers.map((offer) => (
              <Chip key={offer} size="xs" checked={reason === offer} onChange={() => type(offer)}>
                {offer}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
        <TextArea
          data-autofocus
          label={label}
          least={shortest}
          sendsBy="Enter"
          value={reason}
          error={error}
          onChange={(event) => type(event.currentTarget.value)}
        />
        {meanwhile}
        <Lack says={lacks} />
        <Group justify="flex-end" gap="xs" mt="md">
          <CancelButton onClick={close} />
          <SendButton>{yes}</SendButton>
        </Group>
      </Form>
    </Dialog>
  )
}
