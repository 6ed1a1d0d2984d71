/** Why a source could not be read: `says` is a key of words, `params` fill its sentence. Never a bug, always told to a person. */
export class ReaderFailure extends Error {
  readonly says: FailureSays
  readonly params: Record<string, string | number>
  constructor(says: FailureSays, params: Record<string, string | number> = {}) {
    super(says)
    this.name = 'ReaderFailure'
    this.says = says
    this.params = params
  }
}

export type FailureSays =
  | 'expenses.reader.empty'
  | 'expenses.reader.unknownFormat'
  | 'expenses.reader.damaged'
  | 'expenses.reader.tooManyPixels'
  | 'expenses.reader.tooManyBytes'
  | 'expenses.reader.encrypted'
  | 'expenses.reader.noReceipt'
  | 'expenses.reader.unreadable'
  | 'expenses.reader.tookTooLong'
  | 'expenses.reader.tookTooMuchMemory'
  | 'expenses.reader.engineDied'
  | 'expenses.reader.stopped'
