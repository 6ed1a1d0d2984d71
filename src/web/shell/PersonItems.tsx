import { Menu } from '@mantine/core'
import { IconKeyboard, IconLogout, IconUser, IconUserShare } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { pages } from '#web/pages.ts'
import { useActFor, useSession } from '#web/session.tsx'
import { useOpened } from '#web/shell/LaterMenu.tsx'
import { openKeys } from '#web/shell/ShellKeys.tsx'
import { signOut } from '#web/shell/signOut.ts'
import { useMenuAbout } from '#web/ui/useMenuAbout.ts'
import { useWords } from '#web/words.ts'

export function Opened({ button }: { button: ReactElement }) {
  const { t } = useWords()
  const { member, mayActFor: now, behalf } = useSession()
  const { opened, onChange } = useOpened()
  const { about: mayActFor, menu } = useMenuAbout(now, onChange)
  const actFor = useActFor()
  const navigate = useNavigate()
  const hasOwnPage = pages.some((page) => page.path === '/me')
  return (
    <Menu position="bottom-end" width={260} {...menu} opened={opened}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown mah="80dvh" style={{ overflow: 'auto' }}>
        <Menu.Label>
          {member.name}
          <br />
          {member.email}
        </Menu.Label>
        {hasOwnPage && (
          <Menu.Item leftSection={<IconUser size={16} />} onClick={() => navigate({ to: '/me' })}>
            {t('web.person.own')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={openKeys}>
          {t('web.keys.title')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => signOut()}>
          {t('web.signOut')}
        </Menu.Item>
        {mayActFor.length > 0 && (
          <>
            <Menu.Divider />
            <Menu.Label>{t('web.behalf.choose')}</Menu.Label>
            {mayActFor.map((person) => (
              <Menu.Item
                key={person.id}
                leftSection={<IconUserShare size={16} />}
                disabled={person.id === behalf?.id}
                onClick={() => actFor(person.id)}
              >
                {person.name}
              </Menu.Item>
            ))}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
