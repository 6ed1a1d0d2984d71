import { Link } from '@tanstack/react-router'
import { keptApart } from '#core/message.ts'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { ConfirmButton, DiscardDraft } from '#web/ui/Confirm.tsx'
import { MomentText } from '#web/ui/Day.tsx'
import { Form, SendButton } from '#web/ui/Form.tsx'
import { Outside } from '#web/ui/Outside.tsx'
import { PersonMark } from '#web/ui/Person.tsx'
import { TextArea } from '#web/ui/TextArea.tsx'
import { type Hold, useHold } from '#web/ui/useHeld.ts'
import { useMessage } from '#web/ui/useMessage.ts'
import { useSubject } from '#web/ui/useSubject.ts'
import { useWords } from '#web/words.ts'
import { QueryState } from './Overview.tsx'
import classes from './QueryThread.module.css'
import shared from './Review.module.css'
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
      <Settle query={query} hold={hold} isOpen={begun.state !== 'settled' && !report.approval && report.may.review} />
    </section>
  )
}

interface SettleProps extends Pick<Props, 'query' | 'hold'> {
  /** Whether anything can still be said to it. */
  isOpen: boolean
}

/** What has been typed to ask further stays, also kept on this device, when nothing can be asked any more. */
function Settle({ query, hold, isOpen }: SettleProps) {
  const { t } = useWords()
  const draft = useMessage(`expenses.again:${query.id}`)
  const body = draft.value
  useHold(hold, query, body !== '')
  const { subject: read, refused, readAnew, isReading } = useSubject(query, body !== '')
  const isOver = query.state === 'settled'
  const act = query.state === 'answered' ? 'expenses.review.acceptAnswer' : 'expenses.review.withdraw'
  const settle = useChange(client.expenses.settleQuery)
  const again = useChange(client.expenses.askAgain, {
    onRefused: refused,
    // What was typed on meanwhile is said to one's own words.
    onDone: (_, { body: asked }) => draft.sent(asked) || readAnew(),
  })
  if (!isOpen && body === '') return null
  return (
    <Form
      mayLeave
      typesOn
      isReading={isReading}
      className={classes.settle}
      onSubmit={() => again.run({ queryId: query.id, version: read.version, body })}
    >
      {isOver && !settle.running && !again.running && (
        <p role="alert" className={shared.since}>
          {t('expenses.review.queryOver')} <DiscardDraft size="compact-xs" onYes={draft.forget} />
        </p>
      )}
      <TextArea
        size="xs"
        minRows={1}
        least={3}
        label={t('expenses.review.askFurther')}
        value={body}
        error={again.fields.body}
        onChange={(event) => draft.change(event.currentTarget.value)}
      />
      <div className={shared.dialogActions}>
        <SendButton size="compact-sm" variant="default" loading={again.running}>
          {t('expenses.review.askFurther')}
        </SendButton>
        {isOpen && !isOver && (
          <ConfirmButton
            size="compact-sm"
            loading={settle.running}
            question={{
              title: t(
                query.state === 'answered' ? 'expenses.review.acceptAnswerTitle' : 'expenses.review.withdrawQueryTitle',
              ),
              text: body.trim() ? t('expenses.review.notAsked') : undefined,
              yes: t(act),
              ...(query.state !== 'answered' && { no: t('expenses.review.withdrawNot') }),
            }}
            about={query.version}
            onYes={() => settle.run({ queryId: query.id, version: query.version })}
          >
            {t(act)}
          </ConfirmButton>
        )}
      </div>
    </Form>
  )
}
