import { Menu, UnstyledButton } from '@mantine/core'
import { IconKeyboard, IconLogout, IconUser, IconUserShare } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { pages } from '#web/page.ts'
import { useActFor, useSession } from '#web/session.tsx'
import { openKeys } from '#web/shell/ShellKeys.tsx'
import { signOut } from '#web/shell/signOut.ts'
import { PersonMark } from '#web/ui/Person.tsx'
import { useWords } from '#web/words.ts'

/** What belongs to the person: own page, acting for somebody, keys, signing out. */
export function PersonMenu() {
  const { t } = useWords()
  const { member, mayActFor, behalf } = useSession()
  const actFor = useActFor()
  const navigate = useNavigate()
  const hasOwnPage = pages.some((page) => page.path === '/me')
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <UnstyledButton aria-label={t('web.person.menu', { name: member.name })} style={{ borderRadius: 20 }}>
          <PersonMark name={member.name} size={28} />
        </UnstyledButton>
      </Menu.Target>
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
