import { Button } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { useSession } from '#web/session.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { CancelButton, Form, SendButton } from '#web/ui/Form.tsx'
import { Meanwhile, useOpened } from '#web/ui/Meanwhile.tsx'
import { Outside } from '#web/ui/Outside.tsx'
import { useWords } from '#web/words.ts'
import { SumOfKnown } from '../report/KnownMoney.tsx'
import { idsOf, MissingList } from './MissingList.tsx'
import classes from './Review.module.css'
import { targetOf } from './target.ts'
import type { DepartmentReport } from './types.ts'

/** Signs the version that was before its reader when he was asked; what was presented or said since is not signed with it. */
export function ApproveButton({ report: now }: { report: DepartmentReport }) {
  const { t, money } = useWords()
  const { member } = useSession()
  const [asking, setAsking] = useState(false)
  const approve = useChange(client.expenses.approve, {
    done: t('expenses.review.approvedDone'),
    closes: true,
    onDone: () => setAsking(false),
  })
  const { opened: report, hasChanged } = useOpened(now, asking, factsOf)
  const { sum } = report.matrix
  const open = openIn(report)
  const openNow = openIn(now)
  const isOffered = now.may.review && now.version !== null && now.approval === null
  // Who is asked goes on reading what he was asked, and is told.
  if (!isOffered && !asking) return null
  const refused = report.lines.filter((line) => line.refusedWhy)
  const left = report.unusual.filter((one) => !one.ticked).length
  const sign = () =>
    report.version &&
    approve.run({
      departmentReportId: report.id,
      versionNumber: report.version.number,
      hash: report.version.hash,
      decisionsHash: report.version.decisionsHash,
      evenWithout: idsOf(report.missing.toApprove),
    })
  return (
    <>
      <Button
        size="xs"
        leftSection={<IconCheck size={15} />}
        {...(openNow > 0 ? { variant: 'default' } : {})}
        onClick={() => setAsking(true)}
      >
        {openNow > 0 ? t('expenses.review.approveOpen', { n: openNow }) : t('expenses.review.approve')}
      </Button>
      <OpenQueries
        report={report}
        hasChanged={hasChanged}
        isShown={asking && open > 0}
        close={() => setAsking(false)}
      />
      <Dialog
        opened={asking && open === 0}
        onClose={() => setAsking(false)}
        title={t('expenses.review.approveTitle', { number: report.number })}
      >
        <Form onSubmit={sign}>
          <p>
            {t('expenses.review.approveText', { name: member.name, version: report.version?.number ?? 0 })}{' '}
            <strong>
              <SumOfKnown cents={sum.acceptedCents} of={sum} currency={report.currency} />
            </strong>
          </p>
          {refused.length > 0 && <p>{t('expenses.review.approveRefused', { n: refused.length })}</p>}
          {left > 0 && <p className={classes.caution}>{t('expenses.review.approveUnusual', { n: left })}</p>}
          <MissingList missing={report.missing.toApprove} label={t('expenses.review.missingToApprove')} />
          {report.tickedLines < report.lines.length && (
            <p className={classes.quiet}>
              {t('expenses.review.approveUnticked', { n: report.lines.length - report.tickedLines })}
            </p>
          )}
          <Meanwhile
            hasChanged={hasChanged && !approve.running}
            now={
              now.version
                ? t('expenses.review.standsNow', {
                    version: now.version.number,
                    total: money(now.matrix.sum.acceptedCents, now.currency),
                  })
                : undefined
            }
          />
          <div className={classes.dialogActions}>
            <CancelButton data-autofocus onClick={() => setAsking(false)} />
            <SendButton loading={approve.running}>{t('expenses.review.sign')}</SendButton>
          </div>
        </Form>
      </Dialog>
    </>
  )
}

function openIn({ queries }: DepartmentReport): number {
  return queries.filter((query) => query.state !== 'settled').length
}

/** What one signs by: the version and the decisions on its lines, who is missing, and what is still asked. */
function factsOf({ version, missing, queries, approval }: DepartmentReport) {
  const open = queries.flatMap(({ id, state }) => (state === 'settled' ? [] : [id]))
  return [approval !== null, version?.number, version?.decisionsHash, idsOf(missing.toApprove), open]
}

interface OpenProps {
  report: DepartmentReport
  hasChanged: boolean
  isShown: boolean
  close: () => void
}

/** What stands in the way of the signature: each open question, to go there. */
function OpenQueries({ report, hasChanged, isShown, close }: OpenProps) {
  const { t } = useWords()
  const open = report.queries.filter((query) => query.state !== 'settled')
  return (
    <Dialog opened={isShown} onClose={close} title={t('expenses.review.approveTitle', { number: report.number })}>
      <p>{t('expenses.review.queriesOpen', { n: open.length })}</p>
      <ul className="bullets">
        {open.map((query) => (
          <li key={query.id}>
            <Link to="." search={{ at: targetOf(query) } as never} onClick={close}>
              {query.member.name}: <Outside>{query.messages.at(-1)?.body ?? ''}</Outside>
            </Link>
          </li>
        ))}
      </ul>
      <Meanwhile hasChanged={hasChanged} />
      <div className={classes.dialogActions}>
        <Button variant="default" onClick={close}>
          {t('web.close')}
        </Button>
      </div>
    </Dialog>
  )
}
