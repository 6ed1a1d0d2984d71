import { ActionIcon, useMantineColorScheme } from '@mantine/core'
import { IconMoon, IconSun, IconSunMoon } from '@tabler/icons-react'
import { LaterMenu } from '#web/shell/LaterMenu.tsx'
import { useWords } from '#web/words.ts'

const icons = { auto: IconSunMoon, light: IconSun, dark: IconMoon }
const load = () => import('#web/shell/SchemeItems.tsx')

/** Light, dark, or as the machine has it. */
export function SchemeButton() {
  const { t } = useWords()
  const { colorScheme } = useMantineColorScheme()
  const Icon = icons[colorScheme]
  const button = (
    <ActionIcon aria-label={t('web.scheme.label')}>
      <Icon size={18} stroke={1.6} />
    </ActionIcon>
  )
  return <LaterMenu load={load} button={button} />
}
