import { useMantineColorScheme } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import {
  type Icon,
  IconBolt,
  IconCalendarStats,
  IconFile,
  IconFileDollar,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconReceipt,
  IconUser,
} from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useState } from 'react'
import { client } from '#web/client.ts'
import { type Command, useOfferedCommands } from '#web/commands.ts'
import { useNavPages } from '#web/shell/nav.ts'
import classes from '#web/shell/Palette.module.css'
import { signOut } from '#web/shell/signOut.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { KeyHint } from '#web/ui/KeyHint.tsx'
import { speak, useWords } from '#web/words.ts'

/** One thing the desk's search found; `kind` is a key such as `expenses.report`, `path` where it opens. */
export interface Found {
  id: string
  kind: string
  title: string
  detail?: string | null
  path: string
}

interface Hit extends Command {
  id: string
  group: string
  detail?: string | undefined
}

/** Finds any person, report, document or command by a few letters, accents and case left aside. */
export function Palette({ close }: { close: () => void }) {
  const { t } = useWords()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const commands = useCommandHits(text)
  const { found, searching } = useFound(text)
  const hits = text.trim() ? [...found, ...commands] : commands
  const chosen = Math.min(at, hits.length - 1)

  const run = (hit: Hit | undefined) => {
    if (!hit) return
    close()
    hit.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key]
    if (step) setAt(Math.max(0, Math.min(hits.length - 1, chosen + step)))
    else if (event.key === 'Enter') run(hits[chosen])
    else return
    event.preventDefault()
  }

  return (
    <Dialog
      opened
      onClose={close}
      withCloseButton={false}
      size={620}
      padding={0}
      yOffset="10dvh"
      centered={false}
      aria-label={t('web.palette.open')}
    >
      <input
        className={classes.input}
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-hits"
        aria-activedescendant={hits[chosen] && `palette-${chosen}`}
        aria-label={t('web.palette.open')}
        data-autofocus
        placeholder={t('web.palette.placeholder')}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <HitList hits={hits} chosen={chosen} run={run} point={setAt} />
      {hits.length === 0 && (
        <div className={classes.nothing} role="status">
          {t(searching ? 'web.palette.searching' : 'web.palette.nothing', { text })}
        </div>
      )}
      <div className={classes.foot} aria-hidden>
        <span>
          <KeyHint keys="up" /> <KeyHint keys="down" /> {t('web.palette.choose')}
        </span>
        <span>
          <KeyHint keys="enter" /> {t('web.palette.go')}
        </span>
      </div>
    </Dialog>
  )
}

function HitList(props: { hits: Hit[]; chosen: number; run: (hit: Hit) => void; point: (at: number) => void }) {
  return (
    <div className={classes.list} id="palette-hits" role="listbox" tabIndex={-1}>
      {props.hits.map((hit, index) => (
        <div key={hit.id}>
          {hit.group !== props.hits[index - 1]?.group && <div className={classes.group}>{hit.group}</div>}
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above has the keys and the focus */}
          <div
            id={`palette-${index}`}
            className={classes.hit}
            role="option"
            aria-selected={index === props.chosen}
            tabIndex={-1}
            ref={index === props.chosen ? (node) => node?.scrollIntoView({ block: 'nearest' }) : null}
            onMouseMove={() => index !== props.chosen && props.point(index)}
            onClick={() => props.run(hit)}
          >
            {hit.icon && <hit.icon size={17} stroke={1.6} />}
            <span className="clipped">{hit.name}</span>
            {hit.detail && <span className={`clipped ${classes.detail}`}>{hit.detail}</span>}
          </div>
        </div>
      ))}
    </div>
  )
}

/** What a find is, by the last step of its kind. */
const icons: Record<string, Icon> = {
  person: IconUser,
  receipt: IconReceipt,
  report: IconFileDollar,
  round: IconCalendarStats,
}

function useFound(text: string): { found: Hit[]; searching: boolean } {
  const { t } = useWords()
  const navigate = useNavigate()
  const [asked] = useDebouncedValue(text.trim(), 120)
  const search = useQuery({
    queryKey: [['desk', 'search'], asked],
    queryFn: async () => (await client.desk.search({ text: asked })) as { items: Found[] },
    enabled: asked.length > 1,
    placeholderData: keepPreviousData,
  })
  const found = (asked.length > 1 ? (search.data?.items ?? []) : []).map((item) => ({
    id: item.id,
    name: item.title,
    group: t(item.kind),
    detail: item.detail ?? undefined,
    icon: icons[item.kind.split('.').at(-1)!] ?? IconFile,
    run: () => void navigate({ to: item.path }),
  }))
  return { found: found.sort((a, b) => a.group.localeCompare(b.group)), searching: search.isFetching }
}

function useCommandHits(text: string): Hit[] {
  const { t, language } = useWords()
  const navigate = useNavigate()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const offered = useOfferedCommands()
  const pages = useNavPages()
  const of = (group: string, list: readonly Command[]) =>
    list.map(
      (command, index): Hit => ({
        ...command,
        icon: command.icon ?? IconBolt,
        id: `${group}${index}`,
        group: t(group),
      }),
    )
  const other = language === 'en' ? 'lt' : 'en'
  const hits = [
    ...of('web.palette.here', offered),
    ...of(
      'web.palette.pages',
      pages.map((page) => ({
        name: t(page.nav.label),
        icon: page.nav.icon,
        run: () => void navigate({ to: page.path }),
      })),
    ),
    ...of('web.palette.talka', [
      { name: t('web.palette.otherLanguage'), icon: IconLanguage, run: () => void speak(other) },
      {
        name: t('web.palette.otherScheme'),
        icon: IconMoon,
        run: () => setColorScheme(colorScheme === 'dark' ? 'light' : 'dark'),
      },
      { name: t('web.signOut'), icon: IconLogout, run: () => void signOut() },
    ]),
  ]
  const wanted = plain(text).split(' ').filter(Boolean)
  return hits.filter((hit) => wanted.every((part) => plain(`${hit.name} ${hit.words ?? ''}`).includes(part)))
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
