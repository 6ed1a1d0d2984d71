import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import { keptApart } from '#core/message.ts'
import { useSession } from '#web/session.tsx'
import { MomentText } from '#web/ui/Day.tsx'
import { MoneyText } from '#web/ui/Money.tsx'
import { Outside } from '#web/ui/Outside.tsx'
import { useWords } from '#web/words.ts'
import { known } from '../../rules/amounts.ts'
import { currencyForLine } from '../../rules/receipt-currency.ts'
import { FactValue } from '../report/ReadFacts.tsx'
import { type Place, trustIn } from '../report/readerTrust.ts'
import { readFactsOf } from '../report/readFacts.ts'
import classes from './Receipt.module.css'
import type { FullReceipt } from './types.ts'

/** What else was read, whose a receipt is, how it came, its VAT, where it is used, and what looks like the same purchase. */
export function ReceiptFacts({ receipt, show }: { receipt: FullReceipt; show: (place: Place | null) => void }) {
  const { t, number, percent } = useWords()
  const currency = currencyForLine(receipt, useSession().office.currency)
  return (
    <dl className={classes.facts}>
      {readFactsOf(receipt.reading).map((fact) => (
        <Fragment key={fact.name}>
          <dt>{t(`expenses.reportPage.read.${fact.name}`)}</dt>
          <dd>
            <FactValue
              fact={fact}
              currency={currency}
              onFocus={() => show(trustIn(receipt.reading, fact.name)?.place ?? null)}
            />
          </dd>
        </Fragment>
      ))}
      <dt>{t('expenses.board.person')}</dt>
      <dd>
        {receipt.memberName ?? <Link to="/expenses/tray">{t('expenses.receipts.nobody')}</Link>}
        {`, ${receipt.teamName}`}
      </dd>
      <dt>{t('expenses.receipts.came')}</dt>
      <dd>
        {t(`expenses.cameBy.${receipt.cameBy}`)}
        {receipt.receivedFromName && `, ${receipt.receivedFromName}`}
        {', '}
        <MomentText at={receipt.receivedAt} />
      </dd>
      <dt>{t('expenses.receipts.file')}</dt>
      <dd>
        <Outside>{receipt.fileName}</Outside> · {number(Math.max(1, Math.round(receipt.size / 1024)))} kB
      </dd>
      {receipt.vat.length > 0 && (
        <>
          <dt>{t('expenses.receipts.vat')}</dt>
          <dd>
            {receipt.vat.map((part) => (
              <div key={part.rate}>
                {percent(Number(part.rate))}: <MoneyText cents={part.vatCents} currency={currency} />
              </div>
            ))}
          </dd>
        </>
      )}
      <dt>{t('expenses.receipts.usedIn')}</dt>
      <dd>
        {receipt.usedIn.length === 0 && t('expenses.receipts.unused')}
        {receipt.usedIn.map((line) => (
          <div key={line.lineId}>
            <Link to={`/expenses/reports/${line.reportId}?line=${line.lineId}`}>{line.reportNumber}</Link>
            {`: ${keptApart(line.merchant)}, `}
            <MoneyText cents={known(line.amountCents)} currency={line.currency} />
          </div>
        ))}
      </dd>
      {receipt.expected.length > 0 && (
        <>
          <dt>{t('expenses.receipts.fulfils')}</dt>
          <dd>{receipt.expected.map((item) => item.what).join(', ')}</dd>
        </>
      )}
      <Cut label={t('expenses.receipts.cutFrom')} receipts={receipt.whole ? [receipt.whole] : []} />
      <Cut label={t('expenses.receipts.apartInto')} receipts={receipt.parts} />
      {receipt.twins.length > 0 && (
        <>
          <dt>{t('expenses.receipts.twins')}</dt>
          <dd>
            {receipt.twins.map((twin) => (
              <div key={twin.receipt.id}>
                <Link to={`/expenses/receipts?open=${twin.receipt.id}`}>{twin.receipt.number}</Link>
                {`: ${t(`expenses.likeness.${twin.likeness}`)}. `}
                <Link to="/expenses/tray?tab=twins">{t('expenses.receipts.compare')}</Link>
              </div>
            ))}
          </dd>
        </>
      )}
    </dl>
  )
}

function Cut({ label, receipts }: { label: string; receipts: readonly { id: string; number: string }[] }) {
  if (receipts.length === 0) return null
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {receipts.map(({ id, number }) => (
          <div key={id}>
            <Link to={`/expenses/receipts?open=${id}`}>{number}</Link>
          </div>
        ))}
      </dd>
    </>
  )
}
