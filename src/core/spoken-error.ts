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
    super(translate('en', says, params), options)
    this.name = new.target.name
    this.says = says
    this.params = params
  }
}
