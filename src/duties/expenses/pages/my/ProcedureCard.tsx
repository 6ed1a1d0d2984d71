import { Button } from '@mantine/core'
import { IconBook2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { useWords } from '#web/words.ts'
import { Markdown } from '../procedure/Markdown.tsx'
import classes from './my.module.css'

/** The claim procedure: first to be read and confirmed, then folded away at the end of the page. */
export function ProcedureCard({ when }: { when: 'toConfirm' | 'confirmed' }) {
  const { t } = useWords()
  const procedure = useQuery(api.expenses.myProcedure.queryOptions({ input: {} }))
  const confirm = useChange(client.expenses.confirmProcedure, { done: t('expenses.myPage.procedure.done') })
  const [open, setOpen] = useState(false)
  const { versionId, number, proof, body, whatChanged, mayConfirm } = procedure.data ?? {}
  if (!versionId || (proof !== null) !== (when === 'confirmed')) return null
  return (
    <section className={classes.card} data-tone={when === 'toConfirm' ? 'warn' : undefined}>
      <h2>
        <IconBook2 size={18} aria-hidden />
        {t('expenses.myPage.procedure.title', { number: number ?? 0 })}
      </h2>
      {when === 'toConfirm' && <p>{t('expenses.myPage.procedure.text')}</p>}
      {when === 'toConfirm' && whatChanged && <p>{t('expenses.myPage.procedure.changed', { what: whatChanged })}</p>}
      {open && <Markdown text={body ?? ''} />}
      <div className={classes.doings}>
        <Button size="md" variant={open ? 'subtle' : 'default'} aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(`expenses.myPage.procedure.${open ? 'fold' : when === 'confirmed' ? 'again' : 'show'}`)}
        </Button>
        {mayConfirm && open && (
          <Button size="md" loading={confirm.running} onClick={() => confirm.run({ versionId })}>
            {t('expenses.myPage.procedure.confirm')}
          </Button>
        )}
      </div>
    </section>
  )
}
