import type { ComponentType, ReactNode } from 'react'
import classes from '#web/ui/ui.module.css'

interface Props {
  icon: ComponentType<{ size?: number | string; stroke?: number | string }>
  title: string
  text?: ReactNode
  /** The first thing to do: a button or a link. */
  children?: ReactNode
}

/** Says that nothing is here, why, and what to do first. */
export function EmptyState({ icon: Icon, title, text, children }: Props) {
  return (
    <div className={classes.empty}>
      <Icon size={34} stroke={1.3} />
      <h2>{title}</h2>
      {text && <p>{text}</p>}
      {children}
    </div>
  )
}
