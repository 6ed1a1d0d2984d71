import { type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { useMaybeSession } from '#web/session.tsx'
import { useOpened } from '#web/shell/LaterMenu.tsx'
import { savePreference } from '#web/shell/usePreferences.ts'
import { useWords } from '#web/words.ts'

const schemes: MantineColorScheme[] = ['auto', 'light', 'dark']

export function Opened({ button }: { button: ReactElement }) {
  const { t } = useWords()
  const session = useMaybeSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const choose = (scheme: MantineColorScheme) => {
    setColorScheme(scheme)
    if (session) void savePreference({ theme: scheme })
  }
  return (
    <Menu position="bottom-end" {...useOpened()}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        {schemes.map((scheme) => (
          <Menu.Item
            key={scheme}
            onClick={() => choose(scheme)}
            rightSection={scheme === colorScheme ? <IconCheck size={14} /> : null}
          >
            {t(`web.scheme.${scheme}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
