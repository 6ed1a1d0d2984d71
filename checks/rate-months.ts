import { type OwnMonth, ownMonths } from './month-steps.ts'

/** Months of one's own in the small office, with rates and with claims in other currencies. */
export function rateMonths(begin: (now: OwnMonth) => void) {
  let now: OwnMonth
  const steps = ownMonths((next) => {
    now = next
    begin(next)
  })
  const { by, claim } = steps
  const day = () => `${now.year}-03-12`
  const rateNow = async (currency: string, on: string) =>
    (await by(now.people.daiva).rates({ currency })).items.find((one) => one.day === on)?.rate ?? null
  const setRate = async (currency: string, rate: string, on = day()) =>
    by(now.people.daiva).setRate({ currency, day: on, rate, was: await rateNow(currency, on), source: 'Bank' })

  /** A report with one confirmed line of 100 in the currency; `rate` is typed. */
  async function claimIn(currency: string, rate?: string, person = now.people.jonas) {
    const reportId = await claim(person, 1_000)
    const line = async () => (await by(now.people.rasa).report({ reportId })).lines[0]!
    const { id: lineId, version } = await line()
    await by(now.people.rasa).changeLine({
      lineId,
      version,
      currency,
      amountCents: 10_000,
      explanation: 'As agreed',
      ...(rate ? { rate } : {}),
    })
    const obstacles = async () =>
      (await by(now.people.rasa).report({ reportId })).obstacles
        .filter((one) => one.field === 'rate')
        .map((one) => one.text)
    const confirm = () =>
      by(now.people.rasa).recordConfirmation({ reportId, way: 'phone', confirmedOn: `${now.year}-03-28` })
    return { reportId, lineId, line, obstacles, confirm }
  }
  return { ...steps, day, rateNow, setRate, claimIn }
}
