import { ActionIcon, type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core'
import { IconCheck, IconMoon, IconSun, IconSunMoon } from '@tabler/icons-react'
import { useMaybeSession } from '#web/session.tsx'
import { savePreference } from '#web/shell/usePreferences.ts'
import { useWords } from '#web/words.ts'

const icons = { auto: IconSunMoon, light: IconSun, dark: IconMoon }
const schemes: MantineColorScheme[] = ['auto', 'light', 'dark']

/** Light, dark, or as the machine has it. */
export function SchemeButton() {
  const { t } = useWords()
  const session = useMaybeSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const Icon = icons[colorScheme]
  const choose = (scheme: MantineColorScheme) => {
    setColorScheme(scheme)
    if (session) void savePreference({ theme: scheme })
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('web.scheme.label')}>
          <Icon size={18} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
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
