import { Box, Button, Center } from '@mantine/core'
import { IconFilterOff, IconInbox } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { RowsSkeleton } from '#web/ui/Skeletons.tsx'
import { useWords } from '#web/words.ts'

interface Props {
  loading: boolean
  error: unknown
  retry: () => void
  filtered: boolean
  clear: () => void
  children: ReactNode
}

/** What stands where the rows would: on their way, could not come, filtered away, or none yet. */
export function TableState({ loading, error, retry, filtered, clear, children }: Props) {
  const { t } = useWords()
  if (loading)
    return (
      <Box px={16} py={18} role="status" aria-label={t('web.loading')}>
        <RowsSkeleton rows={10} />
      </Box>
    )
  return (
    <Center flex={1} p={20}>
      {error ? (
        <ErrorState error={error} retry={retry} />
      ) : filtered ? (
        <EmptyState icon={IconFilterOff} title={t('web.table.emptyFiltered')} text={t('web.table.emptyFilteredText')}>
          <Button variant="default" onClick={clear}>
            {t('web.table.clear')}
          </Button>
        </EmptyState>
      ) : (
        (children ?? <EmptyState icon={IconInbox} title={t('web.table.empty')} />)
      )}
    </Center>
  )
}
