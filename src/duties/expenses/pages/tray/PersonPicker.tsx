import { Button, TextInput } from '@mantine/core'
import { IconArchive, IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { useKeys } from '#web/keys.ts'
import { RefusalPlace } from '#web/refusals.tsx'
import { Person } from '#web/ui/Person.tsx'
import { useWords } from '#web/words.ts'
import type { Salesperson } from '../useMyTeams.ts'
import classes from './PersonPicker.module.css'

interface Props {
  count: number
  people: readonly Salesperson[]
  maySort: boolean
  choose: (person: Salesperson) => void
  setAside: () => void
}

/** Whose is it? Keys 1 to 9 for the team's people, or type a part of the name and press Enter. */
export function PersonPicker({ count, people, maySort, choose, setAside }: Props) {
  const { t } = useWords()
  const [text, setText] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const fitting = useMemo(() => people.filter((person) => plain(person.name).includes(plain(text))), [people, text])
  useKeys([
    ...(maySort ? fitting : []).slice(0, 9).map((person, at) => ({
      key: String(at + 1),
      does: t('expenses.tray.toPerson', { name: person.name }),
      run: () => choose(person),
    })),
    { key: 'f', does: t('expenses.tray.find'), run: () => input.current?.focus() },
  ])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      setText('')
      input.current?.blur()
    }
    if (event.key !== 'Enter' || !fitting[0] || text.trim() === '') return
    event.preventDefault()
    choose(fitting[0])
  }
  if (!maySort) return <p className={classes.notYours}>{t('expenses.tray.notYours')}</p>
  return (
    <fieldset className={classes.picker}>
      <div className={classes.pickerHead}>
        <strong>{t('expenses.tray.whose', { count })}</strong>
        <TextInput
          ref={input}
          size="xs"
          leftSection={<IconSearch size={14} />}
          aria-label={t('expenses.tray.find')}
          placeholder={t('expenses.tray.find')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <Button variant="default" leftSection={<IconArchive size={15} />} onClick={setAside}>
          {t('expenses.receipts.setAside')}
        </Button>
      </div>
      <div className={classes.people}>
        {fitting.map((person, at) => (
          <button key={person.id} type="button" onClick={() => choose(person)}>
            {at < 9 && <kbd>{at + 1}</kbd>}
            <Person name={person.name} size={20} />
          </button>
        ))}
        {fitting.length === 0 && (
          <span>{t(people.length > 0 ? 'expenses.tray.nobodyFits' : 'expenses.tray.nobodyThere')}</span>
        )}
      </div>
      <RefusalPlace />
    </fieldset>
  )
}

/** Small letters without accents: "simkus" finds „Šimkus“. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
}
