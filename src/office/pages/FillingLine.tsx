import { Button } from '@mantine/core'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { ProgressLine } from '#web/ui/ProgressLine.tsx'
import { useWords } from '#web/words.ts'

interface Props {
  filling: { state: 'waiting' | 'running' | 'failed'; done: number; total: number }
}

/** How far the sample office has been filled; where it stopped, a button goes on. */
export function FillingLine({ filling: { state, done, total } }: Props) {
  const { t, language } = useWords()
  const again = useChange(client.office.openSample)
  const failed = state === 'failed'
  return (
    <>
      <ProgressLine
        label={t('office.start.fillingLabel')}
        done={done}
        total={total}
        failed={failed ? t('office.start.fillingFailed') : null}
      />
      {failed && (
        <Button mt="md" loading={again.running} onClick={() => again.run({ language })}>
          {t('web.tryAgain')}
        </Button>
      )}
    </>
  )
}
