/** What can be wrong with the place files are kept in. */
export type FilesFault =
  | 'files.diskFull'
  | 'files.notWritable'
  | 'files.tooLarge'
  | 'files.missing'
  | 'files.altered'
  | 'files.storeUnreachable'

/** A file could not be kept or read and a person can act on it: `says` is the key of the sentence, the message its English. */
export class FilesRefused extends Error {
  readonly says: FilesFault
  readonly params: Record<string, string | number>

  constructor(says: FilesFault, params: Record<string, string | number> = {}, options?: ErrorOptions) {
    super(sentences[says](params), options)
    this.name = 'FilesRefused'
    this.says = says
    this.params = params
  }
}

const sentences: Record<FilesFault, (params: Record<string, string | number>) => string> = {
  'files.diskFull': () => 'The file was not kept: the disk is full. Free some space and try again.',
  'files.notWritable': ({ dir }) =>
    `The file was not kept: Talka cannot write in ${dir}. Check the folder and its rights.`,
  'files.tooLarge': ({ maxBytes }) => `The file was not kept: it is larger than ${megabytes(Number(maxBytes))} MB.`,
  'files.missing': ({ sha256 }) => `The file ${sha256} is not in the store. Restore it from the backup.`,
  'files.altered': ({ sha256 }) => `The file ${sha256} is no longer what was kept. Restore it from the backup.`,
  'files.storeUnreachable': ({ reason }) => `The object store does not answer (${reason}). Try again later.`,
}

function megabytes(bytes: number): number {
  return Math.floor(bytes / 1_048_576)
}

/** The same fault as a refusal, if the operating system's error is one a person can act on; else the error itself. */
export function refusedBy(error: unknown, dir: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  if (code === 'ENOSPC' || code === 'EDQUOT') return new FilesRefused('files.diskFull', {}, { cause: error })
  if (code && ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOENT'].includes(code))
    return new FilesRefused('files.notWritable', { dir }, { cause: error })
  return error
}
