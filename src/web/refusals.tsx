import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import classes from '#web/refusals.module.css'

type Show = (said: ReactNode) => void

/** By what they stand in: the places that say a refusal where the act was pressed. */
const places = new Map<HTMLElement, Show>()
let shown: Show | undefined

/** Says a refusal in the place nearest around the act, and gives what that stands in; null where there is none. */
export function refuseAt(act: HTMLElement | null, said: ReactNode): HTMLElement | null {
  forgetRefusal()
  for (let around = act?.isConnected ? act : null; around; around = around.parentElement) {
    shown = places.get(around)
    if (!shown) continue
    shown(said)
    return around
  }
  return null
}

/** Takes away what was refused last: something is done anew. */
export function forgetRefusal(): void {
  shown?.(null)
  shown = undefined
}

/** Here stands why an act was refused that was pressed in what this stands in. */
export function RefusalPlace() {
  const mark = useRef<HTMLSpanElement>(null)
  const words = useRef<HTMLDivElement>(null)
  const [said, setSaid] = useState<ReactNode>(null)
  useLayoutEffect(() => {
    const around = mark.current?.parentElement
    if (!around) return
    places.set(around, setSaid)
    return () => void places.delete(around)
  }, [])
  useLayoutEffect(() => {
    if (said) words.current?.scrollIntoView({ block: 'nearest' })
  }, [said])
  return (
    <>
      <span ref={mark} hidden />
      {said && (
        <div ref={words} role="alert" className={classes.refusal}>
          {said}
        </div>
      )}
    </>
  )
}
