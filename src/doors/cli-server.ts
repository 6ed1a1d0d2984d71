import { isOpenTo, type Right } from '#core/actor.ts'
import type { Command } from './commands.ts'

/** The server that TALKA_URL names. */
export function serverAddress(): string {
  return (process.env.TALKA_URL ?? 'http://127.0.0.1:4400').replace(/\/+$/, '')
}

/** Who calls: the key in TALKA_API_KEY, and in whose name. */
export function keyHeaders(behalf: string | undefined): Record<string, string> {
  const key = process.env.TALKA_API_KEY
  return { ...(key ? { authorization: `Bearer ${key}` } : {}), ...(behalf ? { 'x-talka-behalf': behalf } : {}) }
}

const patienceMs = 2_000

/** The commands that the key opens; all of them without a key, or where the server cannot be asked about it. */
export async function openCommands(commands: readonly Command[], behalf: string | undefined) {
  if (!process.env.TALKA_API_KEY) return commands
  const signal = AbortSignal.timeout(patienceMs)
  try {
    const answer = await fetch(`${serverAddress()}/api/office/me`, { headers: keyHeaders(behalf), signal })
    const { rights, key } = await answer.json()
    const caller = { rights: new Set<Right>(rights), key: { id: '', ...key } }
    return commands.filter((command) => isOpenTo(caller, command))
  } catch {
    return commands
  }
}
