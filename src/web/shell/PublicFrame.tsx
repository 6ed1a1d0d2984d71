import { Outlet } from '@tanstack/react-router'
import { Suspense } from 'react'
import shared from '#web/shell/Brand.module.css'
import { LanguageMenu } from '#web/shell/LanguageMenu.tsx'
import { useFocusOnArrival, usePage } from '#web/shell/PageFrame.tsx'
import { SchemeButton } from '#web/shell/SchemeButton.tsx'
import { PageSkeleton } from '#web/ui/Skeletons.tsx'
import { useWords } from '#web/words.ts'
import classes from './PublicFrame.module.css'

/** The frame of pages open to people who are not signed in: sign-in, invitations, upload links. */
export function PublicFrame() {
  const { t } = useWords()
  const main = useFocusOnArrival(usePage())
  return (
    <div className={classes.public}>
      <header className={classes.publicTop}>
        <span className={shared.brand} style={{ padding: 0, width: 'auto' }}>
          <img src="/talka.svg" alt="" />
          {t('web.name')}
        </span>
        <span style={{ display: 'flex', alignItems: 'center', gap: 8 }}>
          <LanguageMenu />
          <SchemeButton />
        </span>
      </header>
      <main id="main" ref={main} className={classes.publicMain} tabIndex={-1}>
        <Suspense fallback={<PageSkeleton />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  )
}
