import { Kbd } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useSession } from '#web/session.tsx'
import shared from '#web/shell/Brand.module.css'
import { LanguageMenu } from '#web/shell/LanguageMenu.tsx'
import { PersonMenu } from '#web/shell/PersonMenu.tsx'
import { SchemeButton } from '#web/shell/SchemeButton.tsx'
import { openPalette } from '#web/shell/ShellKeys.tsx'
import { modKey } from '#web/ui/KeyHint.tsx'
import { useWords } from '#web/words.ts'
import classes from './TopBar.module.css'

/** The bar at the top: the office, the search, and what belongs to the person. */
export function TopBar() {
  const { t } = useWords()
  const { office } = useSession()
  return (
    <header className={classes.top}>
      <Link to="/" className={shared.brand} aria-label={`${t('web.name')}, ${office.name}`}>
        <img src="/talka.svg" alt="" />
        <span className={classes.office}>{office.name}</span>
      </Link>
      <button type="button" className={classes.find} onClick={openPalette}>
        <IconSearch size={16} stroke={1.7} />
        <span className="clipped">{t('web.palette.open')}</span>
        <Kbd size="xs">{modKey} K</Kbd>
      </button>
      <div className={classes.gap} />
      <LanguageMenu />
      <SchemeButton />
      <PersonMenu />
    </header>
  )
}
