import { percentOf } from '#core/money.ts'
import type { SampleMember } from '#office/sample/members.ts'
import type { Random } from '#office/sample/random.ts'
import { claimedOf } from '../rules/amounts.ts'
import { sampleCategories } from './categories.ts'
import type { SampleLine, SampleRate, SampleReceipt } from './months-shapes.ts'
import { sampleCustomers, sampleExplanations, sampleGuests, samplePurposes } from './purposes.ts'
import { paidOf } from './receipt-facts.ts'

type LineWish = {
  receipt: SampleReceipt
  category: string
  person: SampleMember
  rate: SampleRate | undefined
  key: string
}

/** The line an assistant would make of a receipt: tip included, a purpose in the person's language, a word on what is dear. */
export function lineFrom(random: Random, { receipt, category, person, rate: asked, key }: LineWish): SampleLine {
  const rate = asked?.rate ?? '1'
  const { facts } = receipt
  const customer = category === 'entertainment' || category === 'samples'
  const amount = paidOf(facts)
  const ownShare = category === 'hotel' && random.chance(0.08) ? percentOf(amount, '25') : 0
  const claimed = claimedOf({ amountCents: amount, ownShareCents: ownShare, currency: facts.currency, rate }, 'EUR')
  const limit = sampleCategories.find(({ code }) => code === category)!.limitCents
  return {
    key,
    receipts: [receipt.key],
    day: facts.day,
    merchant: facts.merchant.name,
    category,
    amount,
    currency: facts.currency,
    rate,
    rateDay: asked?.day ?? null,
    vat: vatParts(receipt),
    ownShare,
    claimed,
    accepted: claimed,
    purpose: random.pick(samplePurposes[category]![person.language]),
    customer: customer ? random.pick(sampleCustomers) : '',
    guests: category === 'entertainment' ? random.pick(sampleGuests) : '',
    explanation: limit && claimed > limit ? random.pick(sampleExplanations[person.language]) : '',
  }
}

const vatParts = (receipt: SampleReceipt): SampleLine['vat'] =>
  receipt.facts.vat.map(({ rate, net, tax }) => ({ rate: String(rate), netCents: net, vatCents: tax }))

/** Sets what a line amounts to; what is claimed and accepted follows. */
export function setAmount(line: SampleLine, amount: number, ownShare = line.ownShare): void {
  line.amount = amount
  line.ownShare = ownShare
  line.claimed = claimedOf(
    { amountCents: amount, ownShareCents: ownShare, currency: line.currency, rate: line.rate },
    'EUR',
  )
  line.accepted = line.claimed
}
