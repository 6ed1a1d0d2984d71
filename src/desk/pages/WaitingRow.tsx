import { IconListCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { PersonMark } from '#web/ui/Person.tsx'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { useWords } from '#web/words.ts'
import classes from './Desk.module.css'

interface Item {
  key: string
  text: string
  duty: string
  since: string
  due: string | null
  urgency: number
  link: string
  memberName: string | null
}

/** One step that waits: whose it is, in words, since when and until when. The whole row is the link to where it is done. */
export function WaitingRow({ item, isHere, onFocus }: { item: Item; isHere: boolean; onFocus: () => void }) {
  const { t, ago, moment, day } = useWords()
  const late = item.due !== null && item.urgency === 3
  return (
    <li>
      <Link
        to={item.link}
        id={`waits-${item.key}`}
        onFocus={onFocus}
        className={classes.row}
        data-urgency={item.urgency}
        data-here={isHere || undefined}
      >
        <span className={classes.mark}>
          {item.memberName ? <PersonMark name={item.memberName} size={26} /> : <IconListCheck size={20} stroke={1.5} />}
        </span>
        <span className={classes.text}>{item.text}</span>
        <span className={classes.facts}>
          {item.due && (
            <StateBadge
              label={t(late ? 'desk.late' : 'desk.due', { day: day(item.due) })}
              tone={late ? 'bad' : item.urgency >= 2 ? 'warn' : 'neutral'}
            />
          )}
          {!item.due && item.urgency === 3 && <StateBadge label={t('desk.urgent')} tone="warn" />}
          <span className={classes.duty}>{t(`${item.duty}.name`)}</span>
          <time dateTime={item.since} title={moment(item.since)}>
            {ago(item.since)}
          </time>
        </span>
      </Link>
    </li>
  )
}
