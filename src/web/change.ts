import type { Client } from '@orpc/client'
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { type CallContext, troubleOf } from '#web/client.ts'
import { isAnswer, showRefusal } from '#web/faults.tsx'
import { tellDone, tellTrouble, tellWarning } from '#web/notices.tsx'
import { isSecondClick } from '#web/presses.ts'
import { noteReading, onceShown } from '#web/readingAnew.ts'
import { forgetRefusal } from '#web/refusals.tsx'
import { actNow, keepFocus } from '#web/ui/keepFocus.ts'
import { noteAct } from '#web/underWay.ts'

/**
 * Told of a refusal; true when the page has shown it itself, as for a stale edit. `reading` ends once what is shown is as
 * it is by then.
 */
export type OnRefused = (error: unknown, reading: Promise<void>) => boolean

interface ChangeOptions<Input, Output> {
  /** Said in passing when it is done. */
  done?: string | ((output: Output, input: Input) => string)
  /** Said instead where it is done and asks for a look; it stays until it is closed. */
  warning?: (output: Output, input: Input) => string | undefined
  /** Takes the change back; the notice then offers to undo it. */
  undo?: (output: Output, input: Input) => Promise<unknown>
  onDone?: (output: Output, input: Input) => void
  /** It takes away what else the page offers: it is told only once the page has been read anew. */
  closes?: boolean
  onRefused?: OnRefused
  /** The form the input came from; wrong fields are marked in it. */
  form?: { setErrors: (errors: Record<string, string>) => void }
}

/** One change that is being made. */
interface Asked<Input> {
  input: Input
  key: string
  act: () => HTMLElement | null
  /** Ends that the act waits for its answer. */
  isAnswered: () => void
}

/**
 * A change as a page makes it: `run` calls the operation under one key, so that a repeat over a poor line counts once,
 * asks afresh for what is shown, and tells a refusal in words. What was typed stays where it was.
 */
export function useChange<Input, Output, Fault>(
  operation: Client<CallContext, Input, Output, Fault>,
  options: ChangeOptions<Input, Output> = {},
) {
  const queries = useQueryClient()
  const [fields, setFields] = useState<Record<string, string>>({})
  const [isRead, setRead] = useState(true)
  /** The change that is done while the page does not show it yet. */
  const unread = useRef<string | null>(null)
  /** The change that was asked for last, while it is being made. */
  const underWay = useRef<string | null>(null)
  const call = operation as (input: Input, rest: { context: CallContext }) => Promise<Output>
  const mutation = useMutation({
    mutationFn: (asked: Asked<Input>) => call(asked.input, { context: { idempotencyKey: asked.key } }),
    networkMode: 'always',
    retry: (failures, error) => failures < 3 && troubleOf(error).kind === 'offline',
    retryDelay: (attempt) => 800 * 2 ** attempt,
    onSuccess: finish,
    onError: show,
  })

  function finish(output: Output, asked: Asked<Input>): Promise<void> | void {
    setFields({})
    setRead(false)
    const done = JSON.stringify(asked.input)
    unread.current = done
    const reading = queries.invalidateQueries().finally(() => {
      if (unread.current !== done) return
      unread.current = null
      setRead(true)
      keepFocus()
    })
    if (options.closes) return reading.then(() => tell(output, asked))
    tell(output, asked)
  }

  function tell(output: Output, { input, isAnswered }: Asked<Input>): void {
    isAnswered()
    const said = typeof options.done === 'function' ? options.done(output, input) : options.done
    const { undo } = options
    const askAfresh = () => queries.invalidateQueries().then(keepFocus)
    const takeBack = () => undo?.(output, input).catch(tellTrouble).then(askAfresh)
    const warning = options.warning?.(output, input)
    if (warning) tellWarning(warning)
    else if (said) tellDone(said, undo && takeBack)
    options.onDone?.(output, input)
  }

  function show(error: unknown, { act, isAnswered }: Asked<Input>): void {
    isAnswered()
    dealWithRefusal(queries, error, act(), {
      ...(options.onRefused && { onRefused: options.onRefused }),
      mark: (faults) => {
        setFields(faults)
        options.form?.setErrors(faults)
      },
    })
  }

  return {
    /**
     * Makes the change; gives its output, or nothing when it was refused (and said so). The second click of a double
     * click makes none, and neither does the same again while it is being made or the page read anew after it.
     */
    run: async (input: Input): Promise<Output | undefined> => {
      const asked = JSON.stringify(input)
      if (isSecondClick() || asked === unread.current || asked === underWay.current) return undefined
      forgetRefusal()
      underWay.current = asked
      const act = actNow()
      const change = { input, key: crypto.randomUUID(), act, isAnswered: noteAct(act()) }
      const made = await mutation.mutateAsync(change).catch(() => undefined)
      if (underWay.current === asked) underWay.current = null
      return made
    },
    /** It is being made, or the page being read anew after it. */
    running: mutation.isPending || !isRead,
    fields,
  }
}

interface Dealing {
  onRefused?: OnRefused
  /** Puts what is wrong with fields at them. */
  mark: (faults: Record<string, string>) => void
}

/**
 * Tells a refusal, and asks afresh for what is shown, which is no longer as it was seen; where that takes away the place
 * that said so, it is said in passing.
 */
function dealWithRefusal(
  queries: QueryClient,
  error: unknown,
  act: HTMLElement | null,
  { onRefused, mark }: Dealing,
): void {
  const reading = isAnswer(error) ? queries.invalidateQueries() : Promise.resolve()
  noteReading(reading)
  const place = onRefused?.(error, reading) ? null : showRefusal(error, act, mark)
  keepFocus()
  onceShown(reading, () => {
    if (place?.isConnected === false) tellTrouble(error)
    keepFocus()
  })
}
