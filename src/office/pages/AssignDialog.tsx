import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { addDays } from '#core/days.ts'
import { useChange } from '#web/change.ts'
import { client, troubleOf } from '#web/client.ts'
import { touched } from '#web/touched.ts'
import { useConfirm } from '#web/ui/Confirm.tsx'
import { DayInput } from '#web/ui/DayInput.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { CancelButton, Form, Lack, SendButton } from '#web/ui/Form.tsx'
import { Picker } from '#web/ui/Picker.tsx'
import { useStale } from '#web/ui/useStale.tsx'
import { useWords } from '#web/words.ts'
import type { Asked, ChartLine } from './chartTypes.ts'
import { nameOfRole } from './namesOf.ts'
import classes from './public.module.css'

/** What the dialog is to do: give a duty, look at a line, or let somebody stand in for it. */
interface Props {
  asked: Asked
  today: string
  close: () => void
  ask: (asked: Asked) => void
}

/** Gives a duty, changes or ends it, or arranges a cover: a person, a first and a last day. */
export function AssignDialog({ asked, today, close, ask }: Props) {
  const { t } = useWords()
  const { row } = asked
  const where = `${nameOfRole(t, row.role)} · ${row.place.name}`
  const title =
    asked.kind === 'assign'
      ? where
      : asked.kind === 'line'
        ? `${asked.line.memberName} · ${where}`
        : t('office.chart.coverTitle', { name: asked.line.memberName })
  return (
    // Another of these is another dialog, which takes the focus.
    <Dialog key={asked.kind} opened onClose={close} title={title}>
      {asked.kind === 'assign' && <Assign asked={asked} close={close} />}
      {asked.kind === 'line' && <EditLine key={asked.line.id} asked={asked} today={today} close={close} ask={ask} />}
      {asked.kind === 'cover' && <Cover asked={asked} today={today} close={close} ask={ask} />}
    </Dialog>
  )
}

function Assign({ asked, close }: { asked: Extract<Asked, { kind: 'assign' }>; close: () => void }) {
  const { t } = useWords()
  const { row } = asked
  const [days, setDays] = useState<Days>({ fromDay: asked.fromDay, toDay: asked.toDay })
  const [memberId, setMemberId] = useState<string | null>(null)
  const give = useChange(client.office.assign, { done: t('office.chart.given'), onDone: close })
  const submit = () => {
    const { fromDay, toDay } = days
    return memberId && fromDay
      ? give.run({ role: row.role, placeId: row.place.id, memberId, fromDay, toDay })
      : undefined
  }
  return (
    <Form className={classes.form} onSubmit={submit}>
      <MemberSelect value={memberId} onChange={setMemberId} error={give.fields.memberId} />
      <DaysFields days={days} change={setDays} faults={give.fields} openEnd />
      <Group justify="flex-end" gap="xs">
        <CancelButton variant="subtle" color="gray" onClick={close} />
        <SendButton loading={give.running}>{t('office.chart.give')}</SendButton>
      </Group>
    </Form>
  )
}

function EditLine({
  asked,
  today,
  close,
  ask,
}: {
  asked: Extract<Asked, { kind: 'line' }>
  today: string
  close: () => void
  ask: Props['ask']
}) {
  const { t } = useWords()
  const { row, line } = asked
  const { ask: confirm, dialog } = useConfirm()
  const [days, setDays] = useState<Days>({ fromDay: line.fromDay, toDay: line.toDay })
  const [memberId, setMemberId] = useState<string | null>(line.memberId)
  const people = usePeople()
  const stale = useStale({
    was: line,
    label: (field) => t(`office.field.${field}`),
    value: (field, value) => {
      if (field === 'memberId') return people.find(({ id }) => id === value)?.name
      return field === 'toDay' && value === null ? t('office.chart.openEnd') : undefined
    },
  })
  const change = useChange(client.office.changeAssignment, {
    done: t('office.saved'),
    onDone: close,
    onRefused: stale.catch,
  })
  const askAgain = (error: unknown) => {
    const meanwhile = meanwhileOf(error)
    if (meanwhile) void takeAway(meanwhile.now, meanwhile.says)
    return meanwhile !== null
  }
  const remove = useChange(client.office.removeAssignment, {
    done: t('office.chart.removed'),
    onDone: close,
    onRefused: askAgain,
  })
  const end = useChange(client.office.endAssignment, {
    done: t('office.chart.ended'),
    onDone: close,
    onRefused: askAgain,
  })
  const isEnding = end.running || remove.running
  const save = (version: number, edits: Edits) => change.run({ assignmentId: line.id, version, ...edits })
  const edits = touched(line, { ...days, memberId }) as Edits
  const submit = () => (memberId && days.fromDay ? save(line.version, edits) : undefined)
  /** Asks about the line as it was seen, and once more, saying so, where it is another by then. */
  const takeAway = async (seen: ChartLine, says?: string) => {
    const begun = seen.fromDay < today
    const yes = await confirm({
      title: t(`office.chart.${begun ? 'endTitle' : 'removeTitle'}`, { name: seen.memberName }),
      text: [says, t('office.chart.endText')].filter(Boolean).join(' '),
      yes: begun ? t('office.chart.endToday') : t('office.chart.remove'),
      danger: true,
    })
    if (!yes) return
    const { id: assignmentId, version } = seen
    if (begun) void end.run({ assignmentId, version, lastDay: today })
    else void remove.run({ assignmentId, version })
  }
  const isOver = line.toDay !== null && line.toDay <= today && line.fromDay < today
  return (
    <Form className={classes.form} onSubmit={submit}>
      <MemberSelect value={memberId} onChange={setMemberId} error={change.fields.memberId} isFixed={row.place.closed} />
      <DaysFields days={days} change={setDays} faults={change.fields} openEnd={!line.coversId} />
      <Lack says={Object.keys(edits).length > 0 ? null : t('web.form.unchanged')} />
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          {!line.coversId && !row.place.closed && (
            <CancelButton onClick={() => ask({ kind: 'cover', row, line })}>
              {t('office.chart.arrangeCover')}
            </CancelButton>
          )}
          {!isOver && (
            <Button variant="subtle" color="red" loading={isEnding} onClick={() => takeAway(line)}>
              {line.fromDay < today ? t('office.chart.endToday') : t('office.chart.remove')}
            </Button>
          )}
        </Group>
        <SendButton loading={change.running}>{t('web.save')}</SendButton>
      </Group>
      {dialog}
      {stale.question((version, chosen) => save(version, chosen))}
    </Form>
  )
}

function Cover({
  asked,
  today,
  close,
  ask,
}: {
  asked: Extract<Asked, { kind: 'cover' }>
  today: string
  close: () => void
  ask: Props['ask']
}) {
  const { t } = useWords()
  const { line } = asked
  const from = line.fromDay > today ? line.fromDay : today
  const [days, setDays] = useState<Days>({ fromDay: from, toDay: addDays(from, 6) })
  const [memberId, setMemberId] = useState<string | null>(null)
  const cover = useChange(client.office.cover, {
    done: t('office.chart.coverDone'),
    onDone: close,
    onRefused: (error) => {
      const meanwhile = meanwhileOf(error)
      // The refusal stands in the form, which from now on names who has the duty.
      if (meanwhile) ask({ ...asked, line: meanwhile.now })
      return false
    },
  })
  const submit = () => {
    const { fromDay, toDay } = days
    if (!memberId || !fromDay || !toDay) return undefined
    return cover.run({ assignmentId: line.id, version: line.version, memberId, fromDay, toDay })
  }
  return (
    <Form className={classes.form} onSubmit={submit}>
      <p style={{ margin: 0, color: 'var(--ink-2)' }}>{t('office.chart.coverText')}</p>
      <MemberSelect
        label={t('office.chart.standIn')}
        but={line.memberId}
        value={memberId}
        onChange={setMemberId}
        error={cover.fields.memberId}
      />
      <DaysFields days={days} change={setDays} faults={cover.fields} />
      <Group justify="flex-end" gap="xs">
        <CancelButton variant="subtle" color="gray" onClick={close} />
        <SendButton loading={cover.running}>{t('office.chart.arrangeCover')}</SendButton>
      </Group>
    </Form>
  )
}

type Edits = Partial<Pick<ChartLine, 'memberId' | 'fromDay' | 'toDay'>>

/** The line as it is now and the words for it, where a decision was about an older one. */
function meanwhileOf(error: unknown): { now: ChartLine; says: string } | null {
  const trouble = troubleOf(error)
  if (trouble.kind !== 'refused') return null
  const { now } = (trouble.data.details ?? {}) as { now?: ChartLine }
  return now ? { now, says: trouble.message } : null
}

interface Days {
  fromDay: string | null
  toDay: string | null
}

interface DaysProps {
  days: Days
  change: (days: Days) => void
  faults: Record<string, string>
  openEnd?: boolean
}

function DaysFields({ days, change, faults, openEnd }: DaysProps) {
  const { t } = useWords()
  return (
    <div className={classes.pair}>
      <DayInput
        required
        label={t('office.field.fromDay')}
        value={days.fromDay}
        error={faults.fromDay}
        onChange={(fromDay) => change({ ...days, fromDay })}
      />
      <DayInput
        label={t('office.field.toDay')}
        required={!openEnd}
        placeholder={openEnd ? t('office.chart.openEnd') : ''}
        {...(days.fromDay ? { near: days.fromDay } : {})}
        value={days.toDay}
        error={faults.toDay}
        onChange={(toDay) => change({ ...days, toDay })}
      />
    </div>
  )
}

interface SelectProps {
  value: string | null
  onChange: (id: string | null) => void
  label?: string
  /** Whom not to offer. */
  but?: string
  error?: string | undefined
  /** The place is closed: the duty is nobody else's any more. */
  isFixed?: boolean
}

function MemberSelect({ value, onChange, label, but, error, isFixed = false }: SelectProps) {
  const { t } = useWords()
  const choices = usePeople().filter((one) => one.id !== but)
  return (
    <Picker
      required
      searchable
      openOnFocus={false}
      {...(isFixed ? { disabled: true, description: t('office.chart.closed') } : { 'data-autofocus': true })}
      label={label ?? t('office.field.memberId')}
      data={choices.map((one) => ({ value: one.id, label: [one.name, one.teamName].filter(Boolean).join(' · ') }))}
      value={value}
      onChange={onChange}
      error={error}
      nothingFoundMessage={t('office.people.none')}
    />
  )
}

function usePeople() {
  const people = useQuery({
    queryKey: [['office', 'members'], 'working'],
    queryFn: () => client.office.members({ limit: 500 }),
  })
  return people.data?.items ?? []
}
