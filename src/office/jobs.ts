import * as z from 'zod'
import { dayAt } from '#core/days.ts'
import { JobFailed, type JobTask, job } from '#core/jobs.ts'
import { mailTries, sendLetter } from '#core/letters.ts'
import { translate } from '#core/words.ts'
import { isInvitationOpen } from './queries/members.ts'
import { officeProfile } from './queries/office.ts'
import { memberOf } from './queries/people.ts'
import { invitationLinkOf } from './sign-in.ts'

/** Mails an invitation or reset link in the member's language. The link is a secret: it is in no history and no log. */
export const mailLink = job({
  name: 'office.mailLink',
  slot: 'mail',
  tries: mailTries,
  payload: z.object({
    memberId: z.uuid(),
    kind: z.enum(['invite', 'reset']),
    invitationId: z.uuid(),
    expiresAt: z.string(),
  }),
  async do(at) {
    const { office, payload } = at
    const { memberId, kind, invitationId, expiresAt } = payload
    const [member, profile] = await Promise.all([memberOf(office.db, memberId), officeProfile(office.db)])
    if (!member || member.deactivatedAt || !profile) throw new JobFailed({ says: 'office.noSuchMember' })
    // A letter may have waited for days.
    if (!(await isInvitationOpen(office.db, invitationId)))
      throw new JobFailed({ says: 'office.linkOver', name: member.name })
    const day = dayAt(Temporal.Instant.from(expiresAt), profile.timeZone)
    const { link } = invitationLinkOf(office, { id: invitationId, kind })
    const params = { name: member.name, office: profile.name, link, day }
    const said = (part: string) => translate(member.language, `office.mail.${kind}.${part}`, params)
    await sendLetter(at, { to: member.email, subject: said('subject'), text: said('text') })
  },
})

/** Tells the old address that one signs in with another from now on: whoever did not want that hears of it. */
export const mailEmailChanged = job({
  name: 'office.mailEmailChanged',
  slot: 'mail',
  tries: mailTries,
  payload: z.object({ memberId: z.uuid(), to: z.string() }),
  async do(at) {
    const { office, payload } = at
    const [member, profile] = await Promise.all([memberOf(office.db, payload.memberId), officeProfile(office.db)])
    if (!member || !profile) throw new JobFailed({ says: 'office.noSuchMember' })
    const params = { name: member.name, office: profile.name, email: member.email }
    const said = (part: string) => translate(member.language, `office.mail.emailChanged.${part}`, params)
    await sendLetter(at, { to: payload.to, subject: said('subject'), text: said('text') })
  },
})

/** The office's later work. */
export const jobs: readonly JobTask[] = [mailLink, mailEmailChanged]
