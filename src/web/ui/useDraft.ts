import { createStore, del, get, set } from 'idb-keyval'
import { useEffect, useRef, useState } from 'react'
import { useOwnName } from '#web/session.tsx'
import { isSame } from '#web/touched.ts'

interface Kept<Value> {
  value: Value
  at: string
}

interface Draft<Value> {
  value: Value
  /** Changes the value here and keeps it on this device. */
  change: (value: Value) => void
  /** Forgets what was kept: after saving, or when somebody discards it. */
  forget: () => void
  /** When an unsaved draft was brought back, its time; else null. */
  restoredAt: string | null
  /** False for the blink until the device has been asked. */
  isReady: boolean
}

interface EditDraft<Edit, Row> extends Omit<Draft<unknown>, 'value' | 'change'> {
  /** What is typed; null while nothing is. */
  edit: Edit | null
  /** The record as it stood when the edit was begun; as it stands now while there is none. */
  begun: Row
  change: (edit: Edit, begun?: Row) => void
}

let store: ReturnType<typeof createStore> | undefined
const drafts = () => {
  if (!store) {
    store = createStore('talka-own-drafts', 'drafts')
    // What earlier versions kept there is nobody's.
    indexedDB.deleteDatabase('talka-drafts')
  }
  return store
}

let channel: BroadcastChannel | undefined
const windows = () => {
  channel ??= new BroadcastChannel('talka-own-drafts')
  return channel
}

async function keep(key: string, value: unknown): Promise<void> {
  await set(key, { value, at: new Date().toISOString() }, drafts()).catch(() => {})
}

/** Other windows that show the same draft are told, so that what is saved once is not saved there again. */
async function forget(key: string, value: unknown): Promise<void> {
  await del(key, drafts()).catch(() => {})
  windows().postMessage({ key, value })
}

/** Forgets a text that is kept under the key, where it is still this one; for what was saved elsewhere than in its form. */
export function useForgetText(key: string): (text: string) => Promise<void> {
  const own = useOwnName(key)
  return async (text) => {
    const kept = await get<Kept<unknown>>(own, drafts()).catch(() => undefined)
    if (typeof kept?.value === 'string' && kept.value.trim() === text.trim()) await forget(own, kept.value)
  }
}

/** A new text, kept on this device for its writer until it is saved: survives reload, lost connection and a closed window. */
export function useDraft(key: string): Draft<string> {
  return useKept(key, '')
}

/**
 * The same for what somebody changes of a record. What he began from is kept with it: whenever it comes back, it is an edit
 * of that, and what others have saved since is not overwritten unasked.
 */
export function useEditDraft<Edit, Row>(key: string, now: Row): EditDraft<Edit, Row> {
  const { value, change, ...draft } = useKept<{ edit: Edit; begun: Row } | null>(key, null)
  const begun = value ? value.begun : now
  return {
    ...draft,
    edit: value?.edit ?? null,
    begun,
    change: (edit, from = begun) => change({ edit, begun: from }),
  }
}

function useKept<Value>(name: string, first: Value): Draft<Value> {
  const key = useOwnName(name)
  const [value, setValue] = useState(first)
  const [restoredAt, setRestoredAt] = useState<string | null>(null)
  const [readyFor, setReadyFor] = useState<string | null>(null)
  const start = useRef(first)
  const typedFor = useRef<string | null>(null)
  useEffect(() => {
    let stale = false
    get<Kept<Value>>(key, drafts())
      .catch(() => undefined)
      .then((kept) => {
        if (stale) return
        setReadyFor(key)
        // Whoever typed before the device answered keeps what he typed.
        if (typedFor.current === key) return
        setValue(kept ? kept.value : start.current)
        setRestoredAt(kept?.at ?? null)
      })
    return () => {
      stale = true
    }
  }, [key])
  const latest = useRef(value)
  useEffect(() => {
    latest.current = value
  })
  useEffect(() => {
    const hear = ({ data }: MessageEvent<{ key: string; value: unknown }>) => {
      if (data.key !== key) return
      if (isSame(data.value, latest.current)) {
        setValue(start.current)
        setRestoredAt(null)
      } else if (!isSame(latest.current, start.current)) void keep(key, latest.current)
    }
    windows().addEventListener('message', hear)
    return () => windows().removeEventListener('message', hear)
  }, [key])
  return {
    value,
    change: (next) => {
      typedFor.current = key
      setValue(next)
      void keep(key, next)
    },
    forget: () => {
      setValue(start.current)
      setRestoredAt(null)
      void forget(key, value)
    },
    restoredAt,
    isReady: readyFor === key,
  }
}
