import { pino } from 'pino'
import type { Log } from '#core/log.ts'

interface Entry {
  level: number
  msg: string
  err?: { message: string }
  [more: string]: unknown
}

/** A log whose entries a test can read, and wait for. */
export function heardLog(): { log: Log; heard: Entry[]; until(matches: (entry: Entry) => boolean): Promise<Entry> } {
  const heard: Entry[] = []
  let onEntry = () => {}
  const write = (line: string) => {
    heard.push(JSON.parse(line) as Entry)
    onEntry()
  }
  return {
    log: pino({ level: 'trace', base: null }, { write }) as unknown as Log,
    heard,
    async until(matches) {
      for (;;) {
        const found = heard.find(matches)
        if (found) return found
        await new Promise<void>((next) => {
          onEntry = next
        })
      }
    },
  }
}
