import { Button, Center } from '@mantine/core'
import { IconMapQuestion } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useWords } from '#web/words.ts'

/** Nothing is here, or it is not this person's to see: both look the same. */
export function NotFound() {
  const { t } = useWords()
  useEffect(() => {
    document.title = `${t('web.notFound.title')} · ${t('web.name')}`
  }, [t])
  return (
    <Center flex={1} p="32px 16px">
      <EmptyState whole icon={IconMapQuestion} title={t('web.notFound.title')} text={t('web.notFound.text')}>
        <Button component={Link} to="/">
          {t('web.toDesk')}
        </Button>
      </EmptyState>
    </Center>
  )
}
