import { Readable } from 'node:stream'
import { domainToASCII } from 'node:url'
import { createTransport, type SendMailOptions } from 'nodemailer'
import { MailRefused, refusedMail } from './mail-refused.ts'

export { MailRefused }

interface MailConfig {
  /** smtp://user:password@host:587 (STARTTLS where the server offers it) or smtps://…:465. Without it nothing is sent. */
  smtpUrl?: string | undefined
  /** The sender, 'Talka <talka@example.lt>'. */
  from?: string | undefined
  /** How long a server may be silent; RFC 5321 §4.5.3.2 asks for five minutes. */
  patienceMs?: number
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
  /** Makes the Message-ID, at the sender's domain, so that a second try is known as the same letter. */
  id?: string
  /** Done when the server has agreed to take the letter and has nothing of it yet; when it throws, nothing is sent. */
  beforeHandOver?: () => Promise<unknown>
}

export interface SentMail {
  messageId: string
  /** Addresses the server did not take, while it took others. */
  refused: string[]
}

export interface Mail {
  /** Whether a server is set; where not, pages offer the text to copy. */
  configured: boolean
  /**
   * Resolves when the server has taken the letter for at least one address; throws MailRefused, as `core.mail.maybeSent`
   * when the letter was handed over and the server's answer did not come.
   */
  send(mail: OutgoingMail): Promise<SentMail>
  /** Whether the server answers and takes the sign-in; throws MailRefused. Without a server there is nothing to ask. */
  check(): Promise<void>
}

/** Opens the way out for letters. Connects only when sending, so a dead server does not stop the start. */
export function openMail({ smtpUrl, from, patienceMs = 300_000 }: MailConfig): Mail {
  if (!smtpUrl) {
    const send = () => Promise.reject(new MailRefused('core.mail.notSetUp'))
    return { configured: false, send, check: async () => {} }
  }
  const host = new URL(smtpUrl).hostname
  const sender = from ?? `Talka <talka@${host}>`
  const options = {
    url: smtpUrl,
    connectionTimeout: Math.min(15_000, patienceMs),
    greetingTimeout: Math.min(60_000, patienceMs),
    socketTimeout: patienceMs,
    // A letter's parts come from the store; text in it must never make the program read a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  }

  async function send(mail: OutgoingMail): Promise<SentMail> {
    const transport = createTransport(options)
    let isHandedOver = false
    transport.use('stream', ({ message }, done) => {
      message.processFunc((letter) =>
        whenRead(letter, async () => {
          await mail.beforeHandOver?.()
          isHandedOver = true
        }),
      )
      done()
    })
    try {
      const sent = await transport.sendMail(asSent(mail, sender))
      return { messageId: sent.messageId, refused: (sent.rejected ?? []).map(String) }
    } catch (error) {
      throw refusedMail(error, { sender, to: [mail.to].flat().join(', '), isHandedOver })
    }
  }

  async function check(): Promise<void> {
    await createTransport(options)
      .verify()
      .catch((error) => Promise.reject(refusedMail(error, { sender, to: '', isHandedOver: false })))
  }

  return { configured: true, send, check }
}

/** The letter as it is, once `before` is done: it is read only when the server has answered DATA with "go on". */
function whenRead(letter: Readable, before: () => Promise<void>): Readable {
  return Readable.from(
    (async function* () {
      await before()
      yield* letter
    })(),
    { objectMode: false },
  )
}

function asSent(mail: OutgoingMail, from: string): SendMailOptions {
  const { to, cc, replyTo, subject, text, html, id, attachments = [] } = mail
  return {
    from,
    to,
    subject,
    text,
    ...(cc ? { cc } : {}),
    ...(replyTo ? { replyTo } : {}),
    ...(html ? { html } : {}),
    ...(id ? { messageId: `<${id}@${domainOf(from)}>` } : {}),
    // No absence note answers a program (RFC 3834 §5).
    headers: { 'Auto-Submitted': 'auto-generated' },
    attachments: attachments.map(({ name, bytes, mime, cid }) => ({
      filename: name,
      content: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      ...(mime ? { contentType: mime } : {}),
      ...(cid ? { cid } : {}),
    })),
  }
}

/** The domain of 'Talka <talka@example.lt>', as it is written in headers. */
function domainOf(sender: string): string {
  const domain = /@([^\s@<>]+)>?\s*$/.exec(sender)?.[1] ?? 'localhost'
  return domainToASCII(domain) || domain
}
