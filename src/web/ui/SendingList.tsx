import { ActionIcon, Button, Progress } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import classes from '#web/ui/SendingList.module.css'
import { forgetDone, forgetSending, type Sending, sendAgain, useSending } from '#web/uploads.ts'
import { useWords } from '#web/words.ts'

/** How a file that was refused can come all the same, if it can. */
export type OtherWay = (item: Sending) => { label: string; run: () => void } | undefined

interface Props {
  queue: string
  /** What to say of a file beyond how far it is, such as what is wrong with it. */
  note?: (item: Sending) => string | undefined
  otherWay?: OtherWay
}

/** The files of a queue, each with how far it is; nothing while none are on their way. */
export function SendingList({ queue, note, otherWay }: Props) {
  const { t } = useWords()
  const items = useSending(queue)
  if (items.length === 0) return null
  const done = items.filter((item) => item.state === 'done').length
  return (
    <section className={classes.list} aria-label={t('web.upload.title')}>
      <div className={classes.head}>
        <strong role="status">{t('web.upload.summary', { done, all: items.length })}</strong>
        {done === items.length ? (
          <Button size="compact-xs" variant="subtle" onClick={() => forgetDone(queue)}>
            {t('web.close')}
          </Button>
        ) : (
          <span>{t('web.upload.leave')}</span>
        )}
      </div>
      <ul>
        {items.map((item) => (
          <SendingLine key={item.id} item={item} note={note?.(item)} otherWay={otherWay} />
        ))}
      </ul>
    </section>
  )
}

interface LineProps {
  item: Sending
  note: string | undefined
  otherWay: OtherWay | undefined
}

function SendingLine({ item, note, otherWay }: LineProps) {
  const { t } = useWords()
  const mayCome = item.state === 'refused' && !item.isFinal
  const other = mayCome ? otherWay?.(item) : undefined
  const percent = item.size ? Math.round((item.sent / item.size) * 100) : 0
  return (
    <li data-state={item.state}>
      <span className={`clipped ${classes.name}`}>{item.name}</span>
      <span className={classes.state}>{item.refusal ?? t(`web.upload.${item.state}`, { percent })}</span>
      {item.state === 'done' && <IconCheck size={16} color="var(--good)" aria-hidden />}
      {mayCome && (
        <Button size="compact-xs" variant="default" onClick={() => sendAgain(item.id)}>
          {t('web.upload.again')}
        </Button>
      )}
      {other && (
        <Button size="compact-xs" variant="default" onClick={other.run}>
          {other.label}
        </Button>
      )}
      {item.state !== 'done' && item.state !== 'filing' && (
        <ActionIcon
          size={24}
          aria-label={`${t('web.upload.forget')}: ${item.name}`}
          onClick={() => forgetSending(item.id)}
        >
          <IconX size={14} />
        </ActionIcon>
      )}
      {note && <span className={classes.note}>{note}</span>}
      {(item.state === 'sending' || item.state === 'pausing') && (
        <Progress className={classes.bar} size={3} value={percent} aria-label={item.name} />
      )}
    </li>
  )
}
