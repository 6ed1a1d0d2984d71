import { TextInput } from '@mantine/core'
import { IconArrowBackUp, IconCash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { usePageParams } from '#web/address.ts'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { isUnread } from '#web/faults.tsx'
import { todayHere } from '#web/place.ts'
import { useMay } from '#web/session.tsx'
import { DayInput } from '#web/ui/DayInput.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { CancelButton, Form, Lack, SendButton } from '#web/ui/Form.tsx'
import { Meanwhile } from '#web/ui/Meanwhile.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import type { Column } from '#web/ui/table/column.ts'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import { useSubject } from '#web/ui/useSubject.ts'
import { useWords } from '#web/words.ts'
import { totalPayout } from '../../rules/figures.ts'
import { PapersMenu } from '../PapersMenu.tsx'
import { ReasonDialog } from '../report/ReasonDialog.tsx'
import classes from './PayoutsPage.module.css'
import shared from './Review.module.css'

type Payout = Awaited<ReturnType<typeof client.expenses.payouts>>['payouts'][number]

const isPaid = (row: Payout) => row.paidOn !== null
const isUnpaid = (row: Payout) => row.paidOn === null

/** What is to be paid out to whom for an approved report; finance notes what was paid. */
export function Page() {
  const { t } = useWords()
  const { departmentReportId } = usePageParams<{ departmentReportId: string }>()
  const list = useQuery(api.expenses.payouts.queryOptions({ input: { departmentReportId } }))
  const columns = useColumns(list.data?.currency ?? 'EUR')
  const mayPay = useMay('expenses.pay')
  const [asked, setAsked] = useState<Asked | null>(null)
  if (isUnread(list)) return <ErrorState whole error={list.error} retry={() => list.refetch()} />
  const ask = (what: Asked['what'], isMeant: (row: Payout) => boolean) => (rows: Payout[], unselect: () => void) =>
    setAsked({ what, departmentReportId, payouts: rows.filter(isMeant), unselect })
  const close = (done: boolean) => {
    if (done) asked?.unselect()
    setAsked(null)
  }
  const { department, month, supplement } = list.data ?? {}
  const report = department && t('expenses.review.title', { department: department.name, month, supplement })
  return (
    <>
      <PageHeader
        title={report ? t('expenses.review.payoutsOf', { report }) : t('expenses.review.payouts')}
        back={{
          to: `/expenses/department-reports/${departmentReportId}`,
          label: t('expenses.review.departmentReport'),
        }}
      >
        <PapersMenu of={{ departmentReportId }} />
      </PageHeader>
      {list.data?.notByYou && <p className={classes.monthNote}>{list.data.notByYou.text}</p>}
      <DataTable<Payout>
        id="expenses.payouts"
        label={t('expenses.review.payouts')}
        columns={columns}
        rowId={(row) => row.id}
        rows={list.data?.payouts}
        {...(mayPay
          ? {
              actions: [
                {
                  label: t('expenses.review.markPaid'),
                  icon: IconCash,
                  fits: isUnpaid,
                  run: ask('pay', isUnpaid),
                },
                {
                  label: t('expenses.review.takePaymentBack'),
                  icon: IconArrowBackUp,
                  fits: isPaid,
                  run: ask('takeBack', isPaid),
                },
              ],
            }
          : {})}
        empty={
          <EmptyState
            icon={IconCash}
            title={t('expenses.review.noPayouts')}
            text={t('expenses.review.noPayoutsText')}
          />
        }
      />
      {asked?.what === 'pay' && (
        <PaidDialog {...asked} now={list.data?.payouts ?? []} currency={list.data?.currency ?? 'EUR'} close={close} />
      )}
      {asked?.what === 'takeBack' && (
        <TakeBackDialog
          {...asked}
          now={list.data?.payouts ?? []}
          currency={list.data?.currency ?? 'EUR'}
          close={close}
        />
      )}
    </>
  )
}

function useColumns(currency: string): Column<Payout>[] {
  const { t, day } = useWords()
  return [
    { id: 'name', label: t('expenses.review.person'), value: (row) => row.member.name, width: 220, card: 'title' },
    { id: 'team', label: t('expenses.review.team'), value: (row) => row.team.name, width: 140 },
    {
      id: 'amount',
      label: t('expenses.review.amount'),
      kind: 'money',
      currency,
      value: (row) => row.cents,
      width: 130,
      card: 'end',
    },
    {
      id: 'kind',
      label: t('expenses.review.kind'),
      value: (row) => t(row.correction ? 'expenses.review.kindCorrection' : 'expenses.review.kindReport'),
      width: 130,
    },
    {
      id: 'paid',
      label: t('expenses.review.paidOn'),
      value: (row) => row.paidOn,
      cell: (row) =>
        row.paidOn ? (
          <StateBadge label={day(row.paidOn)} tone="good" />
        ) : (
          <StateBadge label={t('expenses.review.toPay')} tone="warn" />
        ),
      width: 140,
    },
    { id: 'paidBy', label: t('expenses.review.paidBy'), value: (row) => row.paidBy, width: 170 },
    { id: 'reference', label: t('expenses.review.reference'), value: (row) => row.reference, width: 170 },
  ]
}

interface Asked {
  what: 'pay' | 'takeBack'
  departmentReportId: string
  /** Those of the chosen that it can be done to. */
  payouts: Payout[]
  unselect: () => void
}

interface DialogProps extends Pick<Asked, 'departmentReportId' | 'payouts'> {
  /** All of the report as they are by now. */
  now: readonly Payout[]
  currency: string
  close: (done: boolean) => void
}

/** Whether somebody else has paid some of these, or taken that back, since they were chosen. */
function haveChanged(payouts: readonly Payout[], now: readonly Payout[]): boolean {
  return payouts.some(({ id, paidAt }) => now.some((one) => one.id === id && one.paidAt !== paidAt))
}

function TakeBackDialog({ departmentReportId, payouts: asked, now, currency, close }: DialogProps) {
  const { t, money } = useWords()
  const asNow = useMemo(() => asked.map((one) => now.find(({ id }) => id === one.id) ?? one), [asked, now])
  const { subject: payouts, refused, isReading } = useSubject(asNow, true)
  const takeBack = useChange(client.expenses.takePaymentBack, {
    done: t('expenses.review.takePaymentBackDone'),
    onRefused: refused,
    onDone: () => close(true),
  })
  const payments = payouts.flatMap(({ id, paidAt }) => (paidAt ? [{ payoutId: id, paidAt }] : []))
  // Those that can still be taken back; with none left, those that it was asked about.
  const named = payments.length > 0 ? payouts.filter(isPaid) : asked
  return (
    <ReasonDialog
      title={t('expenses.review.takePaymentBackTitle', {
        n: named.length,
        total: money(totalPayout(named), currency),
      })}
      text={t('expenses.review.takePaymentBackText', { n: named.length })}
      label={t('expenses.review.takePaymentBackWhy')}
      offers={[]}
      yes={t('expenses.review.takePaymentBack')}
      shortest={3}
      lacks={payments.length === 0 ? t('expenses.review.noneToTakeBack') : null}
      error={takeBack.fields.why}
      meanwhile={<Meanwhile hasChanged={haveChanged(payouts, now) && !takeBack.running} />}
      isReading={isReading}
      run={(why) => takeBack.run({ departmentReportId, payments, why })}
      close={() => close(false)}
    />
  )
}

function PaidDialog({ departmentReportId, payouts, now, currency, close }: DialogProps) {
  const { t, money } = useWords()
  const [paidOn, setPaidOn] = useState<string | null>(todayHere())
  const [reference, setReference] = useState('')
  const pay = useChange(client.expenses.markPaid, {
    // Somebody else may have noted some since the dialog was opened.
    warning: ({ paid, already: names }) =>
      names.length > 0
        ? t('expenses.review.paidSome', { paid, n: payouts.length, left: payouts.length - paid, names })
        : undefined,
    onDone: () => close(true),
  })
  const total = totalPayout(payouts)
  const payoutIds = payouts.map((row) => row.id)
  const submit = () => (paidOn ? pay.run({ departmentReportId, payoutIds, paidOn, reference }) : undefined)
  return (
    <Dialog
      opened
      onClose={() => close(false)}
      title={t('expenses.review.paidTitle', { n: payouts.length, total: money(total, currency) })}
    >
      <Form onSubmit={submit}>
        <DayInput
          required
          label={t('expenses.review.paidOn')}
          value={paidOn}
          error={pay.fields.paidOn}
          onChange={setPaidOn}
        />
        <TextInput
          mt="sm"
          label={t('expenses.review.reference')}
          value={reference}
          error={pay.fields.reference}
          onChange={(event) => setReference(event.currentTarget.value)}
        />
        <Meanwhile hasChanged={haveChanged(payouts, now) && !pay.running} />
        <Lack says={payouts.length === 0 ? t('expenses.review.noneToPay') : null} />
        <div className={shared.dialogActions} style={{ marginTop: 16 }}>
          <CancelButton onClick={() => close(false)} />
          <SendButton loading={pay.running}>{t('expenses.review.markPaid')}</SendButton>
        </div>
      </Form>
    </Dialog>
  )
}
