import { IconLinkOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { usePageParams } from '#web/address.ts'
import { api, troubleOf } from '#web/client.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Note } from '#web/ui/Note.tsx'
import { Outside } from '#web/ui/Outside.tsx'
import { SendingList } from '#web/ui/SendingList.tsx'
import { PageSkeleton } from '#web/ui/Skeletons.tsx'
import { type Hold, useHeld } from '#web/ui/useHeld.ts'
import { speak, useWords } from '#web/words.ts'
import { isBeingRead } from '../../rules/picture-warnings.ts'
import { useMonth } from '../months.ts'
import { Arrived } from './Arrived.tsx'
import { BigButtons } from './BigButtons.tsx'
import { ExpectedByLink } from './ExpectedByLink.tsx'
import { PoorByLink } from './PoorByLink.tsx'
import type { OpenedLink, OpenLink } from './types.ts'
import shared from './Upload.module.css'
import classes from './UploadPage.module.css'
import { useLinkQueue } from './useLinkQueue.ts'

/** What the bearer of an upload link sees: whose receipts, of which month, what is expected, and a large camera button. */
export function Page() {
  const { token } = usePageParams<{ token: string }>()
  const link = useQuery({
    ...api.expenses.openLink.queryOptions({ input: { token } }),
    refetchInterval: ({ state }) => (state.data?.received.some(isBeingRead) ? 3_000 : 30_000),
  })
  const { t } = useWords()
  useOwnLanguage(link.data?.language)
  const open = link.data && isOpen(link.data) ? link.data : null
  // One that ends while a form of it is open stays as it was, and says why it has ended.
  const ended = (held: OpenLink) => ({ ...held, state: link.data?.state ?? held.state, why: link.data?.why ?? null })
  const { items, hold } = useHeld(open ? [open] : [], () => token, ended)
  const [shown] = items
  if (shown) return <Link token={token} link={shown} hold={hold} />
  if (link.data) return <Ended why={link.data.why} />
  if (link.isPending) return <PageSkeleton />
  return troubleOf(link.error).kind === 'absent' ? (
    <EmptyState whole icon={IconLinkOff} title={t('expenses.byLink.unknown')} text={t('expenses.byLink.unknownText')} />
  ) : (
    <ErrorState whole error={link.error} retry={() => link.refetch()} />
  )
}

/** A link that has ended gives nothing away, not even its month. */
function isOpen(link: OpenedLink): link is OpenLink {
  return link.month !== null
}

function Ended({ why }: Pick<OpenedLink, 'why'>) {
  const { t } = useWords()
  return <EmptyState whole icon={IconLinkOff} title={t('expenses.byLink.ended')} text={why?.text} />
}

interface LinkProps {
  token: string
  link: OpenLink
  hold: Hold<OpenLink>
}

function Link({ token, link, hold }: LinkProps) {
  const { t, day, moment } = useWords()
  const month = useMonth()
  const { queue, note, asked, goOn, send, sendInstead } = useLinkQueue(token, link.received)
  const [saidAt, say] = useState<Record<string, string>>({})
  const isSaid = Object.values(saidAt).some((said) => said === link.why?.text)
  const waiting = link.expected.filter((item) => item.state === 'waiting').length
  return (
    <div className={shared.page}>
      <p className={classes.office}>{link.officeName}</p>
      <h1>{t('expenses.byLink.head', { month: month(link.month) })}</h1>
      <p className={classes.who}>
        <Outside>{link.memberName}</Outside>
        {' · '}
        {t('expenses.board.dueOn', { day: day(link.dueDay) })}
      </p>
      {link.why && !isSaid && (
        <Note tone="warn" role="alert">
          {link.why.text}
        </Note>
      )}
      {link.state === 'live' && <BigButtons send={send} />}
      <SendingList queue={queue} note={note} />
      {asked && (
        <div className={classes.asked}>
          <PoorByLink
            key={asked.id}
            token={token}
            receipt={asked}
            size="large"
            take={(files) => sendInstead(files, asked.id)}
            onDone={() => goOn(asked.id)}
          />
        </div>
      )}
      {link.expected.length > 0 && (
        <section>
          <h2>
            {t('expenses.byLink.expected')}
            <small>{t('expenses.byLink.stillWaiting', { count: waiting })}</small>
          </h2>
          <ul className={classes.expected}>
            {link.expected.map((item) => (
              <ExpectedByLink
                key={item.id}
                token={token}
                item={item}
                link={link}
                hold={hold}
                refusedSo={(said) => say((before) => ({ ...before, [item.id]: said }))}
              />
            ))}
          </ul>
        </section>
      )}
      <Arrived received={link.received}>
        {(receipt) =>
          link.state === 'live' &&
          receipt.asksForAnother &&
          receipt.id !== asked?.id && (
            <PoorByLink token={token} receipt={receipt} size="small" take={(files) => sendInstead(files, receipt.id)} />
          )
        }
      </Arrived>
      <footer className={classes.foot}>
        {link.state === 'live' && (
          <p>{t('expenses.byLink.room', { files: link.filesLeft, at: moment(link.expiresAt) })}</p>
        )}
        {link.assistantName && <p>{t('expenses.byLink.ask', { name: link.assistantName })}</p>}
      </footer>
    </div>
  )
}

/** The page begins in the language of the person the link is for, unless this device has chosen one. */
function useOwnLanguage(language: OpenedLink['language'] | undefined): void {
  useEffect(() => {
    const key = 'talka-link-language'
    if (!language || sessionStorage.getItem(key)) return
    sessionStorage.setItem(key, language)
    void speak(language)
  }, [language])
}
