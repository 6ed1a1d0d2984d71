import { Outlet, useMatches } from '@tanstack/react-router'
import { Suspense, useEffect, useRef } from 'react'
import { mayOpen, type PageRoute } from '#web/page.ts'
import { useSession } from '#web/session.tsx'
import { NoPermission } from '#web/shell/NoPermission.tsx'
import { PageSkeleton } from '#web/ui/Skeletons.tsx'
import { useWords } from '#web/words.ts'
import classes from './PageFrame.module.css'

/** The page itself: its title, the right it needs, and the focus that moves to it when one goes there. */
export function PageFrame() {
  const page = usePage()
  const { rights } = useSession()
  const main = useFocusOnArrival(page)
  const allowed = mayOpen(page, rights)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and by keyboard too where it holds nothing to focus
    <main id="main" ref={main} className={classes.main} tabIndex={0}>
      <Suspense fallback={<PageSkeleton />}>{allowed ? <Outlet /> : <NoPermission />}</Suspense>
    </main>
  )
}

/** The page in front, as its area listed it. */
export function usePage(): PageRoute | undefined {
  return useMatches({ select: (matches) => matches.at(-1)?.staticData.page })
}

/** The page shown last, in whichever frame: the sign-in and the desk have frames of their own. */
let shown: PageRoute | undefined

/** Sets the window's title and moves the focus to the page on arrival, so that a screen reader begins there. */
export function useFocusOnArrival(page: PageRoute | undefined) {
  const { t } = useWords()
  const main = useRef<HTMLElement>(null)
  useEffect(() => {
    if (page) document.title = `${t(page.title)} · ${t('web.name')}`
    const isFirst = shown === undefined
    if (shown === page) return
    shown = page
    if (isFirst) return
    main.current?.focus({ preventScroll: true })
    main.current?.scrollTo(0, 0)
  }, [page, t])
  return main
}
