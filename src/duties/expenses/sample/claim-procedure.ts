import { readFileSync } from 'node:fs'

export type SampleProcedure = {
  version: number
  /** ISO day; whoever works in sales then is asked to read and confirm it. */
  publishedOn: string
  publishedBy: string
  /** Markdown. */
  text: { en: string; lt: string }
  /** How each salesperson was informed; who is missing here has not been. */
  informed: SampleInformed[]
}

export type SampleInformed =
  | { salesperson: string; day: string; way: 'read' }
  | { salesperson: string; day: string; way: 'phone' | 'inPerson'; by: string }

const read = (version: number, language: 'en' | 'lt') =>
  readFileSync(new URL(`./claim-procedure-${version}.${language}.md`, import.meta.url), 'utf8')

/**
 * Two versions of the sample office's claim procedure. The first everybody knows; of the second, published on
 * `renewedOn`, every ninth salesperson has not been informed by `today`, others were told by the assistant who prepares
 * for them.
 */
export function sampleProcedures(
  today: string,
  renewedOn: string,
  salespeople: readonly { key: string; assistant: string }[],
): SampleProcedure[] {
  const firstOn = later(renewedOn, -230)
  return [
    procedure(1, firstOn, today, salespeople),
    procedure(
      2,
      renewedOn,
      today,
      salespeople.filter((_, i) => i % 9 !== 4),
    ),
  ]
}

function procedure(
  version: number,
  publishedOn: string,
  today: string,
  salespeople: readonly { key: string; assistant: string }[],
): SampleProcedure {
  const informed = salespeople.map(({ key, assistant }, i): SampleInformed => {
    const on = later(publishedOn, i % 6)
    const day = on < today ? on : today
    if (i % 5 !== 2) return { salesperson: key, day, way: 'read' }
    return { salesperson: key, day, way: i % 2 ? 'phone' : 'inPerson', by: assistant }
  })
  const text = { en: read(version, 'en'), lt: read(version, 'lt') }
  return { version, publishedOn, publishedBy: 'giedre.sabaliauskiene', text, informed }
}

const later = (day: string, days: number) => Temporal.PlainDate.from(day).add({ days }).toString()
