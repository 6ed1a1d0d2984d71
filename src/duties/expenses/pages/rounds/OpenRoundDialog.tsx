import { Button, Group, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { isAnswer } from '#web/faults.tsx'
import { DayInput } from '#web/ui/DayInput.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { CancelButton, Form, SendButton } from '#web/ui/Form.tsx'
import { Meanwhile } from '#web/ui/Meanwhile.tsx'
import { Picker } from '#web/ui/Picker.tsx'
import { useWords } from '#web/words.ts'
import { recentMonths, useMonth } from '../months.ts'
import { ReminderSelect } from './ReminderSelect.tsx'

/** Opens a round of any month with its own day and reminders, after showing what is carried over. */
export function OpenRoundDialog({
  teams,
  firstId,
  close,
}: {
  teams: readonly { id: string; name: string }[]
  /** The team it begins with, else the first. */
  firstId?: string | undefined
  close: () => void
}) {
  const { t } = useWords()
  const month = useMonth()
  const navigate = useNavigate()
  const [teamId, setTeamId] = useState(teams.find((team) => team.id === firstId)?.id ?? teams[0]?.id ?? '')
  const [due, setDue] = useState<string | null>(null)
  const [every, setEvery] = useState<number | null | undefined>(undefined)
  const { month: chosen, setMonth, planned, isGone } = usePlan(teamId)
  const plan = planned.data
  const open = useChange(client.expenses.openRound, {
    onDone: (round) => void navigate({ to: `/expenses/rounds/${round.id}` }),
  })
  const months = [...new Set([...(chosen ? [chosen] : []), ...recentMonths(8)])].sort().reverse()
  const submit = () =>
    plan &&
    open.run({
      teamId,
      month: plan.month,
      dueDay: due ?? plan.dueDay,
      ...(every === undefined ? {} : { remindEveryDays: every }),
    })
  return (
    <Dialog opened onClose={close} title={t('expenses.open.title')}>
      <Form onSubmit={submit}>
        <Stack gap="sm">
          {planned.error && !isGone && <ErrorState error={planned.error} retry={() => planned.refetch()} />}
          <Picker
            label={t('expenses.rounds.team')}
            data={teams.map(({ id, name }) => ({ value: id, label: name }))}
            value={teamId}
            onChange={(value) => value && setTeamId(value)}
          />
          <Meanwhile hasChanged={isGone} says={t('expenses.open.teamGone')} />
          {!isGone && (
            <>
              <Picker
                data-autofocus
                label={t('expenses.rounds.month')}
                data={months.map((value) => ({ value, label: month(value) }))}
                value={chosen}
                onChange={setMonth}
              />
              <DayInput
                required
                label={t('expenses.rounds.due')}
                value={due ?? plan?.dueDay ?? null}
                error={open.fields.dueDay}
                onChange={setDue}
              />
              <ReminderSelect
                value={every === undefined ? (plan?.remindEveryDays ?? null) : every}
                onChange={setEvery}
              />
              {plan && <PlanNote plan={plan} />}
            </>
          )}
          <Group justify="flex-end" gap="xs">
            <CancelButton onClick={close} />
            {isGone ? null : plan?.roundId ? (
              <Button onClick={() => void navigate({ to: `/expenses/rounds/${plan.roundId}` })}>
                {t('expenses.open.go')}
              </Button>
            ) : (
              <SendButton loading={open.running || !plan}>{t('expenses.open.yes')}</SendButton>
            )}
          </Group>
        </Stack>
      </Form>
    </Dialog>
  )
}

function PlanNote({ plan }: { plan: Awaited<ReturnType<typeof client.expenses.nextRoundOf>> }) {
  const { t } = useWords()
  const items = plan.people.reduce((sum, person) => sum + person.expected.length, 0)
  return (
    <p style={{ margin: 0, color: 'var(--ink-2)' }}>
      {plan.roundId ? t('expenses.open.exists') : t('expenses.open.carries', { people: plan.people.length, items })}
    </p>
  )
}

/** What would be opened: of the month that is chosen, else of the one that was next when the team was; others may open that. */
function usePlan(teamId: string) {
  const [chosen, setMonth] = useState<string | null>(null)
  const [offered, offer] = useState<{ teamId: string; month: string } | null>(null)
  const next = useQuery(api.expenses.nextRoundOf.queryOptions({ input: { teamId } }))
  if (next.data && offered?.teamId !== teamId) offer({ teamId, month: next.data.month })
  const month = chosen ?? (offered?.teamId === teamId ? offered.month : null)
  const planned = useQuery({
    ...api.expenses.nextRoundOf.queryOptions({ input: { teamId, ...(month && { month }) } }),
    // The same as the next one, as long as it is that.
    placeholderData: () => (next.data?.month === month ? next.data : undefined),
  })
  return { month, setMonth, planned, isGone: planned.error !== null && isAnswer(planned.error) }
}
