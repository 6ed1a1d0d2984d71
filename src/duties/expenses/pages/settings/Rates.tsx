import { IconCoins } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { todayHere } from '#web/place.ts'
import { useSession } from '#web/session.tsx'
import { DayText } from '#web/ui/Day.tsx'
import { DayInput } from '#web/ui/DayInput.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { TextField } from '#web/ui/Fields.tsx'
import { Form, SendButton } from '#web/ui/Form.tsx'
import { useStale } from '#web/ui/useStale.tsx'
import { useWords } from '#web/words.ts'
import { isRate } from '../../rules/rates.ts'
import classes from './Settings.module.css'
import { SidewaysFrame } from './SidewaysFrame.tsx'
/** Exchange rates by day with their source, and a line to add one. */
export function Rates({ mayEdit }: { mayEdit: boolean }) {
  const { t } = useWords()
  const { office } = useSession()
  const { data: rates } = useSuspenseQuery(
    api.expenses.rates.queryOptions({ input: { limit: 500 }, select: ({ items }) => items }),
  )
  const name = (field: string) => t(`expenses.settings.rate.${field}`)
  return (
    <>
      {mayEdit && <AddRate rates={rates} />}
      {rates.length === 0 ? (
        <EmptyState icon={IconCoins} title={name('none')} text={name('noneText')} />
      ) : (
        <SidewaysFrame label={t('expenses.settings.tab.rates')}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th>{name('day')}</th>
                <th>{name('currency')}</th>
                <th className="figures">{t('expenses.settings.rate.rate', { currency: office.currency })}</th>
                <th>{name('source')}</th>
              </tr>
            </thead>
            <tbody>
              {rates.map((rate) => (
                <tr key={`${rate.currency} ${rate.day}`}>
                  <td>
                    <DayText day={rate.day} />
                  </td>
                  <td>{rate.currency}</td>
                  <td className="figures">{rate.rate}</td>
                  <td>{rate.source}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </SidewaysFrame>
      )}
    </>
  )
}

interface Rate {
  currency: string
  day: string
  rate: string
  source: string
}

/** The currency and day that a rate is typed for, and the rate that stood there when they were typed or set here last. */
function useRatePlace(rates: readonly Rate[]) {
  const [place, setPlace] = useState<Pick<Rate, 'currency' | 'day'> & { seen: Rate | undefined }>({
    currency: '',
    day: todayHere(),
    seen: undefined,
  })
  const isAt = ({ currency, day }: typeof place, one: Pick<Rate, 'currency' | 'day'>) =>
    one.currency === currency && one.day === day
  return {
    ...place,
    move: (to: { currency?: string; day?: string }) => {
      const next = { ...place, ...to }
      if (!isAt(place, next)) setPlace({ ...next, seen: rates.find((one) => isAt(next, one)) })
    },
    hasSet: (made: Rate) => setPlace((now) => (isAt(now, made) ? { ...now, seen: made } : now)),
  }
}

function AddRate({ rates }: { rates: readonly Rate[] }) {
  const { t } = useWords()
  const { office } = useSession()
  const { currency, day, seen, move, hasSet } = useRatePlace(rates)
  const [rate, setRate] = useState('')
  const [source, setSource] = useState('')
  const name = (field: string) => t(`expenses.settings.rate.${field}`, { currency: office.currency })
  const stale = useStale({ label: name })
  const set = useChange(client.expenses.setRate, {
    done: t('expenses.settings.saved'),
    onDone: (made) => {
      hasSet(made)
      setRate('')
    },
    onRefused: stale.catch,
  })
  const decimal = rate.trim().replace(',', '.')
  const save = (was: string | null) =>
    set.run({ currency, day, rate: decimal, was, wasSource: seen?.source ?? null, source })
  const submit = () => save(seen?.rate ?? null)
  return (
    <Form className={classes.line} onSubmit={submit}>
      <TextField
        size="xs"
        w={90}
        required
        maxLength={3}
        label={name('currency')}
        placeholder="PLN"
        value={currency}
        error={set.fields.currency}
        onChange={(event) => move({ currency: event.currentTarget.value.toUpperCase() })}
      />
      <DayInput
        required
        size="xs"
        w={140}
        label={name('day')}
        value={day}
        onChange={(value) => value && move({ day: value })}
      />
      <TextField
        size="xs"
        w={170}
        required
        inputMode="decimal"
        label={name('rate')}
        value={rate}
        lacks={isRate(decimal) ? null : t('expenses.reportPage.field.rateFault', { text: rate })}
        error={set.fields.rate}
        onChange={(event) => setRate(event.currentTarget.value)}
      />
      <TextField
        size="xs"
        w={240}
        required
        label={name('source')}
        placeholder={name('sourceExample')}
        value={source}
        error={set.fields.source}
        onChange={(event) => setSource(event.currentTarget.value)}
      />
      <SendButton loading={set.running}>{t('web.add')}</SendButton>
      {stale.question((_, chosen) => {
        const [theirs] = stale.conflict!.fields.map((field) => field.theirs)
        return chosen.rate === theirs ? undefined : save(theirs as string)
      })}
    </Form>
  )
}
