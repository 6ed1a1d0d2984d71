import { Button, CloseButton } from '@mantine/core'
import classes from '#web/ui/table/BulkBar.module.css'
import type { BulkAction } from '#web/ui/table/column.ts'
import type { Selection } from '#web/ui/table/useSelection.ts'
import { useWords } from '#web/words.ts'

/** What can be done with the chosen rows; there only while some are chosen. */
export function BulkBar<Row>({
  actions,
  selection,
}: {
  actions: readonly BulkAction<Row>[]
  selection: Selection<Row>
}) {
  const { t } = useWords()
  const rows = selection.ids.size > 0 ? selection.rows() : []
  if (rows.length === 0) return null
  const offered = actions.filter(({ fits }) => !fits || rows.some(fits))
  return (
    <div className={classes.bulk} role="toolbar" aria-label={t('web.table.selected', { count: rows.length })}>
      <span role="status">{t('web.table.selected', { count: rows.length })}</span>
      {offered.map((action) => (
        <Button
          key={action.label}
          variant={action.danger ? 'light' : 'default'}
          {...(action.danger ? { color: 'red' } : {})}
          leftSection={action.icon && <action.icon size={15} />}
          onClick={() => action.run(rows, selection.clear)}
        >
          {action.label}
        </Button>
      ))}
      <CloseButton size="sm" aria-label={t('web.table.unselect')} onClick={selection.clear} />
    </div>
  )
}
