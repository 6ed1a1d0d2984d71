import { isOpenTo } from '#core/may-call.ts'
import type { Right } from '#core/rights.ts'
import { UsageFault } from './cli-input.ts'
import type { Command } from './commands.ts'

/** The server that TALKA_URL names. */
export function serverAddress(): string {
  const address = (process.env.TALKA_URL ?? 'http://127.0.0.1:4400').replace(/\/+$/, '')
  if (URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)) return address
  throw new UsageFault(`TALKA_URL is no address of a server: ${address}. Write it like http://127.0.0.1:4400.`)
}

/** Who calls: the key in TALKA_API_KEY, and in whose name. */
export function keyHeaders(behalf: string | undefined): Record<string, string> {
  const key = process.env.TALKA_API_KEY
  if (key && !/^[\x20-\x7e]+$/.test(key)) throw new UsageFault('TALKA_API_KEY is no key: copy it as it was shown.')
  return { ...(key ? { authorization: `Bearer ${key}` } : {}), ...(behalf ? { 'x-talka-behalf': behalf } : {}) }
}

const patienceMs = 2_000

/** The commands that the key opens; all of them without a key, or where the server cannot be asked about it. */
export async function openCommands(commands: readonly Command[], behalf: string | undefined) {
  if (!process.env.TALKA_API_KEY) return commands
  const signal = AbortSignal.timeout(patienceMs)
  try {
    const answer = await fetch(`${serverAddress()}/api/office/me`, { headers: keyHeaders(behalf), signal })
    const { rights, key, behalf: person } = await answer.json()
    const caller = { rights: new Set<Right>(rights), key: { id: '', ...key }, behalf: person }
    return commands.filter((command) => isOpenTo(caller, command))
  } catch {
    return commands
  }
}
