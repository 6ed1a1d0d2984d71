import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { ProgressLine } from '#web/ui/ProgressLine.tsx'
import { useWords } from '#web/words.ts'
import classes from './Desk.module.css'

/** The long work one asked for: how far it is, what is tried again, and what failed, to be tried again or let go. */
export function LongWork() {
  const { t, moment } = useWords()
  const jobs = useQuery(api.desk.jobs.queryOptions({ input: {} }))
  const retry = useChange(client.desk.retryJob)
  const dismiss = useChange(client.desk.dismissJob)
  const items = jobs.data?.items ?? []
  const failed = items.filter((job) => job.state === 'failed')
  const going = items.filter((job) => job.state !== 'failed' && (job.nextTryAt || job.total > 1))
  const shown = [...failed, ...going.slice(0, 5)]
  if (shown.length === 0) return null
  return (
    <section className={classes.work} aria-label={t('desk.work')}>
      {shown.map((job) => (
        <div key={job.id} className={classes.job}>
          <ProgressLine
            label={job.text}
            done={job.done}
            total={job.total}
            failed={job.state === 'failed' ? (job.failure ?? '') : null}
            waits={Boolean(job.nextTryAt)}
          />
          {job.nextTryAt && (
            <div className={classes.jobTried}>
              <div>
                <bdi>{job.failure}</bdi>
              </div>
              {t('desk.tryNext', { n: job.attempts, time: moment(job.nextTryAt) })}
            </div>
          )}
          {job.state === 'failed' && (
            <div className={classes.jobActions}>
              <Button size="compact-xs" variant="default" onClick={() => retry.run({ id: job.id })}>
                {t('desk.tryAgain')}
              </Button>
              <Button size="compact-xs" variant="subtle" color="gray" onClick={() => dismiss.run({ id: job.id })}>
                {t('desk.letGo')}
              </Button>
            </div>
          )}
        </div>
      ))}
    </section>
  )
}
