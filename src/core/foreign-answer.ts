/**
 * Something on the way answered in Talka's place: a proxy whose limit is too small, whose server is away, or that wants its
 * own sign-in. `isAway` when it could not reach Talka (502 to 504), which passes.
 */
export class ForeignAnswer extends Error {
  readonly status: number
  readonly isAway: boolean

  constructor(status: number) {
    super(`Something on the way answered ${status} in Talka's place.`)
    this.name = 'ForeignAnswer'
    this.status = status
    this.isAway = status >= 502 && status <= 504
  }
}

/** The key of what to say to a person about it; its sentence takes `status`. */
export function saysOfForeign(status: number): 'web.trouble.foreignTooLarge' | 'web.trouble.foreignText' {
  return status === 413 ? 'web.trouble.foreignTooLarge' : 'web.trouble.foreignText'
}

/** Asks, and throws ForeignAnswer for what is not Talka's: each of its own answers carries the request's id. */
export async function askTalka(request: Request | string | URL, init?: RequestInit): Promise<Response> {
  const response = await fetch(request, init)
  const isPage = response.headers.get('content-type')?.startsWith('text/html')
  if (isPage || !response.headers.has('x-request-id')) throw new ForeignAnswer(response.status)
  return response
}
