import { Button } from '@mantine/core'
import { LaterMenu } from '#web/shell/LaterMenu.tsx'
import { useWords } from '#web/words.ts'

const load = () => import('#web/shell/LanguageItems.tsx')

/** The language switch; a signed-in member's choice goes with him to other devices. */
export function LanguageMenu() {
  const { t, language } = useWords()
  const name = `${t('web.language')}: ${language.toUpperCase()}`
  const button = (
    <Button variant="subtle" color="gray" size="compact-sm" aria-label={name}>
      {language.toUpperCase()}
    </Button>
  )
  return <LaterMenu load={load} button={button} />
}
