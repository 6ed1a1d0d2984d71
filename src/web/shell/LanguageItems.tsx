import { Menu } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { type Language, languages } from '#core/message.ts'
import { useMaybeSession } from '#web/session.tsx'
import { useOpened } from '#web/shell/LaterMenu.tsx'
import { savePreference } from '#web/shell/usePreferences.ts'
import { languageNames, speak, useWords } from '#web/words.ts'

export function Opened({ button }: { button: ReactElement }) {
  const { language } = useWords()
  const session = useMaybeSession()
  const choose = async (next: Language) => {
    await speak(next)
    if (session) await savePreference({ language: next })
  }
  return (
    <Menu position="bottom-end" {...useOpened()}>
      <Menu.Target>{button}</Menu.Target>
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
