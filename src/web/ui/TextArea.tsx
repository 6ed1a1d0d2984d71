import { Textarea, type TextareaProps } from '@mantine/core'
import type { KeyboardEvent } from 'react'
import { useFault } from '#web/ui/Form.tsx'
import { useWords } from '#web/words.ts'

interface Props extends TextareaProps {
  /** How many characters it needs at least; 1 for a field that must be filled in. */
  least?: number
  /** What else is against the text, in a sentence; nothing while it is right. */
  lacks?: string | null
  /** Enter sends the form from here too; else it begins a new line, and Ctrl+Enter sends. */
  sendsBy?: 'Enter'
}

/** A text of several lines that says itself what it lacks. */
export function TextArea({ least = 0, lacks = null, sendsBy, error, onKeyDown, ...props }: Props) {
  const { t } = useWords()
  const { length } = String(props.value ?? '').trim()
  const isShort = length < least
  const short = t(length === 0 ? 'web.field.required' : 'web.field.least', { least })
  const fault = useFault(null, isShort ? short : lacks)
  const send = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    onKeyDown?.(event)
    if (event.key !== 'Enter' || sendsBy !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    event.currentTarget.form?.requestSubmit()
  }
  return <Textarea autosize minRows={2} {...props} error={fault ?? error} onKeyDown={send} />
}
