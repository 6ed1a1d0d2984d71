import { Button } from '@mantine/core'
import { IconCircleCheck, IconClockQuestion, IconPhone } from '@tabler/icons-react'
import { useState } from 'react'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { useMay, useSession } from '#web/session.tsx'
import { Meanwhile } from '#web/ui/Meanwhile.tsx'
import { Outside } from '#web/ui/Outside.tsx'
import { useSubject } from '#web/ui/useSubject.ts'
import { useWords } from '#web/words.ts'
import classes from './ProofPanel.module.css'
import shared from './panel.module.css'
import { RecordDialog } from './RecordDialog.tsx'
import type { Report } from './reportTypes.ts'

interface Props {
  report: Report
  recording: 'procedure' | 'confirmation' | null
  record: (what: 'procedure' | 'confirmation' | null) => void
}

/** The two proofs on a report: told of the claim procedure, and confirmed by the salesperson. */
export function ProofPanel({ report, recording, record }: Props) {
  const { t } = useWords()
  const { subject: begun, refused, isReading } = useSubject(report, recording === 'procedure')
  const told = useChange(client.expenses.recordInformed, {
    done: t('expenses.reportPage.done.informed'),
    onRefused: refused,
  })
  const hasChanged = begun.procedure.number !== report.procedure.number
  const close = () => record(null)
  return (
    <section className={shared.panel} aria-labelledby="proofs-title">
      <h2 id="proofs-title">{t('expenses.reportPage.proof.title')}</h2>
      <ProcedureProof report={report} record={() => record('procedure')} />
      <ConfirmationProof report={report} record={() => record('confirmation')} />
      {recording === 'procedure' && (
        <RecordDialog
          title={t('expenses.reportPage.proof.recordInformed', { name: report.member.name })}
          text={t('expenses.reportPage.proof.recordInformedText', { number: begun.procedure.number ?? 0 })}
          yes={t('expenses.reportPage.proof.record')}
          meanwhile={<Meanwhile hasChanged={hasChanged && !told.running} />}
          isReading={isReading}
          close={close}
          run={async ({ day, ...rest }) => {
            const versionNumber = begun.procedure.number ?? undefined
            if (await told.run({ memberIds: [report.member.id], versionNumber, informedOn: day, ...rest })) close()
          }}
        />
      )}
      {recording === 'confirmation' && <ConfirmationDialog report={report} close={close} />}
    </section>
  )
}

/** Records that the salesperson said yes to the total that stands there; to another one only once it stands there. */
function ConfirmationDialog({ report: now, close }: { report: Report; close: () => void }) {
  const { t, money } = useWords()
  const { subject: report, refused, isReading } = useSubject(now, true)
  const withMissed = useMissed(report)
  const totalNow = `${money(now.claimedCents, now.currency)}.`
  const confirmed = useChange(client.expenses.recordConfirmation, {
    done: t('expenses.reportPage.done.confirmed'),
    onRefused: refused,
  })
  return (
    <RecordDialog
      title={t('expenses.reportPage.proof.recordConfirmed', { name: report.member.name })}
      text={withMissed(
        t('expenses.reportPage.proof.recordConfirmedText', {
          total: { cents: report.claimedCents, currency: report.currency },
        }),
      )}
      yes={t('expenses.reportPage.proof.record')}
      meanwhile={<Meanwhile hasChanged={now.hash !== report.hash && !confirmed.running} now={totalNow} />}
      isReading={isReading}
      close={close}
      run={async ({ day, ...rest }) => {
        const { id: reportId, hash } = report
        if (await confirmed.run({ reportId, hash, confirmedOn: day, ...rest })) close()
      }}
    />
  )
}

/** Words with the report's total, and what that does not count. */
function useMissed({ linesNotCounted: n }: Report) {
  const { t } = useWords()
  return (words: string) => (n === 0 ? words : `${words} ${t('expenses.reportPage.lines.notCounted', { n })}`)
}

function ProcedureProof({ report, record }: { report: Report; record: () => void }) {
  const { t } = useWords()
  const { number, proof } = report.procedure
  const mayRecord = useMay('expenses.prepare') && report.may.prepare
  if (number === null) return null
  return (
    <div className={classes.proof} data-good={proof !== null || undefined}>
      {proof ? <IconCircleCheck size={17} aria-hidden /> : <IconClockQuestion size={17} aria-hidden />}
      <div>
        {proof
          ? t('expenses.reportPage.proof.informed', {
              number,
              day: proof.informedOn,
              way: proof.way,
              by: proof.recordedByName,
            })
          : t('expenses.reportPage.proof.notInformed', { name: report.member.name, number })}
        {!proof && mayRecord && (
          <div className={classes.proofDo}>
            <Button variant="default" leftSection={<IconPhone size={14} />} onClick={record}>
              {t('expenses.reportPage.proof.recordInformedButton')}
            </Button>
          </div>
        )}
      </div>
    </div>
  )
}

function ConfirmationProof({ report, record }: { report: Report; record: () => void }) {
  const { t } = useWords()
  const { member } = useSession()
  const mayRecord = useMay('expenses.prepare') && report.may.prepare && member.id !== report.member.id
  const [latest] = report.confirmations
  const isValid = report.confirmation === 'valid'
  return (
    <div className={classes.proof} data-good={isValid || undefined}>
      {isValid ? <IconCircleCheck size={17} aria-hidden /> : <IconClockQuestion size={17} aria-hidden />}
      <div>
        {latest
          ? t(`expenses.reportPage.proof.${isValid ? 'confirmed' : 'outdated'}`, {
              name: report.member.name,
              day: latest.confirmedOn,
              way: latest.way,
              by: latest.recordedByName,
              total: { cents: latest.totalCents, currency: report.currency },
            })
          : t('expenses.reportPage.proof.notConfirmed', { name: report.member.name })}
        {latest?.note && (
          <q>
            <Outside>{latest.note}</Outside>
          </q>
        )}
        {!isValid && !report.presentedAt && mayRecord && (
          <div className={classes.proofDo}>
            <AskButton report={report} />
            <Button variant="default" leftSection={<IconPhone size={14} />} onClick={record}>
              {t('expenses.reportPage.proof.recordConfirmedButton')}
            </Button>
          </div>
        )}
      </div>
    </div>
  )
}

/** The salesperson's own word that the figures are right. */
export function ConfirmReport({ report, large }: { report: Report; large?: boolean }) {
  const { t, money } = useWords()
  const confirm = useChange(client.expenses.confirmReport, { done: t('expenses.reportPage.done.confirmed') })
  return (
    <Button
      size={large ? 'lg' : 'xs'}
      fullWidth={large ?? false}
      {...(large && { h: 'auto', mih: 50, py: 6, styles: { label: { whiteSpace: 'normal' } } })}
      data-confirm
      loading={confirm.running}
      leftSection={<IconCircleCheck size={large ? 20 : 15} />}
      onClick={() => confirm.run({ reportId: report.id, hash: report.hash })}
    >
      {large
        ? `${t('expenses.reportPage.proof.confirm')}: ${money(report.claimedCents, report.currency)}`
        : t('expenses.reportPage.proof.confirm')}
    </Button>
  )
}

/** The report waits on the salesperson's own desk; this gives the words to ask with besides. */
function AskButton({ report }: { report: Report }) {
  const { t } = useWords()
  const [copied, setCopied] = useState(false)
  const words = useMissed(report)(
    t('expenses.reportPage.proof.askText', {
      name: report.member.name,
      month: report.month,
      total: { cents: report.claimedCents, currency: report.currency },
      link: `${location.origin}/my`,
    }),
  )
  const copy = async () => {
    await navigator.clipboard.writeText(words)
    setCopied(true)
  }
  return (
    <Button variant="default" onClick={copy} title={words} onBlur={() => setCopied(false)}>
      {copied ? t('expenses.reportPage.proof.askCopied') : t('expenses.reportPage.proof.ask')}
    </Button>
  )
}
