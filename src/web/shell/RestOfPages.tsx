import { Link } from '@tanstack/react-router'
import type { NavPage } from '#web/shell/nav.ts'
import classes from '#web/shell/Rail.module.css'
import { SideSheet } from '#web/ui/Dialog.tsx'
import { useWords } from '#web/words.ts'

/** The pages that have no place in the bar of a phone. */
export function RestOfPages({ pages, close }: { pages: readonly NavPage[]; close: () => void }) {
  const { t } = useWords()
  return (
    <SideSheet opened onClose={close} position="bottom" size="auto" title={t('web.duties')}>
      {pages.map((page) => (
        <Link key={page.path} to={page.path} className={classes.item} style={{ minHeight: 44 }} onClick={close}>
          <page.nav.icon size={20} stroke={1.6} />
          <span className="clipped">{t(page.nav.label)}</span>
        </Link>
      ))}
    </SideSheet>
  )
}
