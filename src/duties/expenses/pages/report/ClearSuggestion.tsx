import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useWords } from '#web/words.ts'

/** Empties a suggested field by a click; its key is for those who type, so Tab passes it by. */
export function ClearSuggestion({ clear }: { clear: () => void }) {
  const { t } = useWords()
  const label = t('expenses.reportPage.suggested.clear')
  return (
    <ActionIcon size={26} variant="subtle" tabIndex={-1} aria-label={label} title={`${label} (Alt+X)`} onClick={clear}>
      <IconX size={14} />
    </ActionIcon>
  )
}
