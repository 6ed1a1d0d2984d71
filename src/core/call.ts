import type { Actor } from './actor.ts'
import type { OpenOffice } from './offices.ts'

/** What a door knows of a call before the operation runs. */
export interface Call {
  office: OpenOffice
  actor: Actor | null
  language: 'en' | 'lt'
  requestId: string
  /** Network address of the caller, as far as it can be trusted; null when there is none, as for a job. */
  address: string | null
  headers: Headers
  /** Headers for the answer; sign-in puts its cookies here. */
  answerHeaders: Headers
}
