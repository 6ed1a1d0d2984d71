import { Button } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useState } from 'react'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { Meanwhile } from '#web/ui/Meanwhile.tsx'
import { useSubject } from '#web/ui/useSubject.ts'
import { useWords } from '#web/words.ts'
import { ReasonDialog } from '../report/ReasonDialog.tsx'
import type { DepartmentReport } from './types.ts'

/** Takes what was presented back, with the reason that the senior manager reads. */
export function WithdrawButton({ report: now }: { report: DepartmentReport }) {
  const { t } = useWords()
  const [asking, setAsking] = useState(false)
  const { subject: report, refused, isReading } = useSubject(now, asking)
  const versionNow = lastOf(now)
  const version = lastOf(report)
  const withdraw = useChange(client.expenses.withdrawPresentation, {
    done: t('expenses.review.withdrawDone'),
    onRefused: refused,
    onDone: () => setAsking(false),
  })
  if (!now.may.withdraw && !asking) return null
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconArrowBackUp size={15} />}
        loading={withdraw.running}
        onClick={() => setAsking(true)}
      >
        {t('expenses.review.withdrawPresentation')}
      </Button>
      {asking && (
        <ReasonDialog
          title={t('expenses.review.withdrawTitle', { number: report.number, version })}
          text={t('expenses.review.withdrawText')}
          label={t('expenses.review.withdrawWhy')}
          offers={[]}
          yes={t('expenses.review.withdrawPresentation')}
          shortest={3}
          meanwhile={
            <Meanwhile
              hasChanged={versionNow !== version && !withdraw.running}
              now={versionNow ? t('expenses.review.versionNow', { version: versionNow }) : undefined}
            />
          }
          isReading={isReading}
          run={(why) => withdraw.run({ departmentReportId: report.id, versionNumber: version, why })}
          close={() => setAsking(false)}
        />
      )}
    </>
  )
}

/** The number of the version that stands and can be withdrawn, of all that were presented; 0 for none. */
function lastOf({ versions, may }: DepartmentReport): number {
  return !may.withdraw ? 0 : (versions.find((one) => !one.withdrawnAt)?.number ?? 0)
}
