import { now } from './clock.ts'
import { isDatabaseAway } from './database-away.ts'
import type { JobAt, Tries } from './jobs.ts'
import { MailRefused, type OutgoingMail, type SentMail } from './mail.ts'

/** For three days while trying helps (no answer, "try later"), and not again where it does not: a bug does not pass. */
export const mailTries: Tries = {
  most: 22,
  mayPass: (error) => (error instanceof MailRefused ? error.passing : isDatabaseAway(error)),
}

/**
 * Sends the letter of a job. What may already be with the mail server, because the line broke or the program ended before
 * its answer, is not sent again: MailRefused `core.mail.maybeSent` tells who asked, and trying again is for him to decide.
 */
export async function sendLetter(
  { office, jobId }: Pick<JobAt<unknown>, 'office' | 'jobId'>,
  mail: Omit<OutgoingMail, 'id' | 'beforeHandOver'>,
): Promise<SentMail> {
  const note = (handedOverAt: string | null) =>
    office.db.updateTable('job').set({ handedOverAt }).where('id', '=', jobId).execute()
  const { handedOverAt } = await office.db
    .selectFrom('job')
    .select('handedOverAt')
    .where('id', '=', jobId)
    .executeTakeFirstOrThrow()
  if (handedOverAt) throw new MailRefused('core.mail.maybeSent', { address: [mail.to].flat().join(', ') })
  try {
    return await office.mail.send({ ...mail, id: jobId, beforeHandOver: () => note(now().toString()) })
  } catch (error) {
    if (!(error instanceof MailRefused && error.says === 'core.mail.maybeSent')) await note(null)
    throw error
  }
}
