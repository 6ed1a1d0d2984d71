import { Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type ReactNode, type Ref, useEffect, useRef } from 'react'
import { isCovered } from '#web/covered.ts'
import { useKeys } from '#web/keys.ts'
import { useSession } from '#web/session.tsx'
import { Note } from '#web/ui/Note.tsx'
import { TextArea } from '#web/ui/TextArea.tsx'
import { useDraft } from '#web/ui/useDraft.ts'
import { useWords } from '#web/words.ts'
import { CorrectionWay } from '../CorrectionWay.tsx'
import { FieldFrame } from './FieldFrame.tsx'
import { type Asked, FrontActions } from './FrontActions.tsx'
import classes from './FrontForm.module.css'
import { LineForm, type LineFormHandle } from './LineForm.tsx'
import { emptyFields, fieldsOfLine, fieldsOfReceipt, type LineField, type LineFields } from './lineFields.ts'
import { withOffers } from './offers.ts'
import { NoSupport, ReadFacts } from './ReadFacts.tsx'
import { firstDoubt, trustIn } from './readerTrust.ts'
import type { Category, Line, PileReceipt, Report } from './reportTypes.ts'
import type { Desk, Front } from './useFront.ts'
import { type LineEdits, useLineEdits } from './useLineEdits.ts'
import { useOffers } from './useOffers.ts'
import type { useReceipt } from './useReceipt.ts'
import { keyOfMissing, type Work } from './useWork.ts'

interface Props {
  ref: Ref<LineFormHandle>
  report: Report
  front: Exclude<Front, { kind: 'none' }>
  desk: Desk
  work: Work
  categories: readonly Category[]
  earlier: readonly Line[]
  /** The first receipt in front as the server tells it; nothing without one. */
  receipt: ReturnType<typeof useReceipt>['data']
  /** Further receipts of the pile that belong to the same purchase. */
  more: readonly PileReceipt[]
  dropMore: (receiptId: string) => void
  /** With the line in front, if one is, as it was saved last. */
  ask: (what: Asked, line: LineEdits, saved: Line | null) => void
  onFocusField: (field: LineField | null) => void
  /** What to know of the picture, above the fields. */
  notes: ReactNode
}

/** The form of what lies in front: a receipt about to become a line, a line, or a line without receipt. */
export function FrontForm(props: Props) {
  const { ref, report, front, desk, work, categories, receipt, more } = props
  const { t } = useWords()
  const base = useBase(front)
  const version = front.kind === 'line' ? front.line.version : 1
  const typed = useLineEdits(front.key, base, version)
  const begin = (field: LineField) => {
    desk.isBusy.current = true
    typed.begin(field)
  }
  const line = withOffers({ ...typed, begin }, useOffers({ report, front, receipt, merchant: typed.fields.merchant }))
  useClearKey(line)
  const missing = useDraft(keyOfMissing(report.id))
  const missingWhy = missing.value
  const receiptIds = front.kind === 'receipt' ? [front.id, ...more.map((one) => one.id)] : []
  const reading = front.kind === 'receipt' ? front.receipt.reading : null
  const isDirty = Object.keys(line.edits).length > 0
  const submit = async () => {
    if (front.kind === 'line') return isDirty && work.save(front.line, line)
    const made = await work.accept(line, receiptIds, front.kind === 'new' ? { missing: missingWhy.trim() } : {})
    if (!made || front.kind !== 'new') return made
    if (made.isWhole) missing.forget()
    // Whoever types on or has opened something meanwhile is left there.
    const isLeft = desk.at.current === front.key && !desk.isBusy.current && !isCovered()
    if (isLeft && made.isWhole) desk.show({ line: made.id })
    return made
  }
  const closed = whyClosed(report, front, t)
  const wasOpen = useRef(false)
  if (!closed) wasOpen.current = true
  const open = (what: Asked) => props.ask(what, line, front.kind === 'line' ? work.lineNow(front.line) : null)
  const ask = async (what: Asked): Promise<void> => {
    // Nothing cannot be split, and what is typed over a line only once it is saved.
    const isLine = front.kind === 'line'
    if (what === 'split' && line.fields.amountCents === 0)
      desk.show(isLine ? { line: front.id } : { receipt: front.id }, 'amountCents')
    else if (what !== 'split' || !isLine || !isDirty) open(what)
    else if ((await work.save(front.line, line)) && desk.at.current === front.key && !isCovered()) open(what)
  }
  const latestAsk = useRef(ask)
  const askOfAllTyped = (what: Asked) => {
    // An amount counts once its field is left; the form has the focus then, and gets it again after a dialog.
    const field = document.activeElement
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
      field.form?.focus({ preventScroll: true })
      field.blur()
    }
    setTimeout(() => latestAsk.current(what))
  }
  useEffect(() => {
    latestAsk.current = ask
  })
  return (
    <LineForm
      ref={ref}
      title={useTitle(front, desk)}
      line={line}
      month={report.month}
      categories={categories}
      earlier={props.earlier}
      trust={(field) => trustIn(reading, field)}
      keepsFields={wasOpen.current}
      isSent={front.kind === 'new' && work.isSendingNew}
      onTypedOver={() => {
        desk.isBusy.current = true
      }}
      closed={closed && <Closed why={closed} report={report} front={front} />}
      onFocusField={props.onFocusField}
      onSubmit={submit}
      startAt={desk.asked?.field ?? startOf(front, line.fields)}
      actions={
        <FrontActions front={front} report={report} desk={desk} work={work} isDirty={isDirty} ask={askOfAllTyped} />
      }
    >
      {props.notes}
      <NoSupport reading={receipt?.reading} />
      <ReadFacts reading={receipt?.reading} currency={line.fields.currency} />
      {front.kind === 'receipt' && <MoreReceipts more={more} drop={props.dropMore} />}
      {front.kind === 'line' && <LineReceipts report={report} line={front.line} work={work} />}
      {front.kind === 'new' && (
        <FieldFrame field="receipts" wide>
          <TextArea
            label={t('expenses.reportPage.missing.label')}
            description={t('expenses.reportPage.missing.newText')}
            minRows={1}
            least={missingWhy.trim() ? 5 : 0}
            value={missingWhy}
            onChange={(event) => missing.change(event.currentTarget.value)}
          />
        </FieldFrame>
      )}
    </LineForm>
  )
}

/** Clears the suggestion in the field that has the cursor, or all of them from anywhere else. */
function useClearKey(line: LineEdits): void {
  const { t } = useWords()
  const suggested = Object.keys(line.suggested) as LineField[]
  const run = () => {
    const here = document.activeElement?.closest<HTMLElement>('[data-field]')?.dataset.field
    const only = suggested.filter((field) => field === here)
    line.clear(only.length > 0 ? only : suggested)
  }
  const does = t('expenses.reportPage.suggested.clear')
  useKeys(
    [
      { key: 'x', does, run },
      { key: 'alt+x', does, run, inFields: true },
    ],
    suggested.length > 0,
  )
}

function useBase(front: Props['front']): LineFields {
  const { currency } = useSession().office
  if (front.kind === 'line') return fieldsOfLine(front.line)
  if (front.kind === 'new') return emptyFields(currency)
  return fieldsOfReceipt(front.receipt, currency)
}

/** Where the cursor goes: to what the reader doubts, else to what nobody knows yet, else nowhere: Enter accepts. */
function startOf(front: Props['front'], fields: LineFields): string | undefined {
  if (front.kind === 'line') return undefined
  if (front.kind === 'new') return 'spentOn'
  const doubt = firstDoubt(front.receipt.reading, ['spentOn', 'merchant', 'amountCents', 'currency'])
  return doubt ?? (fields.categoryId === null ? 'categoryId' : fields.purpose === '' ? 'purpose' : undefined)
}

function useTitle(front: Props['front'], desk: Desk): string {
  const { t } = useWords()
  if (front.kind === 'line') return front.line.merchant || t('expenses.reportPage.lines.noMerchant')
  if (front.kind === 'new') return t('expenses.reportPage.form.new')
  if (front.isGone) return front.receipt.number
  const at = desk.pile.findIndex((one) => one.id === front.id) + 1
  return t('expenses.reportPage.form.receipt', { at, of: desk.pile.length, number: front.receipt.number })
}

function whyClosed(report: Report, front: Props['front'], t: (key: string) => string): string | null {
  if (!report.may.prepare) return t('expenses.reportPage.form.readOnly')
  if (front.isGone) return t(`expenses.reportPage.form.gone.${front.kind}`)
  if (front.kind === 'line') return front.line.frozen?.text ?? null
  return report.may.addLines ? null : t('expenses.late.presented')
}

/** Why nothing can be changed here and, where it is signed, how it can be corrected. */
function Closed({ why, report, front }: { why: string; report: Report; front: Props['front'] }) {
  const isSigned = report.approvedAt !== null && front.kind === 'line'
  return (
    <>
      {why}{' '}
      {isSigned && (
        <CorrectionWay
          {...report}
          at={`line:${front.line.id}`}
          waiting={report.correctionsWaiting.find((one) => one.lineId === front.line.id)}
        />
      )}
    </>
  )
}

function MoreReceipts({ more, drop }: { more: readonly PileReceipt[]; drop: (receiptId: string) => void }) {
  const { t } = useWords()
  if (more.length === 0) return null
  return (
    <p className={classes.receiptTags}>
      {t('expenses.reportPage.more.with')}
      {more.map((one) => (
        <ReceiptTag key={one.id} number={one.number} drop={() => drop(one.id)} />
      ))}
    </p>
  )
}

function LineReceipts({ report, line, work }: { report: Report; line: Line; work: Work }) {
  const { t } = useWords()
  const mayChange = report.may.prepare && line.frozen === null
  return (
    <>
      <p className={classes.receiptTags} data-field="receipts">
        {line.receipts.length === 0 && !line.missingReason && t('expenses.reportPage.form.noReceipt')}
        {line.receipts.map((one) => (
          <ReceiptTag
            key={one.id}
            number={one.number}
            drop={mayChange ? () => work.detach.run({ lineId: line.id, receiptId: one.id }) : undefined}
          />
        ))}
        {line.missingReason && (
          <>
            <span>{t('expenses.reportPage.missing.declared', { reason: line.missingReason })}</span>
            {mayChange && (
              <Button
                size="compact-xs"
                variant="subtle"
                onClick={() => work.declare.run({ lineId: line.id, reason: null, was: line.missingReason })}
              >
                {t('expenses.reportPage.missing.withdraw')}
              </Button>
            )}
          </>
        )}
      </p>
      {line.refusedWhy !== null && (
        <Note tone="bad">{t('expenses.reportPage.form.refused', { why: line.refusedWhy })}</Note>
      )}
    </>
  )
}

function ReceiptTag({ number, drop }: { number: string; drop: (() => void) | undefined }) {
  const { t } = useWords()
  return (
    <span className={classes.tag}>
      {number}
      {drop && (
        <button type="button" aria-label={t('expenses.reportPage.more.drop', { number })} onClick={drop}>
          <IconX size={12} />
        </button>
      )}
    </span>
  )
}
