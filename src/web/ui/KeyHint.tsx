import { Kbd } from '@mantine/core'
import { IconArrowDown, IconArrowLeft, IconArrowRight, IconArrowUp } from '@tabler/icons-react'
import type { ReactNode } from 'react'

const isMac = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform)

/** How this machine's command key is written. */
export const modKey = isMac ? '⌘' : 'Ctrl'

const written: Record<string, string> = {
  mod: modKey,
  enter: 'Enter',
  esc: 'Esc',
  delete: 'Del',
  space: 'Space',
  shift: 'Shift',
  alt: isMac ? '⌥' : 'Alt',
}

// Not every machine's font has the arrows.
const drawn: Record<string, ReactNode> = {
  up: <IconArrowUp size={12} aria-label="↑" />,
  down: <IconArrowDown size={12} aria-label="↓" />,
  left: <IconArrowLeft size={12} aria-label="←" />,
  right: <IconArrowRight size={12} aria-label="→" />,
}

/** A key as people see it on the keyboard: `mod+k`, `g d`, `enter`. */
export function KeyHint({ keys }: { keys: string }) {
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {(keys === '+' ? ['+'] : keys.split(/[ +]/)).map((key) => (
        <Kbd key={key} size="xs" mr={3}>
          {drawn[key] ?? written[key] ?? (key.length === 1 ? key.toUpperCase() : key)}
        </Kbd>
      ))}
    </span>
  )
}
