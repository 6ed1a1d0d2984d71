import { visibleLine } from './visible-text.ts'
import { translate } from './words.ts'

export type SpokenParams = Record<string, string | number>

/**
 * Something outside failed and a person can act on it: the disk is full, a file is damaged, an address is refused.
 * `says` and `params` are words for the person's own language; the message is the English sentence, for logs.
 */
export class SpokenError<Fault extends string = string> extends Error {
  readonly says: Fault
  readonly params: SpokenParams
  /** What is needed is away for a while: the same may pass later. */
  readonly isOutage: boolean = false

  constructor(says: Fault, params: SpokenParams = {}, options?: ErrorOptions) {
    const visible = visibleParams(params)
    super(translate('en', says, visible), options)
    this.name = new.target.name
    this.says = says
    this.params = visible
  }
}

/** What servers and files say may hold anything, also what a database does not take. */
function visibleParams(params: SpokenParams): SpokenParams {
  const visible = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'string' ? visibleLine(value) : value,
  ])
  return Object.fromEntries(visible)
}
