import { createTransport, type SendMailOptions } from 'nodemailer'
import { MailRefused, refusedMail } from './mail-refused.ts'

export { MailRefused }

export interface MailConfig {
  /** smtp://user:password@host:587 (STARTTLS where the server offers it) or smtps://…:465. Without it nothing is sent. */
  smtpUrl?: string | undefined
  /** The sender, 'Talka <talka@example.lt>'. */
  from?: string | undefined
}

export interface OutgoingMail {
  to: string | string[]
  cc?: string[]
  /** Whom the answer reaches: the assistant who wrote, not the program. */
  replyTo?: string
  subject: string
  text: string
  html?: string
  attachments?: { name: string; bytes: Uint8Array; mime?: string /** For `cid:` in the html. */; cid?: string }[]
  /** The Message-ID to send under, so that a second try is known as the same letter. */
  messageId?: string
}

export interface SentMail {
  messageId: string
  /** Addresses the server did not take, while it took others. */
  refused: string[]
}

export interface Mail {
  /** Whether a server is set; where not, pages offer the text to copy. */
  configured: boolean
  /** Resolves when the server has taken the letter for at least one address; throws MailRefused. */
  send(mail: OutgoingMail): Promise<SentMail>
}

/** Opens the way out for letters. Connects only when sending, so a dead server does not stop the start. */
export function openMail({ smtpUrl, from }: MailConfig): Mail {
  if (!smtpUrl) {
    const send = () => Promise.reject(new MailRefused('core.mail.notSetUp'))
    return { configured: false, send }
  }
  const host = new URL(smtpUrl).hostname
  const sender = from ?? `Talka <talka@${host}>`
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
    // A letter's parts come from the store; text in it must never make the program read a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  })

  async function send(mail: OutgoingMail): Promise<SentMail> {
    try {
      const sent = await transport.sendMail(asSent(mail, sender))
      return { messageId: sent.messageId, refused: (sent.rejected ?? []).map(String) }
    } catch (error) {
      throw refusedMail(error, { host, sender })
    }
  }

  return { configured: true, send }
}

function asSent(mail: OutgoingMail, from: string): SendMailOptions {
  const { to, cc, replyTo, subject, text, html, messageId, attachments = [] } = mail
  return {
    from,
    to,
    subject,
    text,
    ...(cc ? { cc } : {}),
    ...(replyTo ? { replyTo } : {}),
    ...(html ? { html } : {}),
    ...(messageId ? { messageId } : {}),
    attachments: attachments.map(({ name, bytes, mime, cid }) => ({
      filename: name,
      content: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      ...(mime ? { contentType: mime } : {}),
      ...(cid ? { cid } : {}),
    })),
  }
}
