import type { Db } from '#core/database.ts'
import type { SampleMonths } from './months-shapes.ts'

/** Running numbers as the desk would have given them, by kind and key: `RND 2026-10-01 north` → `RND-2026-0021`. */
export type SampleNumbers = { of(kind: string, key: string): string; last: Map<string, number> }

/** Numbers everything in the order in which it came; the same story gives the same numbers. */
export function numberStory({ months }: SampleMonths): SampleNumbers {
  const last = new Map<string, number>()
  const given = new Map<string, string>()
  const give = (kind: string, day: string, key: string) => {
    const year = day.slice(0, 4)
    const next = (last.get(`${kind} ${year}`) ?? 0) + 1
    last.set(`${kind} ${year}`, next)
    given.set(`${kind} ${key}`, `${kind}-${year}-${String(next).padStart(4, '0')}`)
  }
  for (const month of months) {
    for (const { team, reports } of month.teams) {
      give('RND', month.month, `${month.month} ${team}`)
      for (const { salesperson } of reports) give('EXP', month.month, `${month.month} ${salesperson}`)
      if (month.stage !== 'collecting') give('TR', month.month, `${month.month} ${team}`)
    }
    if (month.department) give('DR', month.month, month.month)
  }
  const receipts = months.flatMap((month) =>
    month.teams.flatMap((team) => [...team.reports.flatMap((report) => report.receipts), ...team.tray]),
  )
  for (const { key, receivedOn } of receipts.toSorted((a, b) => (a.receivedOn < b.receivedOn ? -1 : 1)))
    give('RCT', receivedOn, key)
  return {
    last,
    of(kind, key) {
      const number = given.get(`${kind} ${key}`)
      if (!number) throw new Error(`the sample story has no ${kind} ${key}`)
      return number
    },
  }
}

/** Lets the office count on from the story's last numbers. */
export async function keepNumbers(db: Db, { last }: SampleNumbers): Promise<void> {
  const rows = [...last].map(([key, count]) => {
    const [kind, year] = key.split(' ') as [string, string]
    return { kind, year: Number(year), last: count }
  })
  await db.insertInto('runningNumber').values(rows).execute()
}
