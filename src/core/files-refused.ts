import { SpokenError, type SpokenParams } from './spoken-error.ts'

/** What can be wrong with the place files are kept in. */
type FilesFault =
  | 'core.files.diskFull'
  | 'core.files.noRoom'
  | 'core.files.notWritable'
  | 'core.files.tooLarge'
  | 'core.files.missing'
  | 'core.files.altered'
  | 'core.files.storeUnreachable'

/** A file could not be kept or read, and a person can act on it. */
export class FilesRefused extends SpokenError<FilesFault> {
  override readonly isOutage: boolean

  constructor(says: FilesFault, params: SpokenParams = {}, options?: ErrorOptions) {
    super(says, params, options)
    this.isOutage = says === 'core.files.storeUnreachable'
  }
}

/** The same fault as a refusal, if the operating system's error is one a person can act on; else the error itself. */
export function refusedBy(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  if (code === 'ENOSPC' || code === 'EDQUOT') return new FilesRefused('core.files.diskFull', {}, { cause: error })
  if (code && ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOENT', 'EISDIR', 'EEXIST', 'ENOTEMPTY'].includes(code))
    return new FilesRefused('core.files.notWritable', {}, { cause: error })
  return error
}
