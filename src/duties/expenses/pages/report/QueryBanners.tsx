import { Button } from '@mantine/core'
import { IconMessageQuestion } from '@tabler/icons-react'
import { useState } from 'react'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { useMay } from '#web/session.tsx'
import { DiscardDraft } from '#web/ui/Confirm.tsx'
import { MomentText } from '#web/ui/Day.tsx'
import { Form, SendButton } from '#web/ui/Form.tsx'
import { Outside } from '#web/ui/Outside.tsx'
import { StateBadge } from '#web/ui/StateBadge.tsx'
import { TextArea } from '#web/ui/TextArea.tsx'
import { type Hold, useHeld, useHold } from '#web/ui/useHeld.ts'
import { useMessage } from '#web/ui/useMessage.ts'
import { useSubject } from '#web/ui/useSubject.ts'
import { useWords } from '#web/words.ts'
import classes from './QueryBanners.module.css'
import shared from './query.module.css'
import type { Category, Report, ReportQuery } from './reportTypes.ts'

interface Props {
  report: Report
  categories: readonly Category[]
  show: (lineId: string) => void
}

/** What the senior manager asks about this report, which lines that opens, and the answer. */
export function QueryBanners({ report, categories, show }: Props) {
  const { items, hold } = useHeld(report.queries, (query) => query.id)
  return items.map((query) => (
    <QueryBanner key={query.id} query={query} hold={hold} report={report} categories={categories} show={show} />
  ))
}

interface BannerProps extends Props {
  /** As it was when somebody began to answer it. */
  query: ReportQuery
  hold: Hold<ReportQuery>
}

function QueryBanner({ query: begun, hold, report, categories, show }: BannerProps) {
  const { t } = useWords()
  const mayAnswer = useMay('expenses.prepare') && report.may.prepare && begun.state === 'asked'
  const now = report.queries.find((one) => one.id === begun.id)
  const query = now ?? begun
  const isOver = now?.state !== 'asked'
  const category = categories.find((one) => one.id === query.categoryId)
  const line = report.lines.find((one) => one.id === query.lineId)
  const about = line ? 'line' : category ? 'category' : 'person'
  return (
    <section className={shared.query} data-state={query.state}>
      <IconMessageQuestion size={19} aria-hidden />
      <div>
        <div className={shared.head}>
          <strong>
            {t(`expenses.reportPage.query.${about}`, {
              name: query.askedBy.name,
              line: line?.merchant ?? '',
              category: category?.name ?? '',
            })}
          </strong>
          {now && (
            <StateBadge
              tone={query.state === 'asked' ? 'warn' : 'info'}
              label={t(`expenses.reportPage.query.${query.state}`)}
            />
          )}
          {line && (
            <Button size="compact-xs" variant="subtle" onClick={() => show(line.id)}>
              {t('expenses.reportPage.query.toLine')}
            </Button>
          )}
        </div>
        <ol className={classes.messages}>
          {query.messages.map((message) => (
            <li key={message.id}>
              <b>{message.by.name}</b> <MomentText at={message.at} />
              <p>
                <Outside>{message.body}</Outside>
              </p>
            </li>
          ))}
        </ol>
        {!isOver && <p className="quiet">{t(`expenses.reportPage.query.opens.${about}`)}</p>}
        <Answer query={query} hold={hold} isOver={isOver} mayAnswer={mayAnswer} />
      </div>
    </section>
  )
}

interface AnswerProps extends Pick<BannerProps, 'query' | 'hold'> {
  isOver: boolean
  mayAnswer: boolean
}

/** What is being answered stays, and says so, when the query is withdrawn or another answers it. */
function Answer({ query, hold, isOver, mayAnswer }: AnswerProps) {
  const { t } = useWords()
  const draft = useMessage(`query-${query.id}`)
  /** The version of the query that was answered, until the page shows the next one. */
  const [answered, setAnswered] = useState(0)
  const isSent = query.version <= answered
  useHold(hold, query, draft.value !== '' && !isSent)
  const { subject: read, refused, isReading } = useSubject(query, draft.value !== '')
  const answer = useChange(client.expenses.answerQuery, {
    onRefused: refused,
    done: (made) =>
      made.versionNumber === null
        ? t('expenses.reportPage.done.answered')
        : t('expenses.reportPage.done.answeredAgain', { version: made.versionNumber }),
    onDone: (_, { version, body }) => draft.sent(body) && setAnswered(version ?? 0),
  })
  const run = () => answer.run({ queryId: query.id, version: read.version, body: draft.value.trim() })
  if (isSent || (!mayAnswer && draft.value === '')) return null
  return (
    <Form mayLeave typesOn isReading={isReading} className={classes.answer} onSubmit={run}>
      {isOver && !answer.running && (
        <p role="alert" className={classes.over}>
          {t('expenses.reportPage.query.over')} <DiscardDraft size="compact-xs" onYes={draft.forget} />
        </p>
      )}
      <TextArea
        aria-label={t('expenses.reportPage.query.answerLabel')}
        placeholder={t('expenses.reportPage.query.answerLabel')}
        minRows={1}
        least={3}
        value={draft.value}
        error={answer.fields.body}
        onChange={(event) => draft.change(event.currentTarget.value)}
      />
      <SendButton loading={answer.running}>{t('expenses.reportPage.query.answer')}</SendButton>
    </Form>
  )
}
