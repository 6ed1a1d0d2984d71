import { ActionIcon, Button, Group, Popover, TextInput, Tooltip } from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { tellDone } from '#web/notices.tsx'
import { useConfirm } from '#web/ui/Confirm.tsx'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { useWords } from '#web/words.ts'
import { copyText } from './copyText.ts'
import classes from './LinkButton.module.css'

type Link = Awaited<ReturnType<typeof client.expenses.links>>['items'][number]
const tones = { live: 'good', expired: 'neutral', revoked: 'neutral', full: 'warn' } as const

/** The link by which somebody sends receipts without signing in: make, copy, revoke, and its limits. */
export function LinkButton({ roundId, memberId, isLive }: { roundId: string; memberId: string; isLive: boolean }) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const { ask, dialog } = useConfirm()
  const revoke = useChange(client.expenses.revokeLink, { done: t('expenses.link.isRevoked') })
  const question = {
    title: t('expenses.link.revokeTitle'),
    text: t('expenses.link.revokeText'),
    yes: t('expenses.link.revoke'),
    danger: true,
  }
  const askToRevoke = async (linkId: string) => {
    // The question stands over the page: a press in it is one beside the box.
    setOpen(false)
    if (await ask(question)) void revoke.run({ linkId })
  }
  return (
    <>
      <Popover opened={open} onChange={setOpen} trapFocus returnFocus position="bottom-end" width={340}>
        <Tooltip label={t('expenses.link.title')}>
          <Popover.Target>
            <ActionIcon
              data-does="link"
              aria-label={t('expenses.link.title')}
              onClick={() => setOpen(!open)}
              {...(isLive ? { color: 'pine' } : {})}
            >
              <IconLink size={16} stroke={1.6} />
            </ActionIcon>
          </Popover.Target>
        </Tooltip>
        <Popover.Dropdown>
          {open && <Links roundId={roundId} memberId={memberId} revoke={askToRevoke} />}
        </Popover.Dropdown>
      </Popover>
      {dialog}
    </>
  )
}

interface LinksProps {
  roundId: string
  memberId: string
  revoke: (linkId: string) => void
}

function Links({ roundId, memberId, revoke }: LinksProps) {
  const { t } = useWords()
  const links = useQuery(
    api.expenses.links.queryOptions({ input: { roundId, memberId }, select: ({ items }) => items }),
  )
  const make = useChange(client.expenses.makeLink)
  const live = links.data?.find((link) => link.state === 'live')
  return (
    <div className={classes.links}>
      <strong>{t('expenses.link.title')}</strong>
      <p>{t('expenses.link.text')}</p>
      {links.data?.slice(0, 3).map((link) => (
        <OneLink key={link.id} link={link} revoke={() => revoke(link.id)} />
      ))}
      {links.data && !live && (
        <Group justify="flex-end">
          <Button data-autofocus loading={make.running} onClick={() => make.run({ roundId, memberId })}>
            {t('expenses.link.make')}
          </Button>
        </Group>
      )}
    </div>
  )
}

function OneLink({ link, revoke }: { link: Link; revoke: () => void }) {
  const { t, moment, number } = useWords()
  const megabytes = (bytes: number) => number(Math.round(bytes / 1024 ** 2))
  const copy = async () => {
    const copied = await copyText(link.url ?? '')
    tellDone(t(copied ? 'web.copied' : 'expenses.link.notCopied'))
  }
  return (
    <div className={classes.link}>
      <Group gap="xs">
        <StateBadge tone={tones[link.state]} label={t(`expenses.link.state.${link.state}`)} />
        <small>{t('expenses.link.until', { at: moment(link.expiresAt) })}</small>
      </Group>
      <small>
        {t('expenses.link.limits', {
          files: link.files,
          maxFiles: link.maxFiles,
          megabytes: megabytes(link.bytes),
          maxMegabytes: megabytes(link.maxBytes),
        })}
      </small>
      {link.url && (
        <>
          <TextInput
            size="xs"
            readOnly
            aria-label={t('expenses.link.title')}
            value={link.url}
            onFocus={(event) => event.currentTarget.select()}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="subtle" color="red" onClick={revoke}>
              {t('expenses.link.revoke')}
            </Button>
            <Button data-autofocus onClick={copy}>
              {t('web.copy')}
            </Button>
          </Group>
        </>
      )}
    </div>
  )
}
