import { useMediaQuery } from '@mantine/hooks'
import { IconChevronLeft } from '@tabler/icons-react'
import {
  type FocusEvent,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from 'react'
import { useKeys } from '#web/keys.ts'
import { focusBack } from '#web/ui/keepFocus.ts'
import classes from '#web/ui/MasterDetail.module.css'
import { useWords } from '#web/words.ts'

interface Props {
  /** Under this name the width is kept. */
  id: string
  list: ReactNode
  /** The thing at the right; nothing while none is chosen. */
  detail: ReactNode
  /** Whether a thing is open: on a phone it then stands in place of the list. */
  isOpen: boolean
  close: () => void
  /** While nothing is open, the list takes the whole width. */
  isWide?: boolean
  /** The list's width at first, in pixels. */
  width?: number
}

/** A list at the left, the thing at the right, with a border to move; on a phone one after the other. */
export function MasterDetail({ id, list, detail, isOpen, close, isWide = false, width = 420 }: Props) {
  const { t } = useWords()
  const phone = useMediaQuery('(max-width: 760px)') ?? false
  const key = `talka-split-${id}`
  const [size, setSize] = useState(() => Number(localStorage.getItem(key)) || width)
  const frame = useRef<HTMLDivElement>(null)
  const focus = useFocusBetween(isOpen)
  useEffect(() => localStorage.setItem(key, String(size)), [key, size])
  useKeys([{ key: 'esc', does: t('web.split.back'), run: close }], isOpen)
  const limit = (to: number) => setSize(Math.max(240, Math.min(to, (frame.current?.clientWidth ?? 1200) - 320)))
  const drag = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    limit(event.clientX - frame.current!.getBoundingClientRect().left)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -24, ArrowRight: 24 }[event.key]
    if (!step) return
    event.preventDefault()
    limit(size + step)
  }
  if (phone) {
    return (
      <div className={classes.phone}>
        {isOpen && (
          <div ref={focus.single} className={classes.single}>
            <button type="button" className={classes.back} onClick={close}>
              <IconChevronLeft size={18} />
              {t('web.split.back')}
            </button>
            <div className={classes.detail}>{detail}</div>
          </div>
        )}
        {/* It stays where it was scrolled to, with what has opened the thing. */}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: it only follows the focus */}
        <div className={classes.single} data-behind={isOpen || undefined} inert={isOpen} onFocus={focus.note}>
          {list}
        </div>
      </div>
    )
  }
  // The list stays the same in both, and with it the focus in it.
  const isAlone = isWide && !isOpen
  const gridTemplateColumns = isAlone ? 'minmax(0, 1fr)' : `${size}px 7px minmax(0, 1fr)`
  return (
    <div ref={frame} className={classes.frame} style={{ gridTemplateColumns }}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only follows the focus */}
      <div className={classes.list} onFocus={focus.note}>
        {list}
      </div>
      {!isAlone && <Border size={size} move={onKeyDown} drag={drag} />}
      {!isAlone && <section className={classes.detail}>{detail}</section>}
    </div>
  )
}

/** On a phone the focus goes into what is opened; once that is closed, back to what in the list had it. */
function useFocusBetween(isOpen: boolean) {
  const wasOpen = useRef(isOpen)
  const opener = useRef<HTMLElement | null>(null)
  const single = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (wasOpen.current === isOpen) return
    wasOpen.current = isOpen
    if (!isOpen) focusBack(opener.current)
    else if (!single.current?.contains(document.activeElement)) single.current?.querySelector('button')?.focus()
  }, [isOpen])
  const note = ({ target }: FocusEvent) => {
    if (target instanceof HTMLElement) opener.current = target
  }
  return { single, note }
}

interface BorderProps {
  size: number
  move: (event: KeyboardEvent) => void
  drag: (event: PointerEvent<HTMLElement>) => void
}

function Border({ size, move, drag }: BorderProps) {
  const { t } = useWords()
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved */}
      <div
        className={classes.border}
        role="separator"
        aria-orientation="vertical"
        aria-label={t('web.split.resize')}
        aria-valuenow={size}
        tabIndex={0}
        onKeyDown={move}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
      />
    </>
  )
}
