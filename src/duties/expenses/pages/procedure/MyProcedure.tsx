import { Button } from '@mantine/core'
import { IconBook } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Note } from '#web/ui/Note.tsx'
import { PageBody } from '#web/ui/PageHeader.tsx'
import { useWords } from '#web/words.ts'
import { Markdown } from './Markdown.tsx'
import classes from './Procedure.module.css'

/** What a salesperson has to read, and one button at its end to confirm it. */
export function MyProcedure() {
  const { t, day, moment } = useWords()
  const { data } = useSuspenseQuery(api.expenses.myProcedure.queryOptions({ input: {} }))
  const confirm = useChange(client.expenses.confirmProcedure, { done: t('expenses.procedure.thanks') })
  const { versionId, number, proof } = data
  if (!versionId) return <NoProcedure />
  return (
    <PageBody narrow>
      <p className={classes.meta}>
        {t('expenses.procedure.version', {
          number: number ?? 0,
          at: data.publishedAt ? moment(data.publishedAt) : '',
        })}
      </p>
      {proof && (
        <Note fits tone="good" role="status">
          {t('expenses.procedure.confirmed', {
            day: day(proof.informedOn),
            way: t(`expenses.way.${proof.way}`),
          })}
        </Note>
      )}
      {data.mayConfirm && <p className={classes.meta}>{t('expenses.procedure.toEnd')}</p>}
      {!data.mayConfirm && !proof && <p className={classes.meta}>{t('expenses.procedure.onlySelf')}</p>}
      {data.whatChanged && (
        <Note fits tone="info">
          <span>
            <strong>{t('expenses.procedure.whatChanged')}</strong> {data.whatChanged}
          </span>
        </Note>
      )}
      <Markdown text={data.body} />
      {data.mayConfirm && (
        <div className={classes.confirm}>
          <Button size="md" loading={confirm.running} onClick={() => confirm.run({ versionId })}>
            {t('expenses.procedure.confirm')}
          </Button>
        </div>
      )}
    </PageBody>
  )
}

/** Nothing is published yet. */
export function NoProcedure() {
  const { t } = useWords()
  return <EmptyState icon={IconBook} title={t('expenses.procedure.none')} text={t('expenses.procedure.noneText')} />
}
