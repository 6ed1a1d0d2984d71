import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { troubleOf } from '#web/client.ts'
import { listenLive } from '#web/live.ts'
import { type Session, SessionProvider, useSessionQuery, useSignedOut } from '#web/session.tsx'
import { BehalfBanner } from '#web/shell/BehalfBanner.tsx'
import { BottomBar } from '#web/shell/BottomBar.tsx'
import { LineBar } from '#web/shell/LineBar.tsx'
import { PageError } from '#web/shell/PageError.tsx'
import { PageFrame } from '#web/shell/PageFrame.tsx'
import { Rail } from '#web/shell/Rail.tsx'
import classes from '#web/shell/Shell.module.css'
import { ShellKeys } from '#web/shell/ShellKeys.tsx'
import { TopBar } from '#web/shell/TopBar.tsx'
import { usePreferences } from '#web/shell/usePreferences.ts'
import { PageSkeleton } from '#web/ui/Skeletons.tsx'
import { useWords } from '#web/words.ts'

/** The frame around every page for people who are signed in; sends the others to sign in and back again. */
export function Shell() {
  const session = useSessionQuery()
  const navigate = useNavigate()
  const router = useRouter()
  const trouble = session.error ? troubleOf(session.error) : undefined
  // A page that is shown already keeps what is typed in it, and says so.
  const signedOut = trouble?.kind === 'signedOut' && !session.data
  // Where one was is read when going, not followed: the address changes before this frame leaves.
  useEffect(() => {
    const after = router.state.location.href
    if (signedOut && !after.startsWith('/sign-in'))
      void navigate({ to: '/sign-in', search: { after } as never, replace: true })
  }, [signedOut, router, navigate])
  if (session.data) return <Frame session={session.data} />
  if (session.error && !signedOut) return <PageError error={session.error} retry={() => session.refetch()} />
  return <PageSkeleton />
}

function Frame({ session }: { session: Session }) {
  const { t } = useWords()
  const queries = useQueryClient()
  const [narrow, setNarrow] = useState(() => localStorage.getItem('talka-rail') === 'narrow')
  const isOut = useSignedOut()
  useEffect(() => (isOut ? undefined : listenLive(queries)), [queries, isOut])
  const isSpoken = usePreferences(session)
  const toggle = () => {
    localStorage.setItem('talka-rail', narrow ? 'wide' : 'narrow')
    setNarrow(!narrow)
  }
  if (!isSpoken) return <PageSkeleton />
  return (
    <SessionProvider session={session}>
      <a className={classes.skip} href="#main">
        {t('web.skip')}
      </a>
      <div className={classes.shell} data-narrow={narrow || undefined}>
        <TopBar />
        <div className={classes.notes}>
          <BehalfBanner />
          {!isOut && <LineBar />}
        </div>
        <Rail narrow={narrow} toggle={toggle} />
        <PageFrame />
        <BottomBar />
      </div>
      <ShellKeys />
    </SessionProvider>
  )
}
