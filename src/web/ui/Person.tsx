import { Outside } from '#web/ui/Outside.tsx'
import classes from '#web/ui/Person.module.css'

/** A person as a small mark with initials and the name. */
export function Person({ name, size = 22 }: { name: string; size?: number }) {
  return (
    <span className={classes.person}>
      <PersonMark name={name} size={size} />
      <span className="clipped">
        <Outside>{name}</Outside>
      </span>
    </span>
  )
}

/** The initials on a colour that always belongs to the same name; drawn, since they are a picture of it and no text. */
export function PersonMark({ name, size = 22 }: { name: string; size?: number }) {
  const hue = hueOf(name)
  return (
    <span
      className={classes.mark}
      aria-hidden="true"
      data-initials={initialsOf(name)}
      style={{
        width: size,
        height: size,
        fontSize: Math.round(size * 0.4),
        background: `light-dark(oklch(0.9 0.045 ${hue}), oklch(0.38 0.055 ${hue}))`,
        color: `light-dark(oklch(0.36 0.07 ${hue}), oklch(0.92 0.04 ${hue}))`,
      }}
    />
  )
}

function initialsOf(name: string): string {
  const parts = name.trim().split(/\s+/)
  const chosen = parts.length > 1 ? [parts[0]!, parts.at(-1)!] : parts
  return chosen.map((part) => [...part][0]?.toUpperCase() ?? '').join('')
}

function hueOf(name: string): number {
  let sum = 0
  for (const letter of name) sum = (sum * 31 + letter.codePointAt(0)!) % 3600
  return (sum * 47) % 360
}
