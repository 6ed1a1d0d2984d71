import { Button, Group } from '@mantine/core'
import { type ReactNode, useId, useState } from 'react'
import type { LastChange } from '#web/lastChange.ts'
import classes from '#web/ui/Conflict.module.css'
import { Dialog } from '#web/ui/Dialog.tsx'
import { useWords } from '#web/words.ts'

export interface ConflictField<Value> {
  id: string
  label: string
  yours: Value
  theirs: Value
  /** How a value is shown; text as it is without it. */
  show?: (value: Value) => ReactNode
}

interface Props<Value> {
  fields: readonly ConflictField<Value>[]
  /** Who saved meanwhile; undefined while that is being read. */
  by: LastChange | undefined
  /** Gets the chosen value of each field that differs. */
  resolve: (chosen: Record<string, Value>) => void
  cancel: () => void
}

/** Two people changed one record, or one person in two places: each field that differs, yours beside theirs, to choose from. */
export function Conflict<Value>({ fields, by, resolve, cancel }: Props<Value>) {
  const { t } = useWords()
  const differing = fields.filter((field) => JSON.stringify(field.yours) !== JSON.stringify(field.theirs))
  const [theirs, setTheirs] = useState<Record<string, boolean>>({})
  const chosen = (all: boolean) =>
    Object.fromEntries(differing.map((field) => [field.id, all || theirs[field.id] ? field.theirs : field.yours]))
  return (
    <Dialog opened onClose={cancel} title={t('web.conflict.title')} size="xl">
      <p className={classes.by}>{by && textOf(by, t)}</p>
      <table className={classes.conflict}>
        <thead>
          <tr>
            <th>{t('web.conflict.field')}</th>
            <th>{t(by?.isOwn ? 'web.conflict.here' : 'web.conflict.yours')}</th>
            <th>{t(by?.isOwn ? 'web.conflict.elsewhere' : 'web.conflict.theirs')}</th>
          </tr>
        </thead>
        <tbody>
          {differing.map((field) => (
            <tr key={field.id}>
              <th scope="row">{field.label}</th>
              <Side
                field={field}
                value={field.yours}
                chosen={!theirs[field.id]}
                choose={() => setTheirs({ ...theirs, [field.id]: false })}
              />
              <Side
                field={field}
                value={field.theirs}
                chosen={theirs[field.id] === true}
                choose={() => setTheirs({ ...theirs, [field.id]: true })}
              />
            </tr>
          ))}
        </tbody>
      </table>
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button variant="subtle" color="gray" onClick={cancel}>
          {t('web.cancel')}
        </Button>
        <Button variant="default" onClick={() => resolve(chosen(true))}>
          {t(by?.isOwn ? 'web.conflict.allElsewhere' : 'web.conflict.allTheirs')}
        </Button>
        <Button onClick={() => resolve(chosen(false))}>{t('web.conflict.keep')}</Button>
      </Group>
    </Dialog>
  )
}

function textOf({ name, isOwn }: LastChange, t: ReturnType<typeof useWords>['t']): string {
  if (isOwn) return t('web.conflict.textOwn')
  return name ? t('web.conflict.text', { who: name }) : t('web.conflict.textUnknown')
}

function Side<Value>(props: { field: ConflictField<Value>; value: Value; chosen: boolean; choose: () => void }) {
  const { t } = useWords()
  const group = useId()
  const { field, value, chosen, choose } = props
  const isEmpty = value === null || value === undefined || value === ''
  return (
    <td data-chosen={chosen || undefined}>
      <label>
        <input type="radio" name={`${group}${field.id}`} checked={chosen} onChange={choose} />
        <span>{isEmpty ? <em>{t('web.conflict.nothing')}</em> : field.show ? field.show(value) : String(value)}</span>
      </label>
    </td>
  )
}
