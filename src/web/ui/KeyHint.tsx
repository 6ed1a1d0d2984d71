import { Kbd } from '@mantine/core'

const isMac = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform)

/** How this machine's command key is written. */
export const modKey = isMac ? '⌘' : 'Ctrl'

const written: Record<string, string> = {
  mod: modKey,
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  enter: 'Enter',
  esc: 'Esc',
  delete: 'Del',
  space: '␣',
  shift: '⇧',
  alt: isMac ? '⌥' : 'Alt',
}

/** A key as people see it on the keyboard: `mod+k`, `g d`, `enter`. */
export function KeyHint({ keys }: { keys: string }) {
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {(keys === '+' ? ['+'] : keys.split(/[ +]/)).map((key) => (
        <Kbd key={key} size="xs" mr={3}>
          {written[key] ?? (key.length === 1 ? key.toUpperCase() : key)}
        </Kbd>
      ))}
    </span>
  )
}
