import { Group } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Language } from '#core/message.ts'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { useNewSession } from '#web/session.tsx'
import { PasswordField, TextField } from '#web/ui/Fields.tsx'
import { CancelButton, Form, SendButton } from '#web/ui/Form.tsx'
import { Picker } from '#web/ui/Picker.tsx'
import { useWords } from '#web/words.ts'
import {
  countryChoices,
  currencyChoices,
  currencyOf,
  languageChoices,
  ownCountry,
  timeZoneChoices,
  zoneOf,
} from './choices.ts'
import classes from './public.module.css'

/** The own office: what it is called, where it is, and its first administrator, who is then signed in. */
export function SetUpForm({ back }: { back: () => void }) {
  const { t, language } = useWords()
  const navigate = useNavigate()
  const begin = useNewSession()
  const [country] = useState(ownCountry)
  const form = useForm({
    initialValues: {
      name: '',
      country,
      currency: currencyOf(country),
      timeZone: zoneOf(country),
      language: language as string,
      administrator: { name: '', email: '', password: '' },
    },
  })
  const setUp = useChange(client.office.setUp, {
    form,
    onDone: () => {
      begin()
      void navigate({ to: '/office/places' })
    },
  })
  const chooseCountry = (code: string | null) => {
    if (!code) return
    form.setValues({ country: code, currency: currencyOf(code), timeZone: zoneOf(code) })
  }
  return (
    <Form
      className={classes.form}
      onSubmit={() => setUp.run({ ...form.values, language: form.values.language as Language })}
    >
      <TextField required autoFocus label={t('office.field.officeName')} {...form.getInputProps('name')} />
      <div className={classes.pair}>
        <Picker
          required
          searchable
          label={t('office.field.country')}
          data={countryChoices(language)}
          {...form.getInputProps('country')}
          onChange={chooseCountry}
        />
        <Picker
          required
          searchable
          label={t('office.field.currency')}
          data={currencyChoices(language)}
          {...form.getInputProps('currency')}
        />
        <Picker
          required
          searchable
          label={t('office.field.timeZone')}
          data={timeZoneChoices()}
          {...form.getInputProps('timeZone')}
        />
        <Picker
          required
          label={t('office.field.officeLanguage')}
          data={languageChoices}
          {...form.getInputProps('language')}
        />
      </div>
      <h2 style={{ margin: '8px 0 0', fontSize: 15 }}>{t('office.start.administrator')}</h2>
      <TextField
        required
        label={t('office.field.name')}
        autoComplete="name"
        {...form.getInputProps('administrator.name')}
      />
      <div className={classes.pair}>
        <TextField
          required
          type="email"
          label={t('office.field.email')}
          autoComplete="username"
          {...form.getInputProps('administrator.email')}
        />
        <PasswordField
          required
          label={t('office.field.newPassword')}
          description={t('office.password.rule')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autoComplete="new-password"
          lacks={form.values.administrator.password.length < 10 ? t('office.password.short') : null}
          {...form.getInputProps('administrator.password')}
        />
      </div>
      <Group justify="space-between" mt="xs">
        <CancelButton variant="subtle" color="gray" onClick={back}>
          {t('office.start.back')}
        </CancelButton>
        <SendButton size="sm" loading={setUp.running}>
          {t('office.start.setUp')}
        </SendButton>
      </Group>
    </Form>
  )
}
