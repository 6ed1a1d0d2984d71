import { Button, type ButtonProps, Group, getDefaultZIndex } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { tellWarning } from '#web/notices.tsx'
import { isSame } from '#web/touched.ts'
import { DialogBox } from '#web/ui/DialogBox.tsx'
import { Meanwhile } from '#web/ui/Meanwhile.tsx'
import { useWords } from '#web/words.ts'

interface Question {
  /** A question that names the thing: "Refuse the hotel line?" */
  title: string
  /** What follows from it and cannot be taken back. */
  text?: string | undefined
  /** The verb on the button: "Refuse the line". */
  yes: string
  /** The verb of the other button, where "Cancel" could mean either. */
  no?: string
  danger?: boolean
  /** What it was decided on, where that was seen before the question was asked. */
  about?: unknown
}

/**
 * Asks before what cannot be undone: `if (await ask({…})) …`; put `dialog` somewhere on the page. `about` is what of a live
 * record it is decided on, such as its version: the question says so when that changes while it is asked.
 */
export function useConfirm(about?: unknown): { ask: (question: Question) => Promise<boolean>; dialog: ReactNode } {
  const [asked, setAsked] = useState<(Question & { about: unknown; answer: (yes: boolean) => void }) | null>(null)
  const ask = (question: Question) => new Promise<boolean>((answer) => setAsked({ about, ...question, answer }))
  const reply = (yes: boolean) => {
    asked?.answer(yes)
    setAsked(null)
  }
  return {
    ask,
    dialog: asked && <AskedQuestion question={asked} hasChanged={!isSame(asked.about, about)} reply={reply} />,
  }
}

interface ConfirmButtonProps extends ButtonProps {
  question: Question
  /** What else of a live record it is decided on, such as its version. */
  about?: unknown
  onYes: () => void
  children: ReactNode
}

/** A button that asks first: about what was there when it was pressed, and that is what a yes does. */
export function ConfirmButton({ question, about, onYes, children, ...button }: ConfirmButtonProps) {
  const [asked, setAsked] = useState<{ question: Question; about: unknown; onYes: () => void } | null>(null)
  const reply = (yes: boolean) => {
    setAsked(null)
    if (yes) asked?.onYes()
  }
  const hasChanged = asked !== null && !isSame([asked.question, asked.about], [question, about])
  return (
    <>
      <Button {...button} onClick={() => setAsked({ question, about, onYes })}>
        {children}
      </Button>
      {asked && (
        <AskedQuestion
          question={asked.question}
          hasChanged={hasChanged}
          now={asked.question.title === question.title ? undefined : question.title}
          reply={reply}
        />
      )}
    </>
  )
}

/** Throws a draft away, once that is asked. */
export function DiscardDraft({ onYes, ...button }: ButtonProps & { onYes: () => void }) {
  const { t } = useWords()
  const question = { title: t('web.discard.title'), yes: t('web.discard.yes'), no: t('web.discard.no'), danger: true }
  return (
    <ConfirmButton variant="default" {...button} question={question} onYes={onYes}>
      {t('web.draft.discard')}
    </ConfirmButton>
  )
}

/** Asks once before what somebody typed is thrown away. */
export function DiscardQuestion({ reply }: { reply: (yes: boolean) => void }) {
  const { t } = useWords()
  const question = { title: t('web.discard.title'), yes: t('web.discard.yes'), no: t('web.discard.no'), danger: true }
  return <ConfirmDialog question={question} reply={reply} />
}

/** Asks before something is left while what was pressed in it waits for its answer. */
export function SentQuestion({ reply }: { reply: (yes: boolean) => void }) {
  const { t } = useWords()
  const say = (part: 'title' | 'text' | 'yes' | 'no') => t(`web.unanswered.${part}`)
  const question = { title: say('title'), text: say('text'), yes: say('yes'), no: say('no') }
  return <ConfirmDialog question={question} reply={reply} />
}

interface AskedProps {
  question: Question
  /** Whether what it is about is another by now, and which question would be asked of that. */
  hasChanged?: boolean
  now?: string | undefined
  reply: (yes: boolean) => void
}

/** A question that says so where what it is about goes while it is asked, as when somebody else decides it. */
function AskedQuestion({ question, reply, ...changed }: AskedProps) {
  const { t } = useWords()
  const answered = useRef(false)
  const gone = useRef('')
  useEffect(() => {
    gone.current = t('web.confirm.gone', { title: question.title })
  })
  useEffect(() => {
    const { href } = location
    answered.current = false
    return () => {
      if (answered.current) return
      answered.current = true
      // Whoever leaves the page knows why it is gone.
      setTimeout(() => {
        if (answered.current && location.href === href) tellWarning(gone.current)
      })
    }
  }, [])
  return (
    <ConfirmDialog
      {...changed}
      question={question}
      reply={(yes) => {
        answered.current = true
        reply(yes)
      }}
    />
  )
}

function ConfirmDialog({ question, hasChanged = false, now, reply }: AskedProps) {
  const { t } = useWords()
  return (
    <DialogBox
      opened
      onClose={() => reply(false)}
      title={question.title}
      withCloseButton={false}
      role="alertdialog"
      // A popover, which may have asked, lies over every other dialog.
      zIndex={getDefaultZIndex('popover') + 50}
    >
      {question.text}
      <Meanwhile hasChanged={hasChanged} now={now} />
      <Group justify="flex-end" gap="xs" mt="lg">
        {/* A bare Enter, or one too many, does not do what cannot be undone. */}
        <Button variant="default" data-autofocus onClick={() => reply(false)}>
          {question.no ?? t('web.cancel')}
        </Button>
        <Button {...(question.danger ? { color: 'red.8' } : {})} onClick={() => reply(true)}>
          {question.yes}
        </Button>
      </Group>
    </DialogBox>
  )
}
