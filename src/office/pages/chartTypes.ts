import type { client } from '#web/client.ts'

type Chart = Awaited<ReturnType<typeof client.office.chart>>
export type ChartRow = Chart['rows'][number]
export type ChartLine = ChartRow['lines'][number]

/** What a dialog of the chart is asked about. */
export type Asked =
  | { kind: 'assign'; row: ChartRow; fromDay: string; toDay: string | null }
  | { kind: 'line'; row: ChartRow; line: ChartLine }
  | { kind: 'cover'; row: ChartRow; line: ChartLine }
