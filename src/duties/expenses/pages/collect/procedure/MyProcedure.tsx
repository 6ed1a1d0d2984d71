import { Button } from '@mantine/core'
import { IconBook } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { PageBody } from '#web/ui/PageHeader.tsx'
import { useWords } from '#web/words.ts'
import { Markdown } from './Markdown.tsx'
import classes from './Procedure.module.css'

/** What a salesperson has to read, and one button at its end to confirm it. */
export function MyProcedure() {
  const { t, day, moment } = useWords()
  const { data } = useSuspenseQuery(api.expenses.myProcedure.queryOptions({ input: {} }))
  const confirm = useChange(client.expenses.confirmProcedure, { done: t('expenses.collectPage.procedure.thanks') })
  const { versionId, number, proof } = data
  if (!versionId) return <NoProcedure />
  return (
    <PageBody narrow>
      <p className={classes.meta}>
        {t('expenses.collectPage.procedure.version', {
          number: number ?? 0,
          at: data.publishedAt ? moment(data.publishedAt) : '',
        })}
      </p>
      {proof && (
        <p role="status" className={classes.proof}>
          {t('expenses.collectPage.procedure.confirmed', {
            day: day(proof.informedOn),
            way: t(`expenses.collectPage.way.${proof.way}`),
          })}
        </p>
      )}
      {data.mayConfirm && <p className={classes.meta}>{t('expenses.collectPage.procedure.toEnd')}</p>}
      {!data.mayConfirm && !proof && <p className={classes.meta}>{t('expenses.collectPage.procedure.onlySelf')}</p>}
      {data.whatChanged && (
        <p className={classes.changed}>
          <strong>{t('expenses.collectPage.procedure.whatChanged')}</strong> {data.whatChanged}
        </p>
      )}
      <Markdown text={data.body} />
      {data.mayConfirm && (
        <div className={classes.confirm}>
          <Button size="md" loading={confirm.running} onClick={() => confirm.run({ versionId })}>
            {t('expenses.collectPage.procedure.confirm')}
          </Button>
        </div>
      )}
    </PageBody>
  )
}

/** Nothing is published yet. */
export function NoProcedure() {
  const { t } = useWords()
  return (
    <EmptyState
      icon={IconBook}
      title={t('expenses.collectPage.procedure.none')}
      text={t('expenses.collectPage.procedure.noneText')}
    />
  )
}
