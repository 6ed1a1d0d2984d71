import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useChange } from '#web/change.ts'
import { api, client, troubleOf } from '#web/client.ts'
import { isCovered } from '#web/covered.ts'
import { useForgetText } from '#web/ui/useDraft.ts'
import { useWords } from '#web/words.ts'
import {
  clashingFields,
  type Edits,
  fieldsOfLine,
  inputOf,
  type LineField,
  type LineFields,
  withoutSaved,
} from './lineFields.ts'
import type { Line, Report } from './reportTypes.ts'
import type { Desk } from './useFront.ts'
import type { LineEdits } from './useLineEdits.ts'

/** A line somebody else saved while it was being edited here. */
export interface Clash {
  edits: Edits
  /** The fields that both changed. */
  fields: readonly LineField[]
  theirs: Line
  saved: LineEdits['saved']
}

/** Under which why there is no receipt is kept while a new line is typed. */
export const keyOfMissing = (reportId: string) => `new-${reportId}-missing`

/** What one has saved of a line here, as which version. */
interface OwnSave {
  version: number
  edits: Edits
}

interface AcceptOptions {
  /** It stays in front: more is to be done with it before one goes on. */
  stays?: boolean
  /** Why there is no receipt. */
  missing?: string
}

/** Every change that the report's page makes, each with its undo where there is one. */
export function useWork(report: Report, desk: Desk) {
  const { t } = useWords()
  const queries = useQueryClient()
  const [clash, setClash] = useState<Clash | null>(null)
  const sending = useRef(false)
  const saving = useRef<Promise<unknown>>(Promise.resolve())
  const ownSaves = useRef(new Map<string, OwnSave>())
  const [isSendingNew, setSendingNew] = useState(false)
  const [lastMade, setLastMade] = useState<{ id: string; version: number } | null>(null)
  const add = useChange(client.expenses.addLine)
  const split = useChange(client.expenses.splitLine, { done: t('expenses.reportPage.done.split') })
  const change = useChange(client.expenses.changeLine, {
    done: t('expenses.reportPage.done.saved'),
    onRefused: (error) => isStale(error),
  })
  /** The line as this page has changed it: who goes on with it before it is read anew goes on from there. */
  const seeAs = ({ id, version }: { id: string; version: number }) =>
    queries.setQueryData<Report>(
      api.expenses.report.queryKey({ input: { reportId: report.id } }),
      (before) =>
        before && { ...before, lines: before.lines.map((line) => (line.id === id ? { ...line, version } : line)) },
    )
  const refusedReason = useRefusedReason(report.id)
  const isMended = (made: { id: string; version: number }) => {
    seeAs(made)
    refusedReason.forget(made.id)
  }
  const declare = useChange(client.expenses.declareMissing, { onDone: isMended })
  const attach = useChange(client.expenses.attachReceipt, {
    onDone: isMended,
    done: t('expenses.reportPage.done.attached'),
    undo: (_, input) => client.expenses.detachReceipt(input),
  })
  const detach = useChange(client.expenses.detachReceipt, {
    onDone: seeAs,
    done: t('expenses.reportPage.done.detached'),
    undo: (_, input) => client.expenses.attachReceipt(input),
  })
  const remove = useChange(client.expenses.removeLine, {
    done: t('expenses.reportPage.done.removed'),
    undo: ({ id: lineId, version }) => client.expenses.restoreLine({ lineId, version }),
    onDone: (_, { lineId }) => desk.letGo(lineId),
  })
  const restore = useChange(client.expenses.restoreLine, { done: t('expenses.reportPage.done.restored') })
  const aside = useChange(client.expenses.setAside, {
    done: t('expenses.reportPage.done.aside'),
    undo: ({ id: receiptId, version }) => client.expenses.takeBack({ receiptId, version }),
  })

  const setSending = (isSent: boolean) => {
    sending.current = isSent
    setSendingNew(isSent)
  }

  /** Makes a line of receipts and goes on at once; if the server refuses, the receipt and what was typed come back. */
  const accept = async (line: LineEdits, receiptIds: readonly string[], { stays, missing }: AcceptOptions = {}) => {
    const [first] = receiptIds
    // One without a receipt stays in front while it is sent; with receipts another comes at once.
    if (!first && sending.current) return undefined
    setLastMade(null)
    if (!first) {
      setSending(true)
      desk.isBusy.current = false
    } else if (!stays) {
      desk.take(receiptIds)
      desk.goOn(first)
    }
    const fields = inputOf(line.fields, line.edits.rate !== undefined)
    const made = await add.run({ reportId: report.id, receiptIds: [...receiptIds], ...fields })
    const declared = made && missing ? await declare.run({ lineId: made.id, reason: missing }) : made
    if (!first) setSending(false)
    if (made && missing && !declared) refusedReason.keep(made.id, missing)
    if (made) {
      line.discard()
      setLastMade(declared ?? made)
      return { ...made, isWhole: declared !== undefined }
    }
    if (!first || stays) return undefined
    desk.take(receiptIds, false)
    // Whoever types in the next one already is left there; the receipt is back in the pile with what was typed over it.
    if (!desk.isBusy.current && !isCovered()) desk.show({ receipt: first })
    return undefined
  }

  /** Shows at once what was saved: until the report is read anew, whoever types on would type over what is gone. */
  const show = (made: { id: string; version: number }, edits: Edits, { saved }: Pick<LineEdits, 'saved'>) => {
    const changed = (line: Line) => (line.id === made.id ? { ...line, ...edits, version: made.version } : line)
    queries.setQueryData<Report>(
      api.expenses.report.queryKey({ input: { reportId: report.id } }),
      (before) => before && { ...before, lines: before.lines.map(changed) },
    )
    saved(edits, made.version)
    return true
  }

  /** Whether it is saved. What is saved again before the answer has come goes on from what the answer brings. */
  const save = (line: Line, typed: LineEdits): Promise<boolean> => {
    const saved = saving.current.then(() => saveNext(lineNow(line), typed))
    saving.current = saved.catch(() => false)
    return saved
  }

  /** The line as it was saved or read last, be it drawn yet or not. */
  const lineNow = (line: Line): Line => {
    const shown = queries.getQueryData<Report>(api.expenses.report.queryKey({ input: { reportId: report.id } }))
    return shown?.lines.find(({ id }) => id === line.id) ?? line
  }

  const saveNext = async (line: Line, given: LineEdits): Promise<boolean> => {
    const before = ownSaves.current.get(line.id)
    const isUpon = before !== undefined && given.version < before.version
    const typed = isUpon ? upon(before, given) : given
    if (Object.keys(typed.edits).length === 0) return true
    const take = (made: { id: string; version: number }) => {
      const edits = { ...(isUpon ? before.edits : {}), ...typed.edits }
      ownSaves.current.set(line.id, { version: made.version, edits })
      return show(made, typed.edits, typed)
    }
    // What was typed over a receipt is no edit of the line that somebody else has made of it.
    const known = clashingFields(typed, fieldsOfLine(line))
    if (known.length > 0) return askWhose(line, known, typed)
    const saved = await change.run({ lineId: line.id, version: typed.version, ...typed.edits })
    if (saved) return take(saved)
    const theirs = await currentLine(report.id, line.id)
    if (!theirs || theirs.version === typed.version) return false
    const fields = clashingFields(typed, fieldsOfLine(theirs))
    if (fields.length > 0) return askWhose(theirs, fields, typed)
    const again = await change.run({ lineId: line.id, version: theirs.version, ...typed.edits })
    return again ? take(again) : false
  }

  const askWhose = async (theirs: Line, fields: readonly LineField[], { edits, saved }: LineEdits) => {
    setClash({ edits, fields, theirs, saved })
    await queries.invalidateQueries({ queryKey: api.expenses.report.key() })
    return false
  }

  const resolve = async (chosen: Partial<LineFields>) => {
    if (!clash) return
    const { theirs, edits, saved } = clash
    const done = await change.run({ lineId: theirs.id, version: theirs.version, ...edits, ...chosen })
    if (!done) return
    show(done, { ...edits, ...chosen }, { saved: (_, version) => saved(edits, version) })
    setClash(null)
  }

  return {
    accept,
    save,
    lineNow,
    clash,
    resolve,
    letGo: () => setClash(null),
    split,
    declare,
    attach,
    detach,
    remove,
    restore,
    aside,
    lastMade,
    forgetLast: () => setLastMade(null),
    isSendingNew,
    busy: add.running || change.running || split.running,
  }
}

export type Work = ReturnType<typeof useWork>

/** A line made here whose reason was refused: the reason stays with the new line’s fields until that line has one. */
function useRefusedReason(reportId: string) {
  const refused = useRef<{ lineId: string; reason: string } | null>(null)
  const forgetText = useForgetText(keyOfMissing(reportId))
  return {
    keep: (lineId: string, reason: string) => {
      refused.current = { lineId, reason }
    },
    forget: (lineId: string) => {
      if (refused.current?.lineId !== lineId) return
      void forgetText(refused.current.reason)
      refused.current = null
    },
  }
}

/** What was typed before one's own save was answered, as edits of what that saved. */
function upon({ version, edits }: OwnSave, typed: LineEdits): LineEdits {
  return { ...typed, version, edits: withoutSaved(typed.edits, edits), was: { ...typed.was, ...edits } }
}

function isStale(error: unknown): boolean {
  const trouble = troubleOf(error)
  return trouble.kind === 'refused' && trouble.says === 'core.stale'
}

async function currentLine(reportId: string, lineId: string): Promise<Line | undefined> {
  const now = await client.expenses.report({ reportId }).catch(() => undefined)
  return now?.lines.find((line) => line.id === lineId)
}
