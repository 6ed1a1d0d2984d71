import { IconCopy, IconEye } from '@tabler/icons-react'
import { tellDone } from '#web/notices.tsx'
import { MoneyText } from '#web/ui/Money.tsx'
import { Note } from '#web/ui/Note.tsx'
import { useWords } from '#web/words.ts'
import { copyText } from '../rounds/copyText.ts'
import classes from './ReadFacts.module.css'
import { noSupportIn, type ReadFact, readFactsOf } from './readFacts.ts'

/** What else stands on the receipt in front, in one line beside the fields it helps to check. */
export function ReadFacts({ reading, currency }: { reading: unknown; currency: string }) {
  const { t } = useWords()
  const facts = readFactsOf(reading).filter((fact) => fact.value !== 'receipt')
  if (facts.length === 0) return null
  return (
    <dl className={classes.facts} aria-label={t('expenses.reportPage.read.title')}>
      {facts.map((fact) => (
        <div key={fact.name} data-field={fact.name}>
          <dt>{t(`expenses.reportPage.read.${fact.name}`)}</dt>
          <dd>
            <FactValue fact={fact} currency={currency} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** One thing that was read. Numbers are copied by a click; what the reader doubts says so. */
export function FactValue({ fact, currency, onFocus }: { fact: ReadFact; currency: string; onFocus?: () => void }) {
  const { t } = useWords()
  return (
    <>
      {isNumber(fact) ? <Copied text={fact.value} onFocus={onFocus} /> : <Said fact={fact} currency={currency} />}
      {!fact.sure && (
        <span className={classes.doubt}>
          <IconEye size={13} aria-hidden />
          {t('expenses.reportPage.read.check')}
        </span>
      )}
    </>
  )
}

/** What is plainly to be said of a paper that supports no expense. */
export function NoSupport({ reading }: { reading: unknown }) {
  const { t } = useWords()
  const found = noSupportIn(readFactsOf(reading))
  if (!found) return null
  return (
    <Note tone="warn" role="note">
      {t(`expenses.reportPage.read.noSupport.${found.kind}`, { sure: found.sure ? 'yes' : 'no' })}
    </Note>
  )
}

function isNumber(
  fact: ReadFact,
): fact is Extract<ReadFact, { name: 'documentNumber' | 'vatNumber' | 'registrationNumber' }> {
  return fact.name === 'documentNumber' || fact.name === 'vatNumber' || fact.name === 'registrationNumber'
}

function Copied({ text, onFocus }: { text: string; onFocus: (() => void) | undefined }) {
  const { t } = useWords()
  const copy = async () => {
    const copied = await copyText(text)
    tellDone(t(copied ? 'expenses.reportPage.read.copied' : 'expenses.reportPage.read.notCopied', { text }))
  }
  return (
    <button type="button" className={classes.copy} title={t('web.copy')} onFocus={onFocus} onClick={copy}>
      {text}
      <IconCopy size={12} aria-label={t('web.copy')} />
    </button>
  )
}

function Said({ fact, currency }: { fact: ReadFact; currency: string }) {
  const { t, number } = useWords()
  if (fact.name === 'kind') return t(`expenses.reportPage.read.kinds.${fact.value}`)
  if (fact.name === 'nights') return number(fact.value)
  if (fact.name === 'tipCents') return <MoneyText cents={fact.value} currency={currency} />
  if (fact.name !== 'fuel') return fact.value
  const { litres, price } = fact.value
  return t(price ? 'expenses.reportPage.read.litresAt' : 'expenses.reportPage.read.litres', {
    litres: number(Number(litres)),
    price: price && number(Number(price)),
    currency,
  })
}
