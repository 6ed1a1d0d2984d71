import { Group, SegmentedControl } from '@mantine/core'
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { useKeys } from '#web/keys.ts'
import { isSame } from '#web/touched.ts'
import { ConfirmButton, DiscardDraft } from '#web/ui/Confirm.tsx'
import { Form, Lack, SendButton } from '#web/ui/Form.tsx'
import { PageBody } from '#web/ui/PageHeader.tsx'
import { TextArea } from '#web/ui/TextArea.tsx'
import { useBegun } from '#web/ui/useBegun.ts'
import { useDraft } from '#web/ui/useDraft.ts'
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

/** The next version in both languages side by side, with its preview; publishing asks everybody to confirm. */
export function DraftEditor() {
  const queries = useQueryClient()
  const asked = api.expenses.procedure.queryOptions({ input: {} })
  const { data } = useSuspenseQuery(asked)
  const [turn, setTurn] = useState(0)
  const saved = (draft: Procedure['draft']) => {
    queries.setQueryData(asked.queryKey, (before: Procedure | undefined) => before && { ...before, draft })
    setTurn(turn + 1)
  }
  return <Editor key={`${data.current?.id} ${turn}`} now={data} saved={saved} />
}

/** What stands there now, until one types; what somebody else saves after that shows when this is saved. */
function Editor({ now, saved }: { now: Procedure; saved: (draft: Procedure['draft']) => void }) {
  const { t } = useWords()
  const draft = useDraft<Text | null>('expenses.procedure', null)
  const data = useBegun(now, draft.value !== null)
  const first: Text = {
    bodyEn: (data.draft ?? data.current)?.bodyEn ?? '',
    bodyLt: (data.draft ?? data.current)?.bodyLt ?? '',
    whatChanged: data.draft?.whatChanged ?? '',
  }
  const [view, setView] = useState<'write' | 'read'>('write')
  const name = (field: string) => t(`expenses.procedure.field.${field}`)
  const stale = useStale({ label: name, was: first })
  const save = useChange(client.expenses.draftProcedure, {
    done: t('expenses.procedure.saved'),
    onRefused: stale.catch,
  })
  const text = draft.value ?? first
  const isChanged = !isSame(text, first)
  // While it is read there is no field to say it.
  const empty = view === 'read' && (['bodyEn', 'bodyLt'] as const).find((field) => !text[field].trim())
  const lacks = !isChanged
    ? t('web.form.unchanged')
    : empty
      ? t('web.field.of', { field: name(empty), why: t('web.field.required') })
      : null
  const keep = async (version: number | undefined, set: Text) => {
    const kept = await save.run({ ...set, ...(version ? { version } : {}) })
    if (!kept) return
    draft.forget()
    saved(kept)
    return kept
  }
  const form = useRef<HTMLFormElement>(null)
  const change = (set: Partial<Text>) => {
    const next = { ...text, ...set }
    if (isSame(next, first)) draft.forget()
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
      <Form mayLeave ref={form} onSubmit={() => keep(data.draft?.version, text)}>
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
        {!data.mayPublish && <p className={classes.meta}>{t('expenses.procedure.whoPublishes')}</p>}
        <TextArea
          mb="sm"
          maw={900}
          minRows={1}
          maxRows={4}
          maxLength={4000}
          label={name('whatChanged')}
          value={text.whatChanged}
          error={save.fields.whatChanged}
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
                  error={save.fields[field]}
                  onChange={(event) => change({ [field]: event.currentTarget.value })}
                  classNames={{ input: classes.writing ?? '' }}
                />
              ) : (
                <Markdown text={text[field]} />
              )}
            </section>
          ))}
        </div>
      </Form>
      {stale.question((version, chosen, others) => void keep(version, { ...text, ...others, ...chosen }))}
    </PageBody>
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
