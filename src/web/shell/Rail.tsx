import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import { Link, useLocation } from '@tanstack/react-router'
import { Fragment, lazy, Suspense } from 'react'
import { isHere, type NavPage, useNavPages } from '#web/shell/nav.ts'
import { useWords } from '#web/words.ts'
import classes from './Rail.module.css'

const RailTip = lazy(() => import('#web/shell/RailTip.tsx').then((part) => ({ default: part.RailTip })))

/** The duties at the left; folded it shows their pictures alone. */
export function Rail({ narrow, toggle }: { narrow: boolean; toggle: () => void }) {
  const { t } = useWords()
  const all = useNavPages()
  const path = useLocation({ select: (location) => location.pathname })
  const Fold = narrow ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse
  return (
    <nav className={classes.rail} data-narrow={narrow || undefined} aria-label={t('web.duties')}>
      {all.map((page, at) => (
        <Fragment key={page.path}>
          {page.nav.section && page.nav.section !== all[at - 1]?.nav.section && (
            <div className={`clipped ${classes.section}`}>{t(`${page.nav.section}.name`)}</div>
          )}
          <RailItem page={page} narrow={narrow} here={isHere(page, path, all)} />
        </Fragment>
      ))}
      <button
        type="button"
        className={`${classes.item} ${classes.fold}`}
        onClick={toggle}
        aria-label={t(narrow ? 'web.rail.unfold' : 'web.rail.fold')}
      >
        <Fold size={18} stroke={1.6} />
        <span className="clipped">{t('web.rail.fold')}</span>
      </button>
    </nav>
  )
}

function RailItem({ page, narrow, here }: { page: NavPage; narrow: boolean; here: boolean }) {
  const { t } = useWords()
  const Icon = page.nav.icon
  const label = t(page.nav.label)
  const link = (
    <Link
      to={page.path}
      className={classes.item}
      data-here={here || undefined}
      aria-current={here ? 'page' : undefined}
      aria-label={narrow ? label : undefined}
    >
      <Icon size={18} stroke={1.6} />
      <span className="clipped">{label}</span>
      {page.nav.useCount && <Count useCount={page.nav.useCount} />}
    </Link>
  )
  return <Suspense fallback={link}>{narrow ? <RailTip label={label}>{link}</RailTip> : link}</Suspense>
}

/** How many things wait there; nothing when none do. */
export function Count({ useCount }: { useCount: () => number | undefined }) {
  const { t, number } = useWords()
  const count = useCount()
  if (!count) return null
  return (
    <em className={classes.count} title={t('web.waiting', { count })}>
      {number(count)}
    </em>
  )
}
