import { Button, Group, type MantineColorScheme, SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Language } from '#core/message.ts'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { isUnread } from '#web/faults.tsx'
import { useSession } from '#web/session.tsx'
import { savePreference } from '#web/shell/usePreferences.ts'
import { MomentText } from '#web/ui/Day.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { PasswordField } from '#web/ui/Fields.tsx'
import { Form, SendButton } from '#web/ui/Form.tsx'
import { PageBody, PageHeader } from '#web/ui/PageHeader.tsx'
import { RowsSkeleton } from '#web/ui/Skeletons.tsx'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { speak, useWords } from '#web/words.ts'
import { themes } from '../rules/themes.ts'
import { ApiKeys } from './ApiKeys.tsx'
import { languageChoices } from './choices.ts'
import office from './office.module.css'
import classes from './public.module.css'

/** One's own page: language and colours, password, where one is signed in, API keys, saved views. */
export function Page() {
  const { t } = useWords()
  const { member, office: own } = useSession()
  return (
    <>
      <PageHeader title={member.name} note={member.email} />
      <PageBody narrow>
        <Preferences />
        {!own.sample && <Password />}
        <Sessions />
        <ApiKeys />
        <SavedViews />
        <p className={office.quiet}>{t('office.me.administratorChanges')}</p>
      </PageBody>
    </>
  )
}

function Preferences() {
  const { t, language } = useWords()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <section className={office.block}>
      <h2>{t('office.me.preferences')}</h2>
      <Group gap="lg">
        <SegmentedControl
          aria-label={t('web.language')}
          data={languageChoices}
          value={language}
          onChange={(next) => {
            void speak(next as Language)
            void savePreference({ language: next as Language })
          }}
        />
        <SegmentedControl
          aria-label={t('web.scheme.label')}
          data={themes.map((value) => ({ value, label: t(`web.scheme.${value}`) }))}
          value={colorScheme}
          onChange={(next) => {
            setColorScheme(next as MantineColorScheme)
            void savePreference({ theme: next as MantineColorScheme })
          }}
        />
      </Group>
    </section>
  )
}

function Password() {
  const { t } = useWords()
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const change = useChange(client.office.changePassword, {
    done: ({ endedSessions }) => t('office.me.passwordChanged', { count: endedSessions }),
    onDone: () => {
      setCurrent('')
      setPassword('')
    },
  })
  const submit = () => change.run({ current, password })
  return (
    <section className={office.block}>
      <h2>{t('office.me.password')}</h2>
      <Form className={classes.form} onSubmit={submit}>
        <div className={classes.pair}>
          <PasswordField
            required
            label={t('office.field.currentPassword')}
            autoComplete="current-password"
            error={change.fields.current}
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <PasswordField
            required
            label={t('office.field.newPassword')}
            description={t('office.password.rule')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            autoComplete="new-password"
            lacks={password.length < 10 ? t('office.password.short') : null}
            error={change.fields.password}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        </div>
        <Group>
          <SendButton loading={change.running}>{t('office.me.changePassword')}</SendButton>
        </Group>
      </Form>
    </section>
  )
}

function Sessions() {
  const { t } = useWords()
  const sessions = useQuery(api.office.sessions.queryOptions({ input: {}, select: ({ items }) => items }))
  const end = useChange(client.office.endSession, { done: t('office.me.sessionEnded') })
  const endOthers = useChange(client.office.endOtherSessions, { done: t('office.me.sessionEnded') })
  if (isUnread(sessions)) return <ErrorState error={sessions.error} retry={sessions.refetch} />
  return (
    <section className={office.block}>
      <div className={office.blockHead}>
        <h2>{t('office.me.sessions')}</h2>
        {(sessions.data?.length ?? 0) > 1 && (
          <Button variant="default" loading={endOthers.running} onClick={() => endOthers.run({})}>
            {t('office.me.endOthers')}
          </Button>
        )}
      </div>
      {!sessions.data && <RowsSkeleton rows={2} />}
      <ul className={office.plainList}>
        {sessions.data?.map((session) => (
          <li key={session.id}>
            <span>
              {deviceOf(session.userAgent) ?? t('office.me.unknownDevice')}{' '}
              {session.current && <StateBadge tone="good" label={t('office.me.thisSession')} />}
            </span>
            <Group gap="sm" wrap="nowrap">
              <span className={office.quiet}>
                <MomentText at={session.createdAt} />
                {session.ipAddress && ` · ${session.ipAddress}`}
              </span>
              {!session.current && (
                <Button variant="default" onClick={() => end.run({ sessionId: session.id })}>
                  {t('office.me.end')}
                </Button>
              )}
            </Group>
          </li>
        ))}
      </ul>
    </section>
  )
}

function SavedViews() {
  const { t } = useWords()
  const views = useQuery(api.office.savedViews.queryOptions({ input: {}, select: ({ items }) => items }))
  const remove = useChange(client.office.removeView, { done: t('office.me.viewRemoved') })
  if (!views.data?.length) return null
  return (
    <section className={office.block}>
      <h2>{t('office.me.views')}</h2>
      <ul className={office.plainList}>
        {views.data.map((view) => (
          <li key={view.id}>
            <span>{view.name}</span>
            <Button variant="default" onClick={() => remove.run({ viewId: view.id })}>
              {t('web.delete')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Browser and machine as far as the browser tells them: "Firefox, Windows". */
function deviceOf(userAgent: string | null): string | null {
  if (!userAgent) return null
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)/.exec(userAgent)?.[1]
  const machine = /(iPhone|iPad|Android|Windows|Mac OS X|Linux)/.exec(userAgent)?.[1]
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS X': 'macOS' }
  const known = [browser, machine].filter((part) => part !== undefined).map((part) => names[part] ?? part)
  return known.length > 0 ? known.join(', ') : userAgent.slice(0, 60)
}
