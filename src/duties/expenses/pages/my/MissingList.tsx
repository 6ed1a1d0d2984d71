import { Button } from '@mantine/core'
import { IconCheck, IconCircleCheck, IconCircleDashed, IconCircleOff, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { type OnRefused, useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { useSession } from '#web/session.tsx'
import { TextField } from '#web/ui/Fields.tsx'
import { CancelButton, Form, SendButton } from '#web/ui/Form.tsx'
import { Outside } from '#web/ui/Outside.tsx'
import { type Hold, useHold } from '#web/ui/useHeld.ts'
import { useSentText } from '#web/ui/useSentText.ts'
import { useSubject } from '#web/ui/useSubject.ts'
import { useWords } from '#web/words.ts'
import { useMonth } from '../months.ts'
import { ReasonDialog } from '../report/ReasonDialog.tsx'
import classes from './MissingList.module.css'
import shared from './my.module.css'
import { PhotoButton } from './PhotoButton.tsx'
import { type Expected, type MyRound, useMe } from './useMy.ts'

interface Props {
  round: MyRound
  hold: Hold<MyRound>
  send: (files: File[], what: { roundId: string; expectedId: string }) => void
}

/** What is still expected for a month, each with what one can do about it here and now. */
export function MissingList({ round, hold, send }: Props) {
  const { t } = useWords()
  const month = useMonth()
  const waiting = round.expected.filter((one) => one.state === 'waiting')
  const settled = round.expected.filter((one) => one.state !== 'waiting')
  const [lost, setLost] = useState<Expected | null>(null)
  const [isAdding, add] = useState(false)
  useHold(hold, round, lost !== null || isAdding)
  return (
    <section className={shared.card}>
      <h2>
        {t('expenses.myPage.missing.title')}
        <span className={classes.count} data-none={waiting.length === 0 || undefined}>
          {waiting.length}
        </span>
        <small className={shared.headNote}>{t('expenses.myPage.missing.due', { day: round.dueDay })}</small>
      </h2>
      {waiting.length === 0 && (
        <p className={shared.good}>
          <IconCircleCheck size={18} aria-hidden />
          {t('expenses.myPage.missing.noneText', { month: month(round.month) })}
        </p>
      )}
      <ul className={shared.items}>
        {waiting.map((item) => (
          <WaitingItem
            key={item.id}
            item={item}
            ask={() => setLost(item)}
            send={(files) => send(files, { roundId: round.id, expectedId: item.id })}
          />
        ))}
        {settled.map((item) => (
          <SettledItem key={item.id} item={item} />
        ))}
      </ul>
      <AddExpected roundId={round.id} open={isAdding} setOpen={add} />
      {lost && (
        <LostDialog item={round.expected.find(({ id }) => id === lost.id) ?? lost} close={() => setLost(null)} />
      )}
    </section>
  )
}

function useSettle(options: { onRefused?: OnRefused } = {}) {
  const { t } = useWords()
  return useChange(client.expenses.settleExpected, {
    ...options,
    done: t('expenses.myPage.done.settled'),
    undo: ({ id, version }) => client.expenses.settleExpected({ expectedId: id, version, state: 'waiting' }),
  })
}

interface WaitingProps {
  item: Expected
  /** Asks why there is no receipt. */
  ask: () => void
  send: (files: File[]) => void
}

/** When it is expected and about how much. */
function useExpectation() {
  const { t } = useWords()
  const { currency } = useSession().office
  return ({ expectedOn, cents }: Expected) =>
    [
      expectedOn && t('expenses.myPage.missing.on', { day: expectedOn }),
      cents !== null && t('expenses.myPage.missing.about', { amount: { cents, currency } }),
    ]
      .filter(Boolean)
      .join(', ')
}

/** Why there is no receipt; it stays open, with what is typed in it, whatever becomes of the item. */
function LostDialog({ item, close }: { item: Expected; close: () => void }) {
  const { t } = useWords()
  const expectation = useExpectation()
  const { subject, refused, readAnew, isReading } = useSubject(item, true)
  const settle = useSettle({ onRefused: refused })
  const note = expectation(subject)
  return (
    <ReasonDialog
      title={t('expenses.myPage.lost.title', { what: note ? `${subject.what} (${note})` : subject.what })}
      text={t('expenses.myPage.lost.text')}
      label={t('expenses.reportPage.missing.label')}
      offers={[1, 2, 3].map((n) => t(`expenses.reportPage.missing.offer${n}`))}
      yes={t('expenses.reportPage.missing.yes')}
      shortest={5}
      isReading={isReading}
      error={settle.fields.reason}
      run={(reason) => settle.run({ expectedId: subject.id, version: subject.version, state: 'missing', reason })}
      typedOn={readAnew}
      close={close}
    />
  )
}

function WaitingItem({ item, ask, send }: WaitingProps) {
  const { t } = useWords()
  const expectation = useExpectation()
  const settle = useSettle()
  return (
    <li id={`expected-${item.id}`} tabIndex={-1}>
      <IconCircleDashed size={20} aria-hidden className={classes.waits} />
      <div className={shared.what}>
        <strong>
          <Outside>{item.what}</Outside>
        </strong>
        <small>{expectation(item)}</small>
      </div>
      <div className={shared.doings}>
        <PhotoButton size="small" take={send} />
        <Button size="sm" variant="default" onClick={ask}>
          {t('expenses.myPage.missing.lost')}
        </Button>
        <Button
          size="sm"
          variant="default"
          loading={settle.running}
          onClick={() => settle.run({ expectedId: item.id, version: item.version, state: 'notNeeded' })}
        >
          {t('expenses.myPage.missing.notNeeded')}
        </Button>
      </div>
    </li>
  )
}

function SettledItem({ item }: { item: Expected }) {
  const { t } = useWords()
  const settle = useChange(client.expenses.settleExpected)
  const isReceived = item.state === 'received'
  return (
    <li data-settled id={`expected-${item.id}`} tabIndex={-1}>
      {isReceived ? (
        <IconCheck size={20} aria-hidden className={classes.came} />
      ) : (
        <IconCircleOff size={20} aria-hidden className="quiet" />
      )}
      <div className={shared.what}>
        <span>
          <Outside>{item.what}</Outside>
        </span>
        <small>
          {isReceived
            ? `${t('expenses.myPage.missing.received')}${item.receiptNumber ? `: ${item.receiptNumber}` : ''}`
            : item.state === 'missing'
              ? t('expenses.myPage.missing.isMissing', { reason: item.reason ?? '' })
              : t('expenses.myPage.missing.isNotNeeded')}
        </small>
      </div>
      {!isReceived && (
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => settle.run({ expectedId: item.id, version: item.version, state: 'waiting' })}
        >
          {t('expenses.myPage.missing.again')}
        </Button>
      )}
    </li>
  )
}

interface AddProps {
  roundId: string
  open: boolean
  setOpen: (open: boolean) => void
}

function AddExpected({ roundId, open, setOpen }: AddProps) {
  const { t } = useWords()
  const me = useMe()
  const what = useSentText()
  const add = useChange(client.expenses.addExpected, {
    done: t('expenses.myPage.done.added'),
    onDone: (_, sent) => setOpen(!what.sent(sent.what)),
  })
  const cancel = () => {
    what.change('')
    setOpen(false)
  }
  if (!open) {
    return (
      <Button variant="subtle" size="sm" leftSection={<IconPlus size={15} />} onClick={() => setOpen(true)}>
        {t('expenses.myPage.add.title')}
      </Button>
    )
  }
  return (
    <Form
      typesOn
      className={classes.addForm}
      onSubmit={() => add.run({ roundId, memberId: me.id, what: what.text.trim() })}
    >
      <TextField
        autoFocus
        required
        aria-label={t('expenses.myPage.add.label')}
        placeholder={t('expenses.myPage.add.what')}
        value={what.text}
        error={add.fields.what}
        onChange={(event) => what.change(event.currentTarget.value)}
      />
      <SendButton size="sm" loading={add.running}>
        {t('expenses.myPage.add.button')}
      </SendButton>
      <CancelButton size="sm" onClick={cancel} />
    </Form>
  )
}
