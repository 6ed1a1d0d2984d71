import { Button } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useState } from 'react'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { Meanwhile, useOpened } from '#web/ui/Meanwhile.tsx'
import { useWords } from '#web/words.ts'
import { ReasonDialog } from '../report/ReasonDialog.tsx'
import type { DepartmentReport } from './types.ts'

/** Takes what was presented back, with the reason that the senior manager reads. */
export function WithdrawButton({ report: now }: { report: DepartmentReport }) {
  const { t } = useWords()
  const [asking, setAsking] = useState(false)
  const { opened: report, hasChanged } = useOpened(now, asking, lastOf)
  const version = lastOf(report)
  const withdraw = useChange(client.expenses.withdrawPresentation, {
    done: t('expenses.review.withdrawDone'),
    onDone: () => setAsking(false),
  })
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
            <Meanwhile hasChanged={hasChanged} now={t('expenses.review.versionNow', { version: lastOf(now) })} />
          }
          run={(why) => withdraw.run({ departmentReportId: report.id, versionNumber: version, why })}
          close={() => setAsking(false)}
        />
      )}
    </>
  )
}

/** The number of the version that stands, of all that were presented. */
function lastOf({ versions }: DepartmentReport): number {
  return versions.find((one) => !one.withdrawnAt)?.number ?? 0
}
