import { ActionIcon, Button } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useId } from 'react'
import { splitVat } from '#core/money.ts'
import { DecimalField } from '#web/ui/Fields.tsx'
import { MoneyInput } from '#web/ui/Money.tsx'
import { useWords } from '#web/words.ts'
import { known } from '../../rules/amounts.ts'
import type { LineFields } from './lineFields.ts'
import classes from './VatFields.module.css'
import { vatFaults } from './vatCheck.ts'

interface Props {
  vat: LineFields['vat']
  amountCents: number
  currency: string
  disabled: boolean
  onChange: (vat: LineFields['vat']) => void
}

/** VAT by rate, each part checked: the VAT against its net amount, and all parts against the amount. */
export function VatFields({ vat, amountCents, currency, disabled, onChange }: Props) {
  const { t } = useWords()
  const label = useId()
  const put = (at: number, part: Partial<LineFields['vat'][number]>) =>
    onChange(vat.map((one, index) => (index === at ? { ...one, ...part } : one)))
  const rest = amountCents - vat.reduce((sum, part) => sum + part.netCents + part.vatCents, 0)
  const add = () => onChange([...vat, { rate: '21', ...splitVat(rest, '21') }])
  return (
    <fieldset className={classes.vat} aria-labelledby={label} disabled={disabled}>
      <div className={classes.vatHead}>
        <span id={label}>{t('expenses.reportPage.field.vat')}</span>
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPlus size={13} />}
          onClick={add}
          disabled={disabled}
        >
          {t('expenses.reportPage.vat.add')}
        </Button>
      </div>
      {vat.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no names and keep their places
        <div key={at} className={classes.vatRow}>
          <RateInput
            rate={part.rate}
            disabled={disabled}
            onChange={(rate) => put(at, { rate, ...splitVat(part.netCents + part.vatCents, rate) })}
          />
          <MoneyInput
            size="xs"
            aria-label={t('expenses.reportPage.vat.net')}
            cents={known(part.netCents)}
            currency={currency}
            disabled={disabled}
            onChange={(cents) => put(at, { netCents: cents ?? 0 })}
          />
          <MoneyInput
            size="xs"
            aria-label={t('expenses.reportPage.vat.vat')}
            cents={known(part.netCents) === null ? known(part.vatCents) : part.vatCents}
            currency={currency}
            disabled={disabled}
            onChange={(cents) => put(at, { vatCents: cents ?? 0 })}
          />
          <ActionIcon
            size={26}
            aria-label={t('expenses.reportPage.vat.remove', { rate: part.rate })}
            disabled={disabled}
            onClick={() => onChange(vat.filter((_, index) => index !== at))}
          >
            <IconX size={14} />
          </ActionIcon>
        </div>
      ))}
      <VatFaults vat={vat} amountCents={amountCents} currency={currency} />
    </fieldset>
  )
}

function VatFaults({ vat, amountCents, currency }: Pick<Props, 'vat' | 'amountCents' | 'currency'>) {
  const { t } = useWords()
  const money = (cents: number) => ({ cents, currency })
  return vatFaults(vat, amountCents).map((fault) => (
    <p key={JSON.stringify(fault)} className={classes.fault} role="status">
      {fault.kind === 'rate'
        ? t('expenses.reportPage.vat.rateFault', {
            rate: fault.rate,
            vat: money(fault.vatCents),
            right: money(fault.shouldBeCents),
          })
        : t('expenses.reportPage.vat.sumFault', { sum: money(fault.sumCents), amount: money(fault.amountCents) })}
    </p>
  ))
}

function RateInput({
  rate,
  disabled,
  onChange,
}: {
  rate: string
  disabled: boolean
  onChange: (rate: string) => void
}) {
  const { t } = useWords()
  return (
    <DecimalField
      size="xs"
      aria-label={t('expenses.reportPage.vat.rate')}
      value={rate}
      read={(text) => (/^\d{1,2}(\.\d{1,2})?$/.test(text) ? text : undefined)}
      wrong={(text) => t('web.field.percent', { text, most: '99.99' })}
      disabled={disabled}
      rightSection={<small>%</small>}
      rightSectionWidth={20}
      onChange={onChange}
    />
  )
}
