import { Button, Group, TextInput } from '@mantine/core'
import { IconEye } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { rewritten } from '#core/money.ts'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { useSession } from '#web/session.tsx'
import { DayInput } from '#web/ui/DayInput.tsx'
import { CancelButton, Form, SendButton } from '#web/ui/Form.tsx'
import { MoneyInput } from '#web/ui/Money.tsx'
import { useBegun } from '#web/ui/useBegun.ts'
import { useStale } from '#web/ui/useStale.tsx'
import { useWords } from '#web/words.ts'
import { isBeingRead } from '../../rules/picture-warnings.ts'
import { currencyForLine } from '../../rules/receipt-currency.ts'
import { type Place, type Trust, trustIn } from '../report/readerTrust.ts'
import classes from './Receipt.module.css'
import type { FullReceipt } from './types.ts'

type Fields = Pick<FullReceipt, 'merchant' | 'spentOn' | 'totalCents' | 'currency'>
const readAs = { merchant: 'merchant', spentOn: 'spentOn', totalCents: 'amountCents', currency: 'currency' } as const

/** The fields of a receipt to correct; each shows what the reader thinks of it and where on the picture it stands. */
export function ReceiptForm({ receipt, show }: { receipt: FullReceipt; show: (place: Place | null) => void }) {
  const { t, money } = useWords()
  const { office } = useSession()
  const [edits, setEdits] = useState<Partial<Fields>>({})
  const isEdited = Object.keys(edits).length > 0
  const begun = useBegun(receipt, isEdited)
  const stale = useStale({
    was: begun,
    label: (field) => t(`expenses.receipts.${field}`),
    value: (field, value) =>
      field === 'totalCents' && value !== null ? money(Number(value), receipt.currency ?? office.currency) : undefined,
  })
  const change = useChange(client.expenses.changeReceipt, {
    done: t('expenses.receipts.saved'),
    onDone: () => setEdits({}),
    onRefused: stale.catch,
  })
  const check = useChange(client.expenses.checkReceipt, {
    undo: ({ id: receiptId, version }) => client.expenses.checkReceipt({ receiptId, version, checked: false }),
    done: t('expenses.receipts.checkedDone'),
  })
  const fields: Fields = { ...receipt, ...edits }
  const edit = (set: Partial<Fields>) => setEdits((now) => ({ ...now, ...set }))
  const unsaid = currencyForLine(receipt, office.currency)
  const shownIn = wholeCode(fields.currency) ?? unsaid
  const setCurrency = (currency: string | null) => {
    const { totalCents } = fields
    const next = wholeCode(currency) ?? unsaid
    // The figure stays as it is written: 127.00 of one currency is 127 of one without decimals.
    edit(totalCents === null ? { currency } : { currency, totalCents: rewritten(totalCents, shownIn, next) })
  }
  const isOff = !receipt.mayChange || receipt.setAsideAt !== null
  const frame = (field: keyof Fields, input: ReactNode) => (
    <Frame
      trust={receipt.checkedAt || field in edits ? null : trustIn(receipt.reading, readAs[field])}
      show={show}
      place={trustIn(receipt.reading, readAs[field])?.place ?? null}
    >
      {input}
    </Frame>
  )
  const save = (version: number, set: Partial<Fields>) => change.run({ receiptId: receipt.id, version, ...set })
  return (
    <Form className={classes.form} onSubmit={() => (isEdited ? save(begun.version, edits) : undefined)}>
      {frame(
        'merchant',
        <TextInput
          label={t('expenses.receipts.merchant')}
          value={fields.merchant ?? ''}
          readOnly={isOff}
          error={change.fields.merchant}
          onChange={(event) => edit({ merchant: event.currentTarget.value || null })}
        />,
      )}
      {frame(
        'spentOn',
        <DayInput
          label={t('expenses.receipts.spentOn')}
          value={fields.spentOn}
          readOnly={isOff}
          onChange={(spentOn) => edit({ spentOn })}
        />,
      )}
      {frame(
        'totalCents',
        <MoneyInput
          label={t('expenses.receipts.totalCents')}
          cents={fields.totalCents}
          currency={shownIn}
          readOnly={isOff}
          onChange={(totalCents) => edit({ totalCents })}
        />,
      )}
      {frame(
        'currency',
        <TextInput
          label={t('expenses.receipts.currency')}
          value={fields.currency ?? ''}
          maxLength={3}
          readOnly={isOff}
          error={change.fields.currency}
          onChange={(event) => setCurrency(event.currentTarget.value.toUpperCase() || null)}
        />,
      )}
      {!isOff && (
        <Group justify="flex-end" gap="xs" className={classes.wide ?? ''}>
          {isEdited && <CancelButton onClick={() => setEdits({})} />}
          {!isEdited && !receipt.checkedAt && (!isBeingRead(receipt) || receipt.totalCents !== null) && (
            <Button
              variant="light"
              loading={check.running}
              onClick={() => check.run({ receiptId: receipt.id, version: receipt.version })}
            >
              {t('expenses.receipts.check')}
            </Button>
          )}
          {isEdited && <SendButton loading={change.running}>{t('web.save')}</SendButton>}
        </Group>
      )}
      {stale.question((version, chosen) => save(version, chosen as Partial<Fields>))}
    </Form>
  )
}

/** A code while it is being typed is none yet. */
function wholeCode(code: string | null): string | null {
  return code && /^[A-Z]{3}$/.test(code) ? code : null
}

interface FrameProps {
  trust: Trust | null
  place: Place | null
  show: (place: Place | null) => void
  children: ReactNode
}

function Frame({ trust, place, show, children }: FrameProps) {
  const { t } = useWords()
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only follows the cursor into the field
    <div className={classes.field} onFocus={() => show(place)} data-doubt={(trust && !trust.sure) || undefined}>
      {children}
      {trust && !trust.sure && (
        <small>
          <IconEye size={13} aria-hidden />
          {t('expenses.receipts.doubt', { percent: trust.percent })}
        </small>
      )}
    </div>
  )
}
