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
  | { salesperson: string; day: string; how: 'confirmed' }
  | { salesperson: string; day: string; how: 'by phone' | 'in person'; by: string }

const read = (version: number, language: 'en' | 'lt') =>
  readFileSync(new URL(`./claim-procedure-${version}.${language}.md`, import.meta.url), 'utf8')

/**
 * Two versions of the sample office's claim procedure. The first everybody knows; of the second, published 33 days before
 * `today`, every ninth salesperson has not been informed and every fifth was told by the assistant who prepares for them.
 */
export function sampleProcedures(
  today: string,
  salespeople: readonly { key: string; assistant: string }[],
): SampleProcedure[] {
  const day = (offset: number) => Temporal.PlainDate.from(today).add({ days: offset }).toString()
  const text = (version: number) => ({ en: read(version, 'en'), lt: read(version, 'lt') })
  const informed = (
    since: number,
    i: number,
    { key, assistant }: { key: string; assistant: string },
  ): SampleInformed => {
    const on = day(since + 1 + (i % 6))
    if (i % 5 === 2) return { salesperson: key, day: on, how: i % 2 ? 'by phone' : 'in person', by: assistant }
    return { salesperson: key, day: on, how: 'confirmed' }
  }
  return [
    {
      version: 1,
      publishedOn: day(-260),
      publishedBy: 'giedre.sabaliauskiene',
      text: text(1),
      informed: salespeople.map((person, i) => informed(-260, i, person)),
    },
    {
      version: 2,
      publishedOn: day(-33),
      publishedBy: 'giedre.sabaliauskiene',
      text: text(2),
      informed: salespeople.flatMap((person, i) => (i % 9 === 4 ? [] : [informed(-33, i, person)])),
    },
  ]
}
