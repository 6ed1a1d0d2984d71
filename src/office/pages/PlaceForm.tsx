import { Checkbox, Group } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useChange } from '#web/change.ts'
import type { CallContext } from '#web/client.ts'
import { touched } from '#web/touched.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { TextField } from '#web/ui/Fields.tsx'
import { CancelButton, Form, SendButton } from '#web/ui/Form.tsx'
import { Picker } from '#web/ui/Picker.tsx'
import { useBegun } from '#web/ui/useBegun.ts'
import { useStale } from '#web/ui/useStale.tsx'
import { useWords } from '#web/words.ts'
import type { Choice } from './choices.ts'
import classes from './public.module.css'

/** One field of a place: a text, a choice or a tick. */
interface PlaceField {
  id: string
  label: string
  kind: 'text' | 'choice' | 'tick'
  choices?: Choice[]
  description?: string
  optional?: boolean
  /** Shown, but not to be changed; the description says why. */
  isFixed?: boolean
}

type Values = Record<string, string | boolean | null>

/** A new place, or what was edited of one at its version. */
export interface Edited {
  values: Record<string, unknown>
  version: number | undefined
}

/** Whatever an operation of a place is called with beside its input. */
export type Rest = { context?: CallContext }

interface Props {
  title: string
  fields: PlaceField[]
  first: Values
  /** The version being edited; none for a new place. */
  version?: number | undefined
  nameOf?: (id: string) => string | undefined
  /** Calls the operation that adds or changes the place. */
  save: (edited: Edited, rest?: Rest) => Promise<unknown>
  close: () => void
}

/** The dialog in which a place is added or changed; two editors see each other's fields. */
export function PlaceForm({ title, fields, nameOf, save, close, ...now }: Props) {
  const { t } = useWords()
  const { first, version } = useBegun(now, true)
  const form = useForm<Values>({ initialValues: first })
  const fieldOf = (id: string) => fields.find((field) => field.id === id)
  const stale = useStale({
    was: first,
    label: (id) => fieldOf(id)?.label ?? id,
    value: (id, given) => fieldOf(id)?.choices?.find(({ value }) => value === given)?.label ?? nameOf?.(String(given)),
  })
  const change = useChange(save, { form, done: t('office.saved'), onDone: close, onRefused: stale.catch })
  const submit = (values: Values, at = version) =>
    change.run({ values: version === undefined ? values : touched(first, values), version: at })
  return (
    <Dialog opened onClose={close} title={title}>
      <Form className={classes.form} onSubmit={() => submit(form.values)}>
        {fields.map((field, at) => (
          <Field key={field.id} field={field} isFirst={at === 0} props={form.getInputProps(field.id)} />
        ))}
        <Group justify="flex-end" gap="xs">
          <CancelButton variant="subtle" color="gray" onClick={close} />
          <SendButton loading={change.running}>{t('web.save')}</SendButton>
        </Group>
        {stale.question((now, chosen) => {
          const values = { ...form.values, ...(chosen as Values) }
          form.setValues(values)
          return submit(values, now)
        })}
      </Form>
    </Dialog>
  )
}

function Field({
  field,
  isFirst,
  props,
}: {
  field: PlaceField
  isFirst: boolean
  props: ReturnType<ReturnType<typeof useForm>['getInputProps']>
}) {
  const { label, description, kind, choices = [], optional, isFixed } = field
  const common = { label, description, required: !optional, disabled: isFixed ?? false }
  if (kind === 'tick')
    return <Checkbox label={label} description={description} {...props} checked={props.value === true} />
  if (kind === 'choice') {
    return <Picker {...common} {...props} searchable clearable={optional ?? false} data={choices} />
  }
  return (
    <TextField
      {...common}
      {...props}
      {...(isFirst ? { 'data-autofocus': true } : {})}
      value={(props.value as string | null) ?? ''}
    />
  )
}
