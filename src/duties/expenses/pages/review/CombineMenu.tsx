import { Button, Menu } from '@mantine/core'
import { useMenuAbout } from '#web/ui/useMenuAbout.ts'
import { recentMonths, useMonth } from '../months.ts'

interface Props {
  label: string
  of: readonly { id: string; name: string }[]
  /** How many months, this one and those before it. */
  months: number
  combine: (id: string, month: string) => unknown
  isFirst?: boolean
  isRunning?: boolean
}

/** Combines a month of a team or a department, chosen from the latest. */
export function CombineMenu({ label, of: now, months, combine, isFirst = true, isRunning = false }: Props) {
  const month = useMonth()
  const { about: of, menu } = useMenuAbout(now)
  return (
    <Menu position="bottom-end" {...menu}>
      <Menu.Target>
        <Button size="xs" variant={isFirst ? 'filled' : 'default'} loading={isRunning}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {of.flatMap(({ id, name }) =>
          recentMonths(months).map((day) => (
            <Menu.Item key={`${id}${day}`} onClick={() => combine(id, day)}>
              {name}, {month(day)}
            </Menu.Item>
          )),
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
