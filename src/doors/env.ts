import type { IncomingMessage } from 'node:http'
import type { Call } from '#core/call.ts'
import type { Arrival } from './house.ts'

/** What every route finds about its request. */
export interface Env {
  Bindings: { incoming: IncomingMessage }
  Variables: { arrival: Arrival; call: Call; language: 'en' | 'lt' }
}
