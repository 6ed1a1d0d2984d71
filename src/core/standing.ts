import { setTimeout } from 'node:timers/promises'
import { type FileStore, FilesRefused } from './files.ts'
import type { Log } from './log.ts'
import type { Mail } from './mail.ts'
import { MailRefused } from './mail-refused.ts'
import type { SpokenError } from './spoken-error.ts'
import { translate } from './words.ts'

/** Something that Talka needs and that is away now. */
export interface Trouble {
  /** In English, for whoever runs Talka; it names no inner address. */
  sentence: string
  /** Nobody can work until it is back; the others only miss something. */
  stops: boolean
}

/** Asks all that Talka stands on beside the database how it is; asked often, it answers from the last few seconds. */
export type Standing = () => Promise<Trouble[]>

const patienceMs = 4_000
const answerGoodForMs = 5_000

interface Ground {
  files: FileStore
  mail: Mail
  log: Log
}

/** Watches the place of files and the mail server; what goes away and what comes back is logged once, with its cause. */
export function standingOn({ files, mail, log }: Ground, goodForMs = answerGoodForMs): Standing {
  const parts: Part[] = [
    { check: () => files.check(), silent: new FilesRefused('core.files.storeUnreachable'), stops: true },
    { check: () => mail.check(), silent: new MailRefused('core.mail.serverDead'), stops: false },
  ]
  let known = new Set<string>()
  let asked: { at: number; answer: Promise<Trouble[]> } | undefined
  const ask = async () => {
    const faults = await Promise.all(parts.map(faultOf))
    const found = faults.filter((fault) => fault !== null)
    for (const { error, sentence } of found)
      if (!known.has(error.says)) log.warn({ err: error }, `what Talka stands on: ${sentence}`)
    const now = new Set(found.map(({ error }) => error.says as string))
    for (const says of known) if (!now.has(says)) log.info({ says }, 'what Talka stands on is back')
    known = now
    return found.map(({ sentence, stops }) => ({ sentence, stops }))
  }
  return () => {
    if (!asked || performance.now() - asked.at > goodForMs) asked = { at: performance.now(), answer: ask() }
    return asked.answer
  }
}

interface Part {
  check(): Promise<void>
  /** What is said when no answer comes in time. */
  silent: SpokenError
  stops: boolean
}

async function faultOf({ check, silent, stops }: Part) {
  const waiting = new AbortController()
  const late = setTimeout(patienceMs, undefined, { signal: waiting.signal }).then(() => Promise.reject(silent))
  late.catch(() => {})
  try {
    await Promise.race([check(), late])
    return null
  } catch (thrown) {
    const error = thrown instanceof FilesRefused || thrown instanceof MailRefused ? thrown : silent
    return { error, sentence: translate('en', error.says, error.params), stops }
  } finally {
    waiting.abort()
  }
}
