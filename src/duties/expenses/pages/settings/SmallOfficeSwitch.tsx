import { Switch } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { useMay } from '#web/session.tsx'
import { Note } from '#web/ui/Note.tsx'
import { useWords } from '#web/words.ts'
import classes from './Settings.module.css'

/** Whether who prepared a report may also approve and pay it; administrators set it, and it is printed on the paper. */
export function SmallOfficeSwitch() {
  const { t, moment } = useWords()
  const may = useMay('office.administer')
  const { data } = useSuspenseQuery(api.expenses.smallOffice.queryOptions({ input: {} }))
  const set = useChange(client.expenses.setSmallOffice, { done: t('expenses.settings.saved') })
  const since = data.smallOffice
  const name = (field: string) => t(`expenses.settings.smallOffice.${field}`)
  return (
    <div className={classes.smallOffice}>
      {may ? (
        <Switch
          label={name('label')}
          description={name('text')}
          checked={since !== null}
          disabled={set.running}
          onChange={(event) => void set.run({ on: event.currentTarget.checked })}
        />
      ) : (
        <dl className={classes.facts}>
          <div>
            <dt>{name('title')}</dt>
            <dd>{t(since ? 'web.yes' : 'web.no')}</dd>
            <dd>{name('text')}</dd>
          </div>
        </dl>
      )}
      {since && (
        <Note fits tone="info">
          {t('expenses.settings.smallOffice.since', { by: since.by, at: moment(since.since) })}
        </Note>
      )}
      {!may && (
        <Note fits tone="info">
          {name('onlyAdministrator')}
        </Note>
      )}
    </div>
  )
}
