import { IconDots } from '@tabler/icons-react'
import { Link, useLocation } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { isHere, useNavPages } from '#web/shell/nav.ts'
import { Count } from '#web/shell/Rail.tsx'
import { bar } from '#web/ui/bar.ts'
import { useWords } from '#web/words.ts'
import classes from './BottomBar.module.css'

const RestOfPages = lazy(() => import('#web/shell/RestOfPages.tsx').then((part) => ({ default: part.RestOfPages })))

/** The bar at the bottom of a phone: the four pages needed most, and the rest behind "more". */
export function BottomBar() {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const all = useNavPages()
  const path = useLocation({ select: (location) => location.pathname })
  const chosen = all.filter((page) => page.nav.phone)
  const front = (chosen.length > 0 ? chosen : all).slice(0, 4)
  const rest = all.filter((page) => !front.includes(page))
  return (
    <nav ref={bar} className={classes.foot} aria-label={t('web.duties')}>
      {front.map((page) => {
        const here = isHere(page, path, all)
        return (
          <Link key={page.path} to={page.path} className={classes.tab} data-here={here || undefined}>
            <page.nav.icon size={21} stroke={1.6} />
            <span className="clipped">{t(page.nav.label)}</span>
            {page.nav.useCount && <Count useCount={page.nav.useCount} />}
          </Link>
        )
      })}
      {rest.length > 0 && (
        <button type="button" className={classes.tab} onClick={() => setOpen(true)} aria-haspopup="dialog">
          <IconDots size={21} stroke={1.6} />
          <span className="clipped">{t('web.more')}</span>
        </button>
      )}
      <Suspense fallback={null}>{open && <RestOfPages pages={rest} close={() => setOpen(false)} />}</Suspense>
    </nav>
  )
}
