import { useEffect, useRef } from 'react'
import { tellDone } from '#web/notices.tsx'
import { currentSpeech } from '#web/words.ts'

/**
 * Does a thing on the page at once and the server's part only when nobody took it back in time (6 s); leaving the page
 * does it straight away. For changes whose operation has an opposite, `useChange` with `undo` is the better way.
 */
export function useUndo() {
  const pending = useRef(new Map<number, () => void>())
  useEffect(() => {
    const waiting = pending.current
    return () => {
      for (const finish of waiting.values()) finish()
    }
  }, [])
  return (said: string, doIt: () => void, takeBack: () => void) => {
    const timer = window.setTimeout(() => finish(), 6_000)
    const finish = () => {
      clearTimeout(timer)
      if (pending.current.delete(timer)) doIt()
    }
    pending.current.set(timer, finish)
    tellDone(said, () => {
      clearTimeout(timer)
      if (pending.current.delete(timer)) takeBack()
      else tellDone(currentSpeech().t('web.progress.done'))
    })
  }
}
