import { type RefObject, useEffect, useRef } from 'react'

/**
 * Notes once that something new has been seen: that all of the element, or as much as fills half the window, was in
 * sight while its page was the one shown.
 */
export function useSeen(element: RefObject<HTMLElement | null>, isNew: boolean, note: () => void): void {
  const latest = useRef(note)
  useEffect(() => {
    latest.current = note
  })
  useEffect(() => {
    const one = element.current
    if (!isNew || !one) return
    // A page with halves of pixels never quite shows all.
    const enough = Math.min(0.99, innerHeight / 2 / one.offsetHeight)
    let isInSight = false
    const look = () => {
      if (!isInSight || document.visibilityState !== 'visible') return
      leave()
      latest.current()
    }
    const observer = new IntersectionObserver(
      (changes) => {
        isInSight = changes.at(-1)!.intersectionRatio >= enough
        look()
      },
      { threshold: enough },
    )
    const leave = () => {
      observer.disconnect()
      document.removeEventListener('visibilitychange', look)
    }
    observer.observe(one)
    document.addEventListener('visibilitychange', look)
    return leave
  }, [element, isNew])
}
