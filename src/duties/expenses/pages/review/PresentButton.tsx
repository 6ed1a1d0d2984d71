import { Button } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { useChange } from '#web/change.ts'
import { client } from '#web/client.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { CancelButton, Form, SendButton } from '#web/ui/Form.tsx'
import { Meanwhile, useOpened } from '#web/ui/Meanwhile.tsx'
import { useWords } from '#web/words.ts'
import { namesOf } from '../../rules/missing.ts'
import { idsOf, MissingList } from './MissingList.tsx'
import classes from './Review.module.css'
import type { DepartmentReport } from './types.ts'

/** Puts the report before the senior manager; asks first when somebody is missing. */
export function PresentButton({ report: now }: { report: DepartmentReport }) {
  const { t } = useWords()
  const [asking, setAsking] = useState(false)
  const present = useChange(client.expenses.present, {
    done: t('expenses.review.presented'),
    onDone: () => setAsking(false),
  })
  const { opened: report, hasChanged } = useOpened(now, asking, factsOf)
  const again = report.version !== null
  if (!isOffered(now) && !asking) return null
  const missing = report.missing.toPresent
  const namesNow = namesOf(now.missing.toPresent)
  const evenWithout = idsOf(missing)
  const { nextHash } = report
  const run = () => present.run({ departmentReportId: report.id, evenWithout, ...(nextHash && { hash: nextHash }) })
  return (
    <>
      <Button
        size="xs"
        leftSection={<IconSend size={15} />}
        loading={present.running}
        onClick={() => (evenWithout.length > 0 ? setAsking(true) : void run())}
      >
        {again ? t('expenses.review.presentAgain', { n: report.notYetPresented.length }) : t('expenses.review.present')}
      </Button>
      <Dialog opened={asking} onClose={() => setAsking(false)} title={t('expenses.review.askWithout')}>
        <Form onSubmit={run}>
          <MissingList missing={missing} label={t('expenses.review.missingToPresent')} />
          <Meanwhile
            hasChanged={hasChanged && !present.running}
            now={t('expenses.review.missingNow', { n: namesNow.length, names: namesNow })}
          />
          <div className={classes.dialogActions}>
            <CancelButton data-autofocus onClick={() => setAsking(false)} />
            <SendButton loading={present.running}>{t('expenses.review.presentWithout')}</SendButton>
          </div>
        </Form>
      </Dialog>
    </>
  )
}

function isOffered({ may, version, notYetPresented, teams }: DepartmentReport): boolean {
  if (!may.present || (version !== null && notYetPresented.length === 0)) return false
  return teams.some((team) => team.handedOverAt && !team.elsewhere)
}

/** Without whom it goes on, and whether it does still. */
function factsOf(report: DepartmentReport) {
  return [isOffered(report), idsOf(report.missing.toPresent), report.nextHash]
}
