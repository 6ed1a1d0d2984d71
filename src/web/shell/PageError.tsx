import { Center } from '@mantine/core'
import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { troubleOf } from '#web/client.ts'
import { NoPermission } from '#web/shell/NoPermission.tsx'
import { NotFound } from '#web/shell/NotFound.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'

/** What a page shows when it could not be shown: absent, forbidden, or what went wrong with a way to try again. */
export function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  const { reset } = useQueryErrorResetBoundary()
  const { kind } = troubleOf(error)
  if (kind === 'absent' || kind === 'invalid') return <NotFound />
  if (kind === 'forbidden') return <NoPermission />
  const again = () => {
    reset()
    retry()
  }
  return (
    <Center flex={1} p="32px 16px">
      <ErrorState whole error={error} retry={again} />
    </Center>
  )
}
