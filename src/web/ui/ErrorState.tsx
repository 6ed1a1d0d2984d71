import { Button } from '@mantine/core'
import { IconCloudOff, IconInfoCircle, IconTool } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { troubleOf } from '#web/client.ts'
import { TroubleText, titleOf } from '#web/notices.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useWords } from '#web/words.ts'

/** Says what could not be shown and offers to try again, or the way back where nothing is; a bug names its reference. */
export function ErrorState({ error, retry, whole }: { error: unknown; retry?: () => void; whole?: boolean }) {
  const { t } = useWords()
  const trouble = troubleOf(error)
  // What a page asks with stands in its address: where that is no such thing, nothing is there.
  const isAddress = trouble.kind === 'invalid'
  const icon = trouble.kind === 'bug' ? IconTool : trouble.kind === 'offline' ? IconCloudOff : IconInfoCircle
  return (
    <div role="alert">
      <EmptyState
        icon={icon}
        whole={whole ?? false}
        title={isAddress ? t('web.notFound.title') : titleOf(trouble)}
        text={isAddress ? t('web.notFound.text') : <TroubleText trouble={trouble} />}
      >
        {isAddress || trouble.kind === 'absent' ? (
          <Button component={Link} to="/" variant="default">
            {t('web.toDesk')}
          </Button>
        ) : (
          retry && (
            <Button variant="default" onClick={retry}>
              {t('web.tryAgain')}
            </Button>
          )
        )}
      </EmptyState>
    </div>
  )
}
