import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { usePageSearch } from '#web/address.ts'
import { api, client, troubleOf } from '#web/client.ts'
import { isUnread } from '#web/faults.tsx'
import { useNewSession } from '#web/session.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { PasswordField, TextField } from '#web/ui/Fields.tsx'
import { Form, SendButton } from '#web/ui/Form.tsx'
import { FormSkeleton } from '#web/ui/Skeletons.tsx'
import { useWords } from '#web/words.ts'
import { AskReset } from './AskReset.tsx'
import classes from './public.module.css'
import { SamplePeople } from './SamplePeople.tsx'

// Few come while the sample office is filled.
const FillingLine = lazy(async () => ({ default: (await import('./FillingLine.tsx')).FillingLine }))

/** Signing in: with e-mail and password, or in a sample office as anybody by a click. */
export function Page() {
  const { t } = useWords()
  const navigate = useNavigate()
  const state = useQuery({
    ...api.office.state.queryOptions({ input: {} }),
    refetchInterval: ({ state: { data } }) => (data?.filling ? 1000 : false),
  })
  const enter = useEnter()
  const mustStart = state.data?.setUp === false
  useEffect(() => {
    if (mustStart) void navigate({ to: '/start', replace: true })
  }, [mustStart, navigate])

  if (isUnread(state)) return <ErrorState whole error={state.error} retry={state.refetch} />
  if (!state.data || mustStart) {
    return (
      <div className={classes.page} data-narrow>
        <FormSkeleton fields={2} />
      </div>
    )
  }
  const { name, sample, mail, filling } = state.data
  if (sample) {
    return (
      <div className={classes.page} style={{ maxWidth: 620 }}>
        <h1>{name}</h1>
        <p className={classes.lead}>{t('office.signIn.sampleText')}</p>
        {filling && (
          <div style={{ margin: '0 0 16px' }}>
            <Suspense>
              <FillingLine filling={filling} />
            </Suspense>
          </div>
        )}
        <SamplePeople entered={enter} />
      </div>
    )
  }
  return (
    <div className={classes.page} data-narrow>
      <h1>{name}</h1>
      <p className={classes.lead}>{t('office.signIn.text')}</p>
      <PasswordForm entered={enter} mail={mail} />
    </div>
  )
}

/** Goes where one wanted to before signing in. */
function useEnter(): () => void {
  const [{ after }] = usePageSearch()
  const begin = useNewSession()
  const { history } = useRouter()
  return () => {
    begin()
    history.push(after && /^\/(?![/\\])/.test(after) && !after.startsWith('/sign-in') ? after : '/')
  }
}

function PasswordForm({ entered, mail }: { entered: () => void; mail: boolean }) {
  const { t } = useWords()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const [running, setRunning] = useState(false)
  const [forgot, setForgot] = useState(false)
  const submit = async () => {
    setRunning(true)
    try {
      await client.office.signIn({ email, password })
      entered()
    } catch (error) {
      const trouble = troubleOf(error)
      setFault(trouble.kind === 'offline' ? t('web.trouble.offlineText') : trouble.message)
      setPassword('')
    } finally {
      setRunning(false)
    }
  }
  if (forgot) return <AskReset email={email} mail={mail} back={() => setForgot(false)} />
  return (
    <Form className={classes.form} mayLeave onSubmit={submit}>
      {fault && (
        <p className={classes.fault} role="alert">
          {fault}
        </p>
      )}
      <TextField
        required
        autoFocus
        type="email"
        label={t('office.field.email')}
        autoComplete="username"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordField
        required
        label={t('office.field.password')}
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <SendButton size="sm" loading={running}>
        {t('office.signIn.do')}
      </SendButton>
      <Button variant="subtle" color="gray" onClick={() => setForgot(true)}>
        {t('office.signIn.forgot')}
      </Button>
    </Form>
  )
}
