import { ActionIcon, Button, Checkbox, Popover } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconColumns3 } from '@tabler/icons-react'
import type { Column } from '#web/ui/table/column.ts'
import classes from '#web/ui/table/menu.module.css'
import type { ViewState } from '#web/ui/table/useTableView.ts'
import { useWords } from '#web/words.ts'

/** Which columns are shown and in which order; works without a mouse. */
export function ColumnsMenu<Row>({ columns, state }: { columns: readonly Column<Row>[]; state: ViewState }) {
  const { t } = useWords()
  const shown = state.columns
  const rest = columns.filter((column) => !shown.includes(column.id)).map((column) => column.id)
  const move = (id: string, step: number) => {
    const next = shown.filter((each) => each !== id)
    next.splice(shown.indexOf(id) + step, 0, id)
    state.setColumns(next)
  }
  const toggle = (id: string, on: boolean) =>
    state.setColumns(on ? [...shown, id] : shown.filter((each) => each !== id))
  return (
    <Popover position="bottom-end" width={290} trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon aria-label={t('web.table.columns')} title={t('web.table.columns')}>
          <IconColumns3 size={17} stroke={1.6} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <div className={classes.list}>
          {[...shown, ...rest].map((id) => {
            const label = columns.find((column) => column.id === id)?.label ?? id
            const at = shown.indexOf(id)
            return (
              <div key={id} className={classes.line}>
                <Checkbox
                  size="xs"
                  label={label}
                  checked={at >= 0}
                  disabled={at >= 0 && shown.length < 2}
                  onChange={(event) => toggle(id, event.currentTarget.checked)}
                />
                {at >= 0 && (
                  <>
                    <ActionIcon
                      size={24}
                      disabled={at === 0}
                      aria-label={t('web.table.up', { column: label })}
                      onClick={() => move(id, -1)}
                    >
                      <IconArrowUp size={14} />
                    </ActionIcon>
                    <ActionIcon
                      size={24}
                      disabled={at === shown.length - 1}
                      aria-label={t('web.table.down', { column: label })}
                      onClick={() => move(id, 1)}
                    >
                      <IconArrowDown size={14} />
                    </ActionIcon>
                  </>
                )}
              </div>
            )
          })}
        </div>
        <Button mt={8} fullWidth variant="default" size="compact-xs" onClick={() => state.setColumns(null)}>
          {t('web.table.reset')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}
