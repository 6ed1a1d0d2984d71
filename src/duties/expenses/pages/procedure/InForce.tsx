import { useSuspenseQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import { MomentText } from '#web/ui/Day.tsx'
import { PageBody } from '#web/ui/PageHeader.tsx'
import { useWords } from '#web/words.ts'
import { Markdown } from './Markdown.tsx'
import { NoProcedure } from './MyProcedure.tsx'
import classes from './Procedure.module.css'

/** The version in force in one's own language, and the ones before it. */
export function InForce() {
  const { t, language, moment } = useWords()
  const { data } = useSuspenseQuery(api.expenses.procedure.queryOptions({ input: {} }))
  const { current, versions } = data
  if (!current) return <NoProcedure />
  return (
    <PageBody>
      <div className={classes.inForce}>
        <article>
          <p className={classes.meta}>
            {t('expenses.procedure.version', {
              number: current.number ?? 0,
              at: current.publishedAt ? moment(current.publishedAt) : '',
            })}
          </p>
          <Markdown text={language === 'lt' ? current.bodyLt : current.bodyEn} />
        </article>
        <aside>
          <h2>{t('expenses.procedure.versions')}</h2>
          <ol className={classes.versions}>
            {versions.map((version) => (
              <li key={version.id}>
                <strong>{t('expenses.procedure.number', { number: version.number ?? 0 })}</strong>{' '}
                <small>
                  {version.publishedAt && <MomentText at={version.publishedAt} />}
                  {version.publishedByName && `, ${version.publishedByName}`}
                </small>
                {version.whatChanged && <p>{version.whatChanged}</p>}
              </li>
            ))}
          </ol>
        </aside>
      </div>
    </PageBody>
  )
}
