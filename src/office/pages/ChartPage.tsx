import { ActionIcon, Button, Switch } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconCalendarUser, IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatMonth, monthOf } from '#core/days.ts'
import { usePageSearch } from '#web/address.ts'
import { api } from '#web/client.ts'
import { isUnread } from '#web/faults.tsx'
import { useKeys } from '#web/keys.ts'
import { todayHere } from '#web/place.ts'
import { useMay } from '#web/session.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { FilterBar, PageHeader } from '#web/ui/PageHeader.tsx'
import { Picker } from '#web/ui/Picker.tsx'
import { PageSkeleton } from '#web/ui/Skeletons.tsx'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { useWords } from '#web/words.ts'
import { monthsFrom, moveMonth } from '../rules/chart-window.ts'
import { AssignDialog } from './AssignDialog.tsx'
import { ChartCards } from './ChartCards.tsx'
import { ChartGrid } from './ChartGrid.tsx'
import type { Asked, ChartRow } from './chartTypes.ts'

/** Who does which duty for which team or department: months beside each other, gaps and overlaps in sight. */
export function Page() {
  const { t, language } = useWords()
  const mayEdit = useMay('office.administer')
  const phone = useMediaQuery('(max-width: 760px)') ?? false
  const [search, setSearch] = usePageSearch()
  const [asked, setAsked] = useState<Asked | null>(null)
  const first = /^\d{4}-\d{2}$/.test(search.month ?? '') ? search.month! : monthOf(todayHere())
  const window = monthsFrom(first, 6)
  const { from, to } = window
  const chart = useQuery({
    ...api.office.chart.queryOptions({ input: { from, to } }),
    placeholderData: keepPreviousData,
  })
  const move = (steps: number) => setSearch({ month: moveMonth(first, steps) })
  useKeys([
    { key: '[', does: t('office.chart.earlier'), run: () => move(-1) },
    { key: ']', does: t('office.chart.later'), run: () => move(1) },
  ])
  const rows = (chart.data?.rows ?? []).filter(
    (row) => (!search.place || row.place.id === search.place) && (search.only !== 'gaps' || troubled(row)),
  )
  const gaps = (chart.data?.rows ?? []).reduce((sum, row) => sum + row.gaps.length, 0)
  const overlaps = (chart.data?.rows ?? []).reduce((sum, row) => sum + row.overlaps.length, 0)
  const places = [...new Map((chart.data?.rows ?? []).map(({ place }) => [place.id, place.name]))]
  return (
    <>
      <PageHeader
        title={t('office.page.chart')}
        badge={
          chart.data && (
            <>
              {gaps > 0 && <StateBadge tone="bad" label={t('office.chart.gaps', { count: gaps })} />}
              {overlaps > 0 && <StateBadge tone="warn" label={t('office.chart.overlaps', { count: overlaps })} />}
              {gaps + overlaps === 0 && rows.length > 0 && <StateBadge tone="good" label={t('office.chart.whole')} />}
            </>
          )
        }
      />
      <FilterBar>
        <ActionIcon aria-label={t('office.chart.earlier')} onClick={() => move(-3)}>
          <IconChevronLeft size={18} />
        </ActionIcon>
        <strong style={{ whiteSpace: 'nowrap' }}>
          {formatMonth(window.months[0]!, language)} – {formatMonth(window.months.at(-1)!, language)}
        </strong>
        <ActionIcon aria-label={t('office.chart.later')} onClick={() => move(3)}>
          <IconChevronRight size={18} />
        </ActionIcon>
        <Button variant="subtle" color="gray" onClick={() => setSearch({ month: undefined })}>
          {t('office.chart.today')}
        </Button>
        <Picker
          size="xs"
          clearable
          searchable
          aria-label={t('office.chart.place')}
          placeholder={t('office.chart.place')}
          data={places.map(([value, label]) => ({ value, label }))}
          value={search.place ?? null}
          onChange={(place) => setSearch({ place: place ?? undefined })}
        />
        <Switch
          size="xs"
          label={t('office.chart.onlyGaps')}
          checked={search.only === 'gaps'}
          onChange={(event) => setSearch({ only: event.currentTarget.checked ? 'gaps' : undefined })}
        />
      </FilterBar>
      {isUnread(chart) ? (
        <ErrorState error={chart.error} retry={chart.refetch} />
      ) : !chart.data ? (
        <PageSkeleton />
      ) : rows.length === 0 ? (
        <EmptyState icon={IconCalendarUser} title={t('office.chart.none')} text={t('office.chart.noneText')} />
      ) : phone ? (
        <ChartCards rows={rows} ask={mayEdit ? setAsked : null} />
      ) : (
        <ChartGrid rows={rows} window={window} today={chart.data.today} ask={mayEdit ? setAsked : null} />
      )}
      {asked && (
        <AssignDialog asked={asked} today={chart.data?.today ?? from} close={() => setAsked(null)} ask={setAsked} />
      )}
    </>
  )
}

function troubled(row: ChartRow): boolean {
  return row.gaps.length > 0 || row.overlaps.length > 0
}
