import { Button } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useState } from 'react'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { useWords } from '#web/words.ts'
import { ReasonDialog } from '../report/ReasonDialog.tsx'
import type { DepartmentReport } from './types.ts'

/** Takes what was presented back, with the reason that the senior manager reads. */
export function WithdrawButton({ report }: { report: DepartmentReport }) {
  const { t } = useWords()
  const [asking, setAsking] = useState(false)
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
          title={t('expenses.review.withdrawTitle', { number: report.number })}
          text={t('expenses.review.withdrawText')}
          label={t('expenses.review.withdrawWhy')}
          offers={[]}
          yes={t('expenses.review.withdrawPresentation')}
          shortest={3}
          run={(why) => withdraw.run({ departmentReportId: report.id, why })}
          close={() => setAsking(false)}
        />
      )}
    </>
  )
}
