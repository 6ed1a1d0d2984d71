import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { TextField } from '#web/ui/Fields.tsx'
import { Form, SendButton } from '#web/ui/Form.tsx'
import { useWords } from '#web/words.ts'
import classes from './public.module.css'

/** A forgotten password: by mail where mail is set, else an administrator makes the link. */
export function AskReset({ email: first, mail, back }: { email: string; mail: boolean; back: () => void }) {
  const { t } = useWords()
  const [email, setEmail] = useState(first)
  const [asked, setAsked] = useState(false)
  const ask = useChange(client.office.askReset, { onDone: () => setAsked(true) })
  const submit = () => ask.run({ email })
  if (asked) {
    return (
      <div className={classes.form}>
        <p className={classes.note} role="status">
          {mail ? t('office.signIn.resetSent', { email }) : t('office.signIn.resetAsked')}
        </p>
        <Button variant="default" onClick={back}>
          {t('office.signIn.backToSignIn')}
        </Button>
      </div>
    )
  }
  return (
    <Form className={classes.form} mayLeave onSubmit={submit}>
      <p style={{ margin: 0 }}>{mail ? t('office.signIn.resetText') : t('office.signIn.resetTextNoMail')}</p>
      <TextField
        required
        autoFocus
        type="email"
        label={t('office.field.email')}
        autoComplete="username"
        error={ask.fields.email}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <Group justify="space-between">
        <Button variant="subtle" color="gray" onClick={back}>
          {t('office.signIn.backToSignIn')}
        </Button>
        <SendButton loading={ask.running}>{t('office.signIn.resetDo')}</SendButton>
      </Group>
    </Form>
  )
}
