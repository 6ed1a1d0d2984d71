import { Button, Center } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useWords } from '#web/words.ts'

/** The page exists, but its duty is not this person's; says who can change that. */
export function NoPermission() {
  const { t } = useWords()
  return (
    <Center flex={1} p="32px 16px">
      <EmptyState whole icon={IconLock} title={t('web.noPermission.title')} text={t('web.noPermission.text')}>
        <Button component={Link} to="/">
          {t('web.toDesk')}
        </Button>
      </EmptyState>
    </Center>
  )
}
