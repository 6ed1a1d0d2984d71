import type { ComponentType, ReactNode } from 'react'
import classes from '#web/ui/EmptyState.module.css'

interface Props {
  icon: ComponentType<{ size?: number | string; stroke?: number | string }>
  title: string
  text?: ReactNode
  /** The page is nothing else: then its title is the page's. */
  whole?: boolean
  /** The first thing to do: a button or a link. */
  children?: ReactNode
}

/** Says that nothing is here, why, and what to do first. */
export function EmptyState({ icon: Icon, title, text, whole, children }: Props) {
  const Heading = whole ? 'h1' : 'h2'
  return (
    <div className={classes.empty}>
      <Icon size={34} stroke={1.3} />
      <Heading>{title}</Heading>
      {text && <p>{text}</p>}
      {children}
    </div>
  )
}
