import { SpokenError, type SpokenParams } from './spoken-error.ts'

type MailFault =
  | 'core.mail.notSetUp'
  | 'core.mail.serverDead'
  | 'core.mail.maybeSent'
  | 'core.mail.notTrusted'
  | 'core.mail.signInRefused'
  | 'core.mail.addressRefused'
  | 'core.mail.messageRefused'

/** A letter was not sent, with the reason. */
export class MailRefused extends SpokenError<MailFault> {
  /** Whether the same letter may pass later: the server is down or said "try again" (SMTP 4xx). */
  readonly passing: boolean

  constructor(says: MailFault, params: SpokenParams = {}, options: ErrorOptions & { passing?: boolean } = {}) {
    super(says, params, options)
    this.passing = options.passing ?? false
  }
}

interface SmtpError extends Error {
  code?: string
  responseCode?: number
  response?: string
  rejected?: string[]
}

const dead = new Set(['ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'EDNS', 'ECONNREFUSED', 'ECONNRESET', 'EPROTOCOL'])

/** Turns the mail program's error into words, which name no server of ours: that is in the cause, for the log; what is not the server's or the address's fault stays as it is. */
export function refusedMail(
  thrown: unknown,
  { sender, to, isHandedOver }: { sender: string; to: string; isHandedOver: boolean },
): unknown {
  const error = thrown as SmtpError
  // The letter was handed over and no answer came: the server may have taken it, or not.
  if (isHandedOver && !error.responseCode)
    return new MailRefused('core.mail.maybeSent', { address: to }, { cause: error })
  const options = { cause: error, passing: (error.responseCode ?? 0) >= 400 && (error.responseCode ?? 0) < 500 }
  const reason = (error.response ?? error.message).replace(/\s+/g, ' ').slice(0, 300)
  if (error.code === 'EAUTH' || error.code === 'ENOAUTH') return new MailRefused('core.mail.signInRefused', {}, options)
  if (error.code === 'ETLS' || /certificate|self.signed/i.test(error.message))
    return new MailRefused('core.mail.notTrusted', {}, options)
  if (error.code === 'EENVELOPE') {
    const address = error.rejected?.join(', ') || (error.response ? sender : '–')
    return new MailRefused('core.mail.addressRefused', { address, reason }, options)
  }
  if (error.responseCode) return new MailRefused('core.mail.messageRefused', { reason }, options)
  if (dead.has(error.code ?? '')) return new MailRefused('core.mail.serverDead', {}, { cause: error, passing: true })
  return thrown
}
