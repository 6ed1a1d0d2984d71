import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { usePageParams, usePageSearch } from '#web/address.ts'
import { api, client } from '#web/client.ts'
import { isUnread } from '#web/faults.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { MasterDetail } from '#web/ui/MasterDetail.tsx'
import { PageSkeleton } from '#web/ui/Skeletons.tsx'
import { LinesPanel, panelTitle } from './LinesPanel.tsx'
import { Overview } from './Overview.tsx'
import { ReviewHeader } from './ReviewHeader.tsx'
import { targetOf } from './target.ts'
import type { DepartmentReport, Target } from './types.ts'

/** The senior manager's page: what is unusual first, then every figure, each opening down to its receipt. */
export function Page() {
  const { departmentReportId } = usePageParams<{ departmentReportId: string }>()
  const found = useQuery(api.expenses.departmentReport.queryOptions({ input: { departmentReportId } }))
  useNoteLook(found.data)
  if (isUnread(found)) return <ErrorState whole error={found.error} retry={() => found.refetch()} />
  if (!found.data) return <PageSkeleton />

  return <Review report={found.data} />
}

function Review({ report }: { report: DepartmentReport }) {
  const [search, setSearch] = usePageSearch()
  const query = report.queries.find((one) => one.id === search.query)
  const target = search.at ?? (query && targetOf(query))
  const open = (at: string | undefined) => setSearch({ at, query: undefined })
  useFocusInto(target)
  return (
    <>
      <ReviewHeader report={report} />
      <MasterDetail
        id="expenses.review"
        width={640}
        isWide
        isOpen={target !== undefined}
        close={() => open(undefined)}
        list={<Overview report={report} target={target} open={open} />}
        detail={target !== undefined && <LinesPanel key={target} report={report} target={target} />}
      />
    </>
  )
}

/** The focus goes into what is opened. */
function useFocusInto(target: Target | undefined): void {
  const before = useRef(target)
  useEffect(() => {
    if (before.current === target) return
    before.current = target
    if (target !== undefined) document.getElementById(panelTitle)?.focus({ preventScroll: true })
  }, [target])
}

/** Notes once per version that the reviewer has had it before his eyes, when he leaves it or after ten seconds of looking. */
function useNoteLook(report: DepartmentReport | undefined): void {
  const noted = useRef(0)
  const number = report?.may.review ? report.version?.number : undefined
  const id = report?.id
  useEffect(() => {
    if (!number || !id || noted.current >= number) return
    const note = () => {
      if (noted.current >= number) return
      noted.current = number
      void client.expenses.look({ departmentReportId: id, versionNumber: number }).catch(() => {})
    }
    const since = performance.now()
    const timer = setTimeout(note, 10_000)
    return () => {
      clearTimeout(timer)
      // Left, or a newer version came under his eyes; a page only passed through does not count.
      if (performance.now() - since > 1_000) note()
    }
  }, [number, id])
}
