import { UnstyledButton } from '@mantine/core'
import { useSession } from '#web/session.tsx'
import { LaterMenu } from '#web/shell/LaterMenu.tsx'
import { PersonMark } from '#web/ui/Person.tsx'
import { useWords } from '#web/words.ts'

const load = () => import('#web/shell/PersonItems.tsx')

/** What belongs to the person: own page, acting for somebody, keys, signing out. */
export function PersonMenu() {
  const { t } = useWords()
  const { member } = useSession()
  const button = (
    <UnstyledButton aria-label={t('web.person.menu', { name: member.name })} style={{ borderRadius: 20 }}>
      <PersonMark name={member.name} size={28} />
    </UnstyledButton>
  )
  return <LaterMenu load={load} button={button} />
}
