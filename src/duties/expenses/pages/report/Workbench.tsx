import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { isCovered } from '#web/covered.ts'
import { useKeys } from '#web/keys.ts'
import { Meanwhile } from '#web/ui/Meanwhile.tsx'
import { FormSkeleton } from '#web/ui/Skeletons.tsx'
import { useSubject } from '#web/ui/useSubject.ts'
import { useWords } from '#web/words.ts'
import { PartsOffer } from '../picture/PartsOffer.tsx'
import { PictureNotes } from '../picture/PictureNotes.tsx'
import type { Asked } from './FrontActions.tsx'
import { FrontForm } from './FrontForm.tsx'
import shared from './form.module.css'
import type { LineFormHandle } from './LineForm.tsx'
import { fieldsOfLine, fieldsOfReceipt, followed, type LineField, type LineFields } from './lineFields.ts'
import { MoreReceiptsDialog } from './MoreReceiptsDialog.tsx'
import { ReasonDialog } from './ReasonDialog.tsx'
import { ReceiptPicture } from './ReceiptPicture.tsx'
import page from './ReportPage.module.css'
import { trustIn } from './readerTrust.ts'
import type { Category, PileReceipt, Report } from './reportTypes.ts'
import { SplitDialog, type SplitPart } from './SplitDialog.tsx'
import { useEarlierLines } from './useEarlierLines.ts'
import type { Desk, Front } from './useFront.ts'
import type { LineEdits } from './useLineEdits.ts'
import { type FullReceipt, useReceipt, useReceiptAhead } from './useReceipt.ts'
import type { Work } from './useWork.ts'
import classes from './Workbench.module.css'

interface Props {
  report: Report
  categories: readonly Category[]
  desk: Desk
  work: Work
}

/** The picture at the left, its fields at the right. */
export function Workbench({ report, categories, desk, work }: Props) {
  const { t } = useWords()
  const { front } = desk
  const earlier = useEarlierLines(report)
  const form = useRef<LineFormHandle>(null)
  const [field, setField] = useState<LineField | null>(null)
  const [asked, setAsked] = useState<AskedOf | null>(null)
  const { more, setMore } = useMore(front)
  const receipts = receiptsInFront(front, more)
  const receipt = useReceipt(receipts[0]?.id)
  useReceiptAhead(aheadOf(desk))
  const isComing = receipts.length > 0 && receipt.isPending && front.kind === 'receipt'
  useAsked(desk, isComing, form)
  useKeys(
    [{ key: 'e', does: t('expenses.reportPage.do.ownShare'), run: () => form.current?.focus('ownShareCents') }],
    report.may.prepare,
  )
  const trust = field ? trustIn(receipt.data?.reading, field) : null
  return (
    <>
      {front.kind !== 'none' && (
        <>
          <div className={classes.picture} data-none={receipts.length === 0 || undefined}>
            <ReceiptPicture receipts={receipts} place={trust?.place ?? null} />
          </div>
          {isComing ? (
            <div className={shared.form}>
              <FormSkeleton fields={6} />
            </div>
          ) : (
            <FrontForm
              key={front.key}
              ref={form}
              report={report}
              front={front}
              desk={desk}
              work={work}
              categories={categories}
              earlier={earlier}
              receipt={receipt.data}
              more={more}
              dropMore={(id) => setMore(more.filter((one) => one.id !== id))}
              ask={(what, line, saved) => {
                desk.isBusy.current = true
                setAsked({
                  what,
                  line,
                  front: front.kind === 'line' && saved ? { ...front, line: saved } : front,
                  more,
                })
              }}
              onFocusField={setField}
              notes={
                receipt.data &&
                front.kind === 'receipt' && <FrontNotes report={report} receipt={receipt.data} desk={desk} />
              }
            />
          )}
        </>
      )}
      {asked && (
        <FrontDialog
          asked={asked}
          report={report}
          desk={desk}
          work={work}
          categories={categories}
          setMore={setMore}
          close={() => setAsked(null)}
        />
      )}
    </>
  )
}

/** What to know of the picture of the receipt in front, and the offer to take two on it apart. */
function FrontNotes({ report, receipt, desk }: { report: Report; receipt: FullReceipt; desk: Desk }) {
  return (
    <>
      <PictureNotes receipt={receipt} />
      {report.may.prepare && (
        <PartsOffer
          key={receipt.id}
          receipt={receipt}
          goTo={(receiptId) => isCovered() || desk.show({ receipt: receiptId })}
        />
      )}
    </>
  )
}

/** What a dialog was asked for, and what lay in front then: it stays about that. */
interface AskedOf {
  what: Asked
  line: LineEdits
  front: Exclude<Front, { kind: 'none' }>
  more: readonly PileReceipt[]
}

interface DialogProps extends Props {
  asked: AskedOf
  setMore: (more: PileReceipt[]) => void
  close: () => void
}

function FrontDialog({ asked, report, desk, work, categories, setMore, close }: DialogProps) {
  const { what, line, front, more } = asked
  const made = useRef<{ id: string; version: number } | undefined>(undefined)
  const end = useEnd(close)
  // What lay in front as it is by now: somebody may have made the receipt a line.
  const drawn = report.lines.find((one) => one.id === front.id || one.receipts.some(({ id }) => id === front.id))
  // What was saved to be asked about comes before the report is drawn with it.
  const now = drawn && front.kind === 'line' && drawn.version < front.line.version ? front.line : drawn
  const whole = now ?? made.current ?? (front.kind === 'line' ? front.line : undefined)
  if (what === 'split') {
    const fields = now ? fieldsOfLine(now) : fieldsNow(report, asked)
    const split = async (parts: SplitPart[]) => {
      // A receipt becomes a line first, once, and stays in front until it is split.
      const ids = [front.id, ...more.map((one) => one.id)]
      if (!whole) made.current = await work.accept({ ...line, fields }, ids, { stays: true })
      const { id: lineId, version } = whole ?? made.current ?? {}
      const done = lineId && version ? await work.split.run({ lineId, version, parts }) : undefined
      if (done && end() && front.kind === 'receipt') desk.goOn(front.id)
      return done
    }
    return (
      <SplitDialog
        fields={fields}
        isUnread={isUnread(report, front)}
        categories={categories}
        split={split}
        close={close}
      />
    )
  }
  if (what === 'more') {
    const others = desk.pile.filter((one) => one.id !== front.id)
    const choose = async (ids: string[]) => {
      const chosen = others.filter((one) => ids.includes(one.id))
      if (!whole) setMore(chosen)
      else
        for (const { id } of chosen) if (!(await work.attach.run({ lineId: whole.id, receiptId: id }))) return undefined
      return end()
    }
    return <MoreReceiptsDialog pile={others} chosen={more.map((one) => one.id)} choose={choose} close={close} />
  }
  return <FrontReason asked={asked} report={report} desk={desk} work={work} close={close} end={end} />
}

interface ReasonProps extends Pick<DialogProps, 'asked' | 'report' | 'desk' | 'work' | 'close'> {
  end: () => boolean
}

/** Asks why the receipt in front is set aside, or why there is none. */
function FrontReason({ asked: { what, front }, report, desk, work, close, end }: ReasonProps) {
  const { t } = useWords()
  const receipt = front.kind === 'receipt' ? front.receipt : null
  const live = report.pile.find(({ id }) => id === receipt?.id) ?? receipt
  const { subject: seen, readAnew, isReading } = useSubject(live, true)
  const run = async (reason: string) => {
    if (what === 'missing') return (await work.declare.run({ lineId: front.id, reason, was: null })) && end()
    const done = await work.aside.run({ ...(seen && { version: seen.version }), receiptId: front.id, why: reason })
    if (!done) readAnew()
    else if (end()) desk.goOn(front.id, true)
    return done
  }
  const dialog = what === 'missing' ? 'missing' : 'aside'
  return (
    <ReasonDialog
      title={t(`expenses.reportPage.${dialog}.title`)}
      text={t(`expenses.reportPage.${dialog}.text`)}
      label={t(`expenses.reportPage.${dialog}.label`)}
      offers={[1, 2, 3].map((n) => t(`expenses.reportPage.${dialog}.offer${n}`))}
      yes={t(`expenses.reportPage.${dialog}.yes`)}
      shortest={what === 'missing' ? 5 : 2}
      meanwhile={<Meanwhile hasChanged={live?.version !== seen?.version && !work.aside.running} />}
      isReading={isReading}
      run={run}
      close={close}
    />
  )
}

/** Whether the reader is still to fill what was asked about. */
function isUnread({ pile }: Report, { id }: AskedOf['front']): boolean {
  const now = pile.find((one) => one.id === id)
  return now?.readingState === 'waiting' || now?.readingState === 'reading'
}

/** What was asked about as it is by now, while it is no line yet: others may correct its receipt. */
function fieldsNow({ pile, currency }: Report, { line, front }: AskedOf): LineFields {
  const now = front.kind === 'receipt' && pile.find(({ id }) => id === front.id)
  if (!now) return line.fields
  return followed(line.fields, line.edits, [fieldsOfReceipt(front.receipt, currency), fieldsOfReceipt(now, currency)])
}

/** Closes the dialog at once, unless it was left while what it asked for was under way; then nothing may move for it. */
function useEnd(close: () => void): () => boolean {
  const isOpen = useRef(false)
  useEffect(() => {
    isOpen.current = true
    return () => {
      isOpen.current = false
    }
  }, [])
  return () => {
    if (!isOpen.current) return false
    flushSync(close)
    return true
  }
}

/** Receipts put to the one in front; another in front begins without any. */
function useMore(front: Front): { more: readonly PileReceipt[]; setMore: (more: PileReceipt[]) => void } {
  const [kept, setKept] = useState<{ for: string; more: PileReceipt[] }>({ for: '', more: [] })
  return {
    more: kept.for === front.id ? kept.more : [],
    setMore: (more) => setKept({ for: front.id, more }),
  }
}

/** What was asked for comes into sight once it is in front, and gets the focus; every ask counts once. */
function useAsked({ asked, front }: Desk, isComing: boolean, form: { current: LineFormHandle | null }): void {
  const answered = useRef<Desk['asked']>(null)
  useEffect(() => {
    if (!asked || asked === answered.current || isComing || (asked.id !== null && asked.id !== front.id)) return
    answered.current = asked
    document.querySelector(`.${page.bench}`)?.scrollIntoView({ block: 'nearest' })
    form.current?.focus(asked.field)
  }, [asked, front.id, isComing, form])
}

function receiptsInFront(front: Front, more: readonly PileReceipt[]) {
  if (front.kind === 'receipt') return [front.receipt, ...more]
  return front.kind === 'line' ? front.line.receipts : []
}

function aheadOf({ front, pile }: Desk): string | undefined {
  if (front.kind !== 'receipt') return undefined
  return pile[pile.findIndex((one) => one.id === front.id) + 1]?.id
}
