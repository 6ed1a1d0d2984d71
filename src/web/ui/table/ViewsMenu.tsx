import { ActionIcon, Button, Group, Popover, Text } from '@mantine/core'
import { IconBookmark, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { tellTrouble } from '#web/notices.tsx'
import { useSavedViews } from '#web/savedViews.ts'
import { TextField } from '#web/ui/Fields.tsx'
import { Form, SendButton } from '#web/ui/Form.tsx'
import classes from '#web/ui/table/menu.module.css'
import type { ViewState } from '#web/ui/table/useTableView.ts'
import { useWords } from '#web/words.ts'

/** Saved ways to look at the list: sort, filter, search and columns by one name. */
export function ViewsMenu({ id, state }: { id: string; state: ViewState }) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const { views, save, remove } = useSavedViews(id)
  const submit = () =>
    save({ name: name.trim(), search: { ...state.address, cols: state.columns.join(',') } }).then(
      () => setName((now) => (now === name ? '' : now)),
      tellTrouble,
    )
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={290} trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon aria-label={t('web.table.views')} title={t('web.table.views')} onClick={() => setOpen(!open)}>
          <IconBookmark size={17} stroke={1.6} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <div className={classes.list}>
          {views.length === 0 && (
            <Text size="xs" c="dimmed">
              {t('web.table.noViews')}
            </Text>
          )}
          {views.map((view) => (
            <div key={view.name} className={classes.line}>
              <Button
                variant="subtle"
                color="gray"
                justify="start"
                onClick={() => {
                  state.show(view.search)
                  setOpen(false)
                }}
              >
                {view.name}
              </Button>
              <ActionIcon
                size={24}
                aria-label={t('web.table.deleteView', { name: view.name })}
                onClick={() => void remove(view.name)}
              >
                <IconTrash size={14} />
              </ActionIcon>
            </div>
          ))}
        </div>
        <Form mayLeave onSubmit={submit}>
          <Group gap={6} mt={8} wrap="nowrap" align="start">
            <TextField
              required
              size="xs"
              flex={1}
              aria-label={t('web.table.viewName')}
              placeholder={t('web.table.viewName')}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <SendButton>{t('web.save')}</SendButton>
          </Group>
        </Form>
      </Popover.Dropdown>
    </Popover>
  )
}
