import { Group, SegmentedControl } from '@mantine/core'
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { useKeys } from '#web/keys.ts'
import { isSame } from '#web/touched.ts'
import { ConfirmButton, DiscardDraft } from '#web/ui/Confirm.tsx'
import { Form, Lack, SendButton } from '#web/ui/Form.tsx'
import { Meanwhile } from '#web/ui/Meanwhile.tsx'
import { PageBody } from '#web/ui/PageHeader.tsx'
import { TextArea } from '#web/ui/TextArea.tsx'
import { useEditDraft } from '#web/ui/useDraft.ts'
import { useStale } from '#web/ui/useStale.tsx'
import { useWords } from '#web/words.ts'
import { Markdown } from './Markdown.tsx'
import classes from './Procedure.module.css'

interface Text {
  bodyEn: string
  bodyLt: string
  whatChanged: string
}

type Procedure = Awaited<ReturnType<typeof client.expenses.procedure>>

/** What the next version is written from: its draft or, before there is one, the version in force. */
interface Begun {
  version: number | undefined
  /** Of the version in force. */
  number: number | null
  text: Text
}

function begunFrom({ draft, current }: Procedure): Begun {
  const { version, bodyEn = '', bodyLt = '' } = draft ?? current ?? {}
  return { version, number: current?.number ?? null, text: { bodyEn, bodyLt, whatChanged: draft?.whatChanged ?? '' } }
}

/**
 * The next version in both languages side by side, with its preview; publishing asks everybody to confirm. What somebody else
 * saves or publishes while one types shows when this is saved.
 */
export function DraftEditor() {
  const { t } = useWords()
  const { data } = useSuspenseQuery(api.expenses.procedure.queryOptions({ input: {} }))
  const now = begunFrom(data)
  const draft = useEditDraft<Text, Begun>('expenses.procedure', now)
  const [view, setView] = useState<'write' | 'read'>('write')
  const { save, keep, question } = useSaving(draft)
  const isChanged = draft.edit !== null
  const text = draft.edit ?? draft.begun.text
  // While it is read there is no field to say it.
  const empty = view === 'read' && (['bodyEn', 'bodyLt'] as const).find((field) => !text[field].trim())
  const lacks = !isChanged
    ? t('web.form.unchanged')
    : empty
      ? t('web.field.of', { field: t(`expenses.procedure.field.${empty}`), why: t('web.field.required') })
      : null
  const form = useRef<HTMLFormElement>(null)
  const change = (set: Partial<Text>) => {
    const next = { ...text, ...set }
    if (isSame(next, draft.begun.text)) draft.forget()
    else draft.change(next)
  }
  useKeys([
    {
      key: 'mod+s',
      does: t('web.save'),
      inFields: true,
      run: () => form.current?.requestSubmit(),
    },
  ])
  if (!draft.isReady) return null
  return (
    <PageBody>
      <Form mayLeave ref={form} onSubmit={() => keep(draft.begun.version, text)}>
        <div className={classes.bar}>
          <SegmentedControl
            size="xs"
            value={view}
            aria-label={t('expenses.procedure.view')}
            onChange={(value) => setView(value as typeof view)}
            data={(['write', 'read'] as const).map((value) => ({
              value,
              label: t(`expenses.procedure.${value}`),
            }))}
          />
          {draft.restoredAt && isChanged && <span className={classes.meta}>{t('web.draft.restored')}</span>}
          <Group gap="xs" ml="auto">
            {isChanged && <DiscardDraft onYes={draft.forget} />}
            <Lack says={lacks} />
            <SendButton variant="default" loading={save.running}>
              {t('expenses.procedure.save')}
            </SendButton>
            {data.mayPublish && data.draft && !isChanged && <Publish version={data.draft.version} />}
          </Group>
        </div>
        <Meanwhile
          hasChanged={now.number !== draft.begun.number}
          says={t('expenses.procedure.publishedMeanwhile', { number: now.number ?? 0 })}
        />
        {!data.mayPublish && <p className={classes.meta}>{t('expenses.procedure.whoPublishes')}</p>}
        <Writing text={text} view={view} faults={save.fields} change={change} />
        {question(text)}
      </Form>
    </PageBody>
  )
}

/** Saves what is typed as an edit of what it was begun from. */
function useSaving(draft: ReturnType<typeof useEditDraft<Text, Begun>>) {
  const { t } = useWords()
  const queries = useQueryClient()
  const stale = useStale({ label: (field) => t(`expenses.procedure.field.${field}`), was: draft.begun.text })
  const save = useChange(client.expenses.draftProcedure, {
    done: t('expenses.procedure.saved'),
    onRefused: stale.catch,
  })
  const keep = async (version: number | undefined, set: Text) => {
    const kept = await save.run({ ...set, ...(version ? { version } : {}) })
    if (!kept) return
    draft.forget()
    const { queryKey } = api.expenses.procedure.queryOptions({ input: {} })
    queries.setQueryData(queryKey, (before: Procedure | undefined) => before && { ...before, draft: kept })
    return kept
  }
  const question = (text: Text) =>
    stale.question((version, chosen, others) => keep(version, { ...text, ...others, ...chosen }))
  return { save, keep, question }
}

interface WritingProps {
  text: Text
  view: 'write' | 'read'
  faults: Record<string, string>
  change: (set: Partial<Text>) => void
}

function Writing({ text, view, faults, change }: WritingProps) {
  const { t } = useWords()
  const name = (field: string) => t(`expenses.procedure.field.${field}`)
  return (
    <>
      <TextArea
        mb="sm"
        maw={900}
        minRows={1}
        maxRows={4}
        maxLength={4000}
        label={name('whatChanged')}
        value={text.whatChanged}
        error={faults.whatChanged}
        onChange={(event) => change({ whatChanged: event.currentTarget.value })}
      />
      <div className={classes.both}>
        {(['bodyEn', 'bodyLt'] as const).map((field) => (
          <section key={field} lang={field === 'bodyEn' ? 'en' : 'lt'}>
            <h2>{name(field)}</h2>
            {view === 'write' ? (
              <TextArea
                aria-label={name(field)}
                least={1}
                minRows={20}
                value={text[field]}
                error={faults[field]}
                onChange={(event) => change({ [field]: event.currentTarget.value })}
                classNames={{ input: classes.writing ?? '' }}
              />
            ) : (
              <Markdown text={text[field]} />
            )}
          </section>
        ))}
      </div>
    </>
  )
}

function Publish({ version }: { version: number }) {
  const { t } = useWords()
  const people = useQuery(api.expenses.informedList.queryOptions({ input: {} })).data?.people ?? []
  const publish = useChange(client.expenses.publishProcedure, {
    done: (now) => t('expenses.procedure.published', { number: now.number ?? 0 }),
  })
  return (
    <ConfirmButton
      loading={publish.running}
      about={version}
      onYes={() => publish.run({ version })}
      question={{
        title: t('expenses.procedure.publishTitle'),
        text: t('expenses.procedure.publishText', { count: people.length }),
        yes: t('expenses.procedure.publish'),
      }}
    >
      {t('expenses.procedure.publish')}
    </ConfirmButton>
  )
}
