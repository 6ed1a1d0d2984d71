import { Button, Menu } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { type Language, languages } from '#core/message.ts'
import { useMaybeSession } from '#web/session.tsx'
import { savePreference } from '#web/shell/usePreferences.ts'
import { speak, useWords } from '#web/words.ts'

/** Every language by its own name, so that whoever got the wrong one finds his way back. */
export const languageNames: Record<Language, string> = { en: 'English', lt: 'Lietuvių' }

/** The language switch; a signed-in member's choice goes with him to other devices. */
export function LanguageMenu() {
  const { t, language } = useWords()
  const session = useMaybeSession()
  const choose = async (next: Language) => {
    await speak(next)
    if (session) await savePreference({ language: next })
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          aria-label={`${t('web.language')}: ${language.toUpperCase()}`}
        >
          {language.toUpperCase()}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {languages.map((each) => (
          <Menu.Item
            key={each}
            lang={each}
            onClick={() => choose(each)}
            rightSection={each === language ? <IconCheck size={14} /> : null}
          >
            {languageNames[each]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
