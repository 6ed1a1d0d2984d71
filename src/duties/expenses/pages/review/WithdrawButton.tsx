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
  /** The version that the dialog was opened for; 0 while there is none. */
  const [asked, ask] = useState(0)
  const versionNow = lastOf(now)
  const { subject: version, refused, isReading } = useSubject(versionNow, asked > 0)
  const withdraw = useChange(client.expenses.withdrawPresentation, {
    done: t('expenses.review.withdrawDone'),
    onRefused: refused,
    onDone: () => ask(0),
  })
  if (!now.may.withdraw && !asked) return null
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconArrowBackUp size={15} />}
        loading={withdraw.running}
        onClick={() => ask(versionNow)}
      >
        {t('expenses.review.withdrawPresentation')}
      </Button>
      {asked > 0 && (
        <ReasonDialog
          title={t('expenses.review.withdrawTitle', { number: now.number, version: version || asked })}
          text={t('expenses.review.withdrawText')}
          label={t('expenses.review.withdrawWhy')}
          offers={[]}
          yes={t('expenses.review.withdrawPresentation')}
          shortest={3}
          lacks={version === 0 ? t('expenses.review.noneToWithdraw') : null}
          meanwhile={
            <Meanwhile
              hasChanged={versionNow !== version && !withdraw.running}
              now={versionNow ? t('expenses.review.versionNow', { version: versionNow }) : undefined}
            />
          }
          isReading={isReading}
          run={(why) => withdraw.run({ departmentReportId: now.id, versionNumber: version, why })}
          close={() => ask(0)}
        />
      )}
    </>
  )
}

/** The number of the version that stands and can be withdrawn, of all that were presented; 0 for none. */
function lastOf({ versions, may }: DepartmentReport): number {
  return !may.withdraw ? 0 : (versions.find((one) => !one.withdrawnAt)?.number ?? 0)
}
