import { Button } from '@mantine/core'
import { IconHistory, IconShieldCheck } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { usePageSearch } from '#web/address.ts'
import { client } from '#web/client.ts'
import { isUnread } from '#web/faults.tsx'
import { DayInput } from '#web/ui/DayInput.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { History } from '#web/ui/History.tsx'
import { FilterBar, PageBody, PageHeader } from '#web/ui/PageHeader.tsx'
import { Picker } from '#web/ui/Picker.tsx'
import { RowsSkeleton } from '#web/ui/Skeletons.tsx'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { useWords } from '#web/words.ts'

/** Everything that was done in the office, in sentences, newest first; and whether its seals hold. */
export function Page() {
  const { t } = useWords()
  const [search, setSearch] = usePageSearch()
  const people = useQuery({
    queryKey: [['office', 'members'], 'all'],
    queryFn: () => client.office.members({ show: 'all', limit: 500 }),
  })
  const filter = {
    ...(search.person ? { personId: search.person } : {}),
    ...(search.from ? { fromDay: search.from } : {}),
    ...(search.to ? { toDay: search.to } : {}),
  }
  const history = useInfiniteQuery({
    queryKey: [['desk', 'history'], filter],
    queryFn: ({ pageParam }) =>
      client.desk.history({ ...filter, limit: 100, ...(pageParam ? { after: pageParam } : {}) }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
  const events = history.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <PageHeader title={t('office.page.history')}>
        <Verify />
      </PageHeader>
      <FilterBar>
        <Picker
          size="xs"
          clearable
          searchable
          aria-label={t('office.history.person')}
          placeholder={t('office.history.person')}
          data={(people.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={search.person ?? null}
          onChange={(person) => setSearch({ person: person ?? undefined })}
        />
        <DayInput
          size="xs"
          w={150}
          aria-label={t('office.field.fromDay')}
          placeholder={t('office.field.fromDay')}
          value={search.from ?? null}
          onChange={(from) => setSearch({ from: from ?? undefined })}
        />
        <DayInput
          size="xs"
          w={150}
          aria-label={t('office.field.toDay')}
          placeholder={t('office.field.toDay')}
          value={search.to ?? null}
          onChange={(to) => setSearch({ to: to ?? undefined })}
        />
      </FilterBar>
      <PageBody>
        <div style={{ maxWidth: 900 }}>
          {isUnread(history) ? (
            <ErrorState error={history.error} retry={() => void history.refetch()} />
          ) : history.isPending ? (
            <RowsSkeleton rows={12} />
          ) : events.length === 0 ? (
            <EmptyState icon={IconHistory} title={t('office.history.none')} text={t('office.history.noneText')} />
          ) : (
            <History
              entries={events.map((event) => ({
                id: event.id,
                at: event.at,
                actor: event.actorName || t('web.name'),
                behalf: event.behalfName,
                text: event.text,
              }))}
            />
          )}
          {history.hasNextPage && (
            <Button
              mt="md"
              variant="default"
              loading={history.isFetchingNextPage}
              onClick={() => history.fetchNextPage()}
            >
              {t('office.history.older')}
            </Button>
          )}
        </div>
      </PageBody>
    </>
  )
}

/** Recomputes the seals when asked and says what came of it. */
function Verify() {
  const { t, number } = useWords()
  const [asked, setAsked] = useState(false)
  const verdict = useQuery({
    queryKey: ['history seals'],
    queryFn: () => client.office.verifyHistory({}),
    enabled: asked,
    gcTime: 0,
  })
  return (
    <>
      {verdict.data &&
        (verdict.data.isWhole ? (
          <StateBadge tone="good" label={t('office.history.whole', { events: number(verdict.data.events) })} />
        ) : (
          <StateBadge tone="bad" label={whatIsWrong(t, verdict.data)} />
        ))}
      {verdict.error && <StateBadge tone="bad" label={t('web.progress.failed')} />}
      <Button
        variant="default"
        leftSection={<IconShieldCheck size={16} />}
        loading={verdict.isFetching}
        onClick={() => (asked ? void verdict.refetch() : setAsked(true))}
      >
        {t('office.history.verify')}
      </Button>
    </>
  )
}

type Verdict = Awaited<ReturnType<typeof client.office.verifyHistory>>

function whatIsWrong(t: ReturnType<typeof useWords>['t'], { wrongSeal, changed }: Verdict): string {
  if (wrongSeal !== null) return t('office.history.broken', { seal: wrongSeal })
  return t('office.history.changed', {
    what: [...new Set(changed.map(({ number, table }) => number ?? table))].join(', '),
  })
}
