import { Button } from '@mantine/core'
import { IconBuildingStore, IconPencil } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { isUnread } from '#web/faults.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { FormSkeleton } from '#web/ui/Skeletons.tsx'
import { useWords } from '#web/words.ts'
import { FillingLine } from './FillingLine.tsx'
import classes from './public.module.css'
import { SetUpForm } from './SetUpForm.tsx'

/** The very first page: set up one's own office, or open the sample office. */
export function Page() {
  const { t } = useWords()
  const navigate = useNavigate()
  const state = useQuery({
    ...api.office.state.queryOptions({ input: {} }),
    refetchInterval: ({ state: { data } }) => (data?.filling ? 700 : false),
  })
  const [own, setOwn] = useState(false)
  useEffect(() => {
    if (state.data?.setUp) void navigate({ to: '/sign-in', replace: true })
  }, [state.data?.setUp, navigate])

  if (isUnread(state)) return <ErrorState whole error={state.error} retry={state.refetch} />
  if (!state.data || state.data.setUp) {
    return (
      <div className={classes.page}>
        <FormSkeleton fields={3} />
      </div>
    )
  }
  if (state.data.filling) {
    return (
      <div className={classes.page} style={{ maxWidth: 520 }}>
        <h1>{t('office.start.filling')}</h1>
        <p className={classes.lead}>{t('office.start.fillingText')}</p>
        <FillingLine filling={state.data.filling} />
      </div>
    )
  }
  if (own) {
    return (
      <div className={classes.page} style={{ maxWidth: 560 }}>
        <h1>{t('office.start.ownTitle')}</h1>
        <p className={classes.lead}>{t('office.start.ownText')}</p>
        <SetUpForm back={() => setOwn(false)} />
      </div>
    )
  }
  return (
    <div className={classes.page}>
      <h1>{t('office.start.title')}</h1>
      <p className={classes.lead}>{t('office.start.text')}</p>
      <Ways chooseOwn={() => setOwn(true)} refresh={() => state.refetch()} />
    </div>
  )
}

function Ways({ chooseOwn, refresh }: { chooseOwn: () => void; refresh: () => void }) {
  const { t, language } = useWords()
  const sample = useChange(client.office.openSample, { onDone: refresh })
  return (
    <div className={classes.ways}>
      <section className={classes.way}>
        <h2>
          <IconPencil size={20} stroke={1.6} />
          {t('office.start.own')}
        </h2>
        <p>{t('office.start.ownWay')}</p>
        <Button size="sm" onClick={chooseOwn}>
          {t('office.start.ownDo')}
        </Button>
      </section>
      <section className={classes.way}>
        <h2>
          <IconBuildingStore size={20} stroke={1.6} />
          {t('office.start.sample')}
        </h2>
        <p>{t('office.start.sampleWay')}</p>
        <Button size="sm" variant="default" loading={sample.running} onClick={() => sample.run({ language })}>
          {t('office.start.sampleDo')}
        </Button>
      </section>
    </div>
  )
}
