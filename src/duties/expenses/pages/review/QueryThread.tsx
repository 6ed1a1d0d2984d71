import { Link } from '@tanstack/react-router'
import { keptApart } from '#core/message.ts'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { ConfirmButton } from '#web/ui/Confirm.tsx'
import { MomentText } from '#web/ui/Day.tsx'
import { Form, SendButton } from '#web/ui/Form.tsx'
import { Outside } from '#web/ui/Outside.tsx'
import { PersonMark } from '#web/ui/Person.tsx'
import { TextArea } from '#web/ui/TextArea.tsx'
import { useDraft } from '#web/ui/useDraft.ts'
import { type Hold, useHold } from '#web/ui/useHeld.ts'
import { useWords } from '#web/words.ts'
import { useSeenVersion } from '../useSeenVersion.ts'
import { QueryState } from './Overview.tsx'
import classes from './Review.module.css'
import type { DepartmentReport, Query } from './types.ts'

interface Props {
  /** As it was when somebody began to ask further. */
  query: Query
  hold: Hold<Query>
  report: DepartmentReport
}

/** A query with what was said; the reviewer accepts the answer or asks further. */
export function QueryThread({ query: begun, hold, report }: Props) {
  const { t } = useWords()
  const query = report.queries.find((one) => one.id === begun.id) ?? begun
  const line = report.lines.find((one) => one.lineId === query.lineId)
  const reportId = report.lines.find((one) => one.memberId === query.member.id)?.reportId
  return (
    <section className={classes.thread} aria-label={t('expenses.review.query')}>
      <header>
        <strong>{keptApart(line?.merchant ?? query.member.name)}</strong> <QueryState state={query.state} />
        {reportId && (
          <Link
            to={`/expenses/reports/${reportId}`}
            search={{ query: query.id } as never}
            className={classes.threadLink ?? ''}
          >
            {t('expenses.review.openReport')}
          </Link>
        )}
      </header>
      <ol>
        {query.messages.map((message) => (
          <li key={message.id}>
            <PersonMark name={message.by.name} size={20} />
            <span>
              <b>
                <Outside>{message.by.name}</Outside>
              </b>{' '}
              <Outside>{message.body}</Outside>
            </span>
            <MomentText at={message.at} />
          </li>
        ))}
      </ol>
      {report.may.review && !report.approval && begun.state !== 'settled' && <Settle query={query} hold={hold} />}
    </section>
  )
}

function Settle({ query, hold }: Pick<Props, 'query' | 'hold'>) {
  const { t } = useWords()
  const draft = useDraft(`expenses.again:${query.id}`, '')
  const body = draft.value
  useHold(hold, query, body !== '')
  const act = query.state === 'answered' ? 'expenses.review.acceptAnswer' : 'expenses.review.withdraw'
  const settle = useChange(client.expenses.settleQuery)
  const seen = useSeenVersion(query, body !== '')
  const again = useChange(client.expenses.askAgain, { onDone: draft.forget, onRefused: seen.catch })
  return (
    <Form
      mayLeave
      className={classes.settle}
      onSubmit={() => again.run({ queryId: query.id, version: seen.version, body })}
    >
      <TextArea
        size="xs"
        minRows={1}
        least={3}
        label={t('expenses.review.askFurther')}
        value={body}
        error={again.fields.body}
        onChange={(event) => draft.change(event.currentTarget.value)}
      />
      <div className={classes.dialogActions}>
        <SendButton size="compact-sm" variant="default" loading={again.running}>
          {t('expenses.review.askFurther')}
        </SendButton>
        <ConfirmButton
          size="compact-sm"
          loading={settle.running}
          question={{
            title: t(
              query.state === 'answered' ? 'expenses.review.acceptAnswerTitle' : 'expenses.review.withdrawQueryTitle',
            ),
            text: body.trim() ? t('expenses.review.notAsked') : undefined,
            yes: t(act),
          }}
          about={query.version}
          onYes={() => settle.run({ queryId: query.id, version: query.version })}
        >
          {t(act)}
        </ConfirmButton>
      </div>
    </Form>
  )
}
