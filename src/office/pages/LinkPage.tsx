import { Button } from '@mantine/core'
import { IconLinkOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { usePageParams } from '#web/address.ts'
import { useChange } from '#web/change.ts'
import { api, client, troubleOf } from '#web/client.ts'
import { isUnread } from '#web/faults.tsx'
import { useNewSession } from '#web/session.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { PasswordField } from '#web/ui/Fields.tsx'
import { Form, SendButton } from '#web/ui/Form.tsx'
import { FormSkeleton } from '#web/ui/Skeletons.tsx'
import { speak, useWords } from '#web/words.ts'
import classes from './public.module.css'

/** An invitation or a link for a new password: one chooses the password and is in. */
export function Page() {
  const { t } = useWords()
  const { token } = usePageParams<{ token: string }>()
  const link = useQuery({ ...api.office.invitation.queryOptions({ input: { token } }), retry: false })
  const language = link.data?.language
  useEffect(() => {
    if (language) void speak(language)
  }, [language])
  if (isUnread(link)) {
    const { kind } = troubleOf(link.error)
    if (kind !== 'absent' && kind !== 'invalid') return <ErrorState whole error={link.error} retry={link.refetch} />
    return (
      <EmptyState whole icon={IconLinkOff} title={t('office.link.goneTitle')} text={t('office.link.gone')}>
        <Button component={Link} to="/sign-in" variant="default">
          {t('office.signIn.do')}
        </Button>
      </EmptyState>
    )
  }
  return (
    <div className={classes.page} data-narrow>
      {link.data ? <PasswordForm token={token} {...link.data} /> : <FormSkeleton fields={2} />}
    </div>
  )
}

interface Props {
  token: string
  kind: 'invite' | 'reset'
  name: string
  email: string
  office: string
}

function PasswordForm({ token, kind, name, email, office }: Props) {
  const { t, language } = useWords()
  const navigate = useNavigate()
  const begin = useNewSession()
  const [password, setPassword] = useState('')
  const accept = useChange(client.office.acceptInvitation, {
    onDone: () => {
      begin()
      void navigate({ to: '/' })
    },
  })
  const submit = () => accept.run({ token, password, language })
  return (
    <Form className={classes.form} onSubmit={submit}>
      <div>
        <h1>{t(`office.link.${kind}Title`, { name })}</h1>
        <p className={classes.lead} style={{ marginBottom: 4 }}>
          {t(`office.link.${kind}Text`, { office })}
        </p>
      </div>
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        required
        autoFocus
        label={t('office.field.newPassword')}
        description={t('office.password.rule')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autoComplete="new-password"
        lacks={password.length < 10 ? t('office.password.short') : null}
        error={accept.fields.password}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <SendButton size="sm" loading={accept.running}>
        {t(`office.link.${kind}Do`)}
      </SendButton>
    </Form>
  )
}
