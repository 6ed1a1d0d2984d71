import { Button, CopyButton, Group, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { isUnread } from '#web/faults.tsx'
import { ConfirmButton } from '#web/ui/Confirm.tsx'
import { MomentText } from '#web/ui/Day.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { useWords } from '#web/words.ts'
import { KeyForm } from './KeyForm.tsx'
import { nameOfRight } from './namesOf.ts'
import office from './office.module.css'

type Key = Awaited<ReturnType<typeof client.office.apiKeys>>['items'][number]

/** One's own API keys: what each may, when it was used last and until when it works; and a new one. */
export function ApiKeys() {
  const { t } = useWords()
  const keys = useQuery(api.office.apiKeys.queryOptions({ input: {}, select: ({ items }) => items }))
  const [made, setMade] = useState<string | null>(null)
  return (
    <section className={office.block}>
      <h2>{t('office.me.keys')}</h2>
      <p className={office.quiet}>{t('office.me.keysText')}</p>
      {isUnread(keys) && <ErrorState error={keys.error} retry={keys.refetch} />}
      <ul className={office.plainList}>
        {keys.data?.map((key) => (
          <KeyRow key={key.id} apiKey={key} />
        ))}
      </ul>
      {made && <MadeKey value={made} />}
      <KeyForm onMade={setMade} />
    </section>
  )
}

function KeyRow({ apiKey: key }: { apiKey: Key }) {
  const { t, day } = useWords()
  const revoke = useChange(client.office.revokeApiKey, { done: t('office.me.keyRevoked') })
  const rights = key.rights?.map((right) => nameOfRight(t, right)) ?? [t('office.me.keyMayAll')]
  const may = [...(key.readOnly ? [t('office.me.keyMayRead')] : []), ...(key.readOnly && !key.rights ? [] : rights)]
  return (
    <li>
      <span>
        {key.name} <code>…{key.hint}</code>
        <span className={office.quiet} style={{ display: 'block' }}>
          {may.join(' · ')}
          {key.expiresOn &&
            ` · ${t(key.ended ? 'office.me.keyEnded' : 'office.me.keyEnds', { day: day(key.expiresOn) })}`}
        </span>
      </span>
      <Group gap="sm" wrap="nowrap">
        <span className={office.quiet}>
          {key.lastUsedAt ? (
            <>
              {t('office.me.keyUsed')} <MomentText at={key.lastUsedAt} />
            </>
          ) : (
            t('office.me.keyUnused')
          )}
        </span>
        <ConfirmButton
          variant="default"
          question={{
            title: t('office.me.revokeTitle', { name: key.name }),
            text: t('office.me.revokeText'),
            yes: t('office.me.revoke'),
            danger: true,
          }}
          onYes={() => revoke.run({ keyId: key.id })}
        >
          {t('office.me.revoke')}
        </ConfirmButton>
      </Group>
    </li>
  )
}

function MadeKey({ value }: { value: string }) {
  const { t } = useWords()
  return (
    <div className={office.link} role="status">
      <p>{t('office.me.keyOnce')}</p>
      <Group gap="xs" wrap="nowrap">
        <TextInput
          flex={1}
          readOnly
          aria-label={t('office.me.key')}
          value={value}
          onFocus={(event) => event.target.select()}
        />
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? t('web.copied') : t('web.copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
    </div>
  )
}
