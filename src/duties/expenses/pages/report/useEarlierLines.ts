import { useQueries, useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import type { Line, Report } from './reportTypes.ts'

/** The lines of this report and of the person's two reports around it: what purposes, customers and merchants are offered from. */
export function useEarlierLines(report: Report): Line[] {
  const list = useQuery({
    ...api.expenses.reports.queryOptions({ input: { memberId: report.member.id, limit: 4 } }),
    staleTime: 600_000,
  })
  const others = (list.data?.items ?? []).filter((one) => one.id !== report.id).slice(0, 2)
  const reports = useQueries({
    queries: others.map((one) => ({
      ...api.expenses.report.queryOptions({ input: { reportId: one.id } }),
      staleTime: 600_000,
    })),
  })
  return [...report.lines, ...reports.flatMap((one) => one.data?.lines ?? [])]
}
