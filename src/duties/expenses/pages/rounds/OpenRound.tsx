import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconPlus } from '@tabler/icons-react'
import { useQueries } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { usePageSearch } from '#web/address.ts'
import { useChange } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { useCommand } from '#web/commands.ts'
import { todayIn } from '#web/place.ts'
import { useMay } from '#web/session.tsx'
import { useMenuAbout } from '#web/ui/useMenuAbout.ts'
import { useWords } from '#web/words.ts'
import { useMonth } from '../months.ts'
import { useMyTeams } from '../useMyTeams.ts'
import { OpenRoundDialog } from './OpenRoundDialog.tsx'

/** One click opens the next round of a team, carried over from its last; other months by a dialog. */
export function OpenRound() {
  const mayPrepare = useMay('expenses.prepare')
  return mayPrepare ? <Offers /> : null
}

function Offers() {
  const { t } = useWords()
  const month = useMonth()
  const navigate = useNavigate()
  const [search, setSearch] = usePageSearch()
  const [choosing, setChoosing] = useState(search.open !== undefined)
  const { teams } = useMyTeams()
  const planned = useQueries({
    queries: teams.map((team) => api.expenses.nextRoundOf.queryOptions({ input: { teamId: team.id } })),
  })
  const offers = planned.flatMap(({ data }) =>
    data && !data.roundId && data.month <= todayIn(data.timeZone) ? [data] : [],
  )
  const { about: further, menu } = useMenuAbout(offers.slice(2))
  const open = useChange(client.expenses.openRound, {
    done: (round) => t('expenses.open.done', { month: round.month, team: round.teamName }),
    onDone: (round) => void navigate({ to: `/expenses/rounds/${round.id}` }),
  })
  const name = (offer: { month: string; teamName: string }) =>
    t('expenses.open.offer', { month: month(offer.month), team: offer.teamName })
  const run = (offer: { month: string; teamId: string }) => open.run({ teamId: offer.teamId, month: offer.month })
  useCommand(
    offers.map((offer) => ({ name: name(offer), icon: IconPlus, run: () => void run(offer) })),
    teams.length > 0,
  )
  if (teams.length === 0) return null
  return (
    <>
      {offers.slice(0, 2).map((offer, at) => (
        <Button
          key={offer.teamId}
          variant={at === 0 ? 'filled' : 'default'}
          loading={open.running}
          leftSection={<IconPlus size={15} />}
          onClick={() => run(offer)}
        >
          {name(offer)}
        </Button>
      ))}
      <Menu position="bottom-end" {...menu}>
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={14} />}>
            {t(offers.length > 0 ? 'expenses.open.more' : 'expenses.open.any')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {further.map((offer) => (
            <Menu.Item key={offer.teamId} onClick={() => run(offer)}>
              {name(offer)}
            </Menu.Item>
          ))}
          <Menu.Item onClick={() => setChoosing(true)}>{t('expenses.open.other')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {choosing && (
        <OpenRoundDialog
          teams={teams}
          firstId={search.open}
          close={() => {
            setChoosing(false)
            setSearch({ open: undefined })
          }}
        />
      )}
    </>
  )
}
