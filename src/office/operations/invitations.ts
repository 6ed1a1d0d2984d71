import * as z from 'zod'
import { now } from '#core/clock.ts'
import type { Db } from '#core/database.ts'
import { newId } from '#core/ids.ts'
import { type Locked, readLocked, save } from '#core/locked.ts'
import { type Changing, change, read } from '#core/operation.ts'
import { absent, refuse } from '#core/refusal.ts'
import { Instant, Ref } from '#core/shapes.ts'
import { invitationByHash, openInvitationOf, openInvitationsToChange } from '../queries/members.ts'
import { officeProfile } from '../queries/office.ts'
import { type Member, oneselfToChange } from '../queries/people.ts'
import { endKeysOf, endSessionsOf } from '../queries/sessions.ts'
import { Email, Id, Language, NewPassword, Token } from '../shapes.ts'
import { hashOf, invitationLinkOf, setPassword, signInAs } from '../sign-in.ts'
import { mustBeInPerson } from '../steps/in-person.ts'
import { officeRecord } from '../steps/office-record.ts'

const inviteDays = 14
const resetHours = 24

const MadeLink = z
  .object({ link: z.string(), expiresAt: Instant, sentTo: z.string().nullable() })
  .meta({ title: 'InvitationLink' })

export const invite = change({
  right: 'office.administer',
  summary: 'Invite a member by a link that works once; mailed if mail is set, else to be copied.',
  rest: 'POST /office/members/{memberId}/invite',
  input: z.object({ memberId: Id }),
  output: MadeLink,
  isSecret: true,
  async do(at) {
    const member = await workingMember(at.db, at.input.memberId)
    await mustBeInPerson(at.db, at.actor, member)
    at.tell({
      record: ['member', member.id],
      says: 'office.said.invited',
      params: { member: member.name },
      memberId: member.id,
    })
    return sendLink(at, member, 'invite')
  },
})

export const makeResetLink = change({
  right: 'office.administer',
  inPerson: true,
  summary: 'Make a link by which a member sets a new password; mailed if mail is set, else to be copied.',
  rest: 'POST /office/members/{memberId}/reset-link',
  input: z.object({ memberId: Id }),
  output: MadeLink,
  isSecret: true,
  async do(at) {
    const member = await workingMember(at.db, at.input.memberId)
    at.tell({
      record: ['member', member.id],
      says: 'office.said.resetMade',
      params: { member: member.name },
      memberId: member.id,
    })
    return sendLink(at, member, 'reset')
  },
})

export const askReset = change({
  right: 'anyone',
  summary: 'Ask for a new password by mail; the answer is the same whether anybody has the e-mail.',
  rest: 'POST /office/ask-reset',
  input: z.object({ email: Email }),
  output: z.object({ mail: z.boolean() }),
  async do(at) {
    const { db, input, office, tell } = at
    const found = await db
      .selectFrom('member')
      .select('id')
      .where('email', '=', input.email)
      .where('deactivatedAt', 'is', null)
      .executeTakeFirst()
    const member = found && (await oneselfToChange(db, found.id))
    if (!member || member.deactivatedAt) {
      tell({ record: ['office', officeRecord], says: 'office.said.resetAskedByStranger' })
      return { mail: office.mail.configured }
    }
    tell({
      record: ['member', member.id],
      says: 'office.said.resetAsked',
      params: { member: member.name },
      memberId: member.id,
    })
    if (office.mail.configured && !(await wasJustSent(db, member.id))) await sendLink(at, member, 'reset')
    return { mail: office.mail.configured }
  },
})

export const invitation = read({
  right: 'anyone',
  summary: 'Whom a link is for, while it can be used.',
  rest: 'POST /office/invitations/look',
  input: z.object({ token: Token }),
  output: z.object({
    kind: z.enum(['invite', 'reset']),
    name: z.string(),
    email: z.string(),
    language: Language,
    office: z.string().describe('The company’s name.'),
  }),
  async do({ db, input }) {
    const found = await invitationByHash(db, hashOf(input.token))
    if (!found) absent({ says: 'office.linkUsed' })
    return { ...found, office: (await officeProfile(db))?.name ?? '' }
  },
})

export const acceptInvitation = change({
  right: 'anyone',
  summary:
    'Set one’s password by an invitation or reset link, and sign in; a link works once, sessions and API keys end.',
  rest: 'POST /office/invitations/accept',
  idempotent: true,
  input: z.object({
    token: Token,
    password: NewPassword,
    language: Language.optional(),
  }),
  output: Ref,
  async do({ input, db, office, call, tell }) {
    const { found, member } = await invitationToUse(db, hashOf(input.token))
    const { memberId, name, kind } = found
    await save(db, 'invitation', found, { usedAt: nowText() })
    await save(db, 'member', member, { emailVerified: true, ...(input.language ? { language: input.language } : {}) })
    await setPassword({ office, db }, memberId, input.password)
    await endSessionsOf(db, memberId)
    await endKeysOf(db, memberId, nowText())
    await signInAs({ ...call, office, db }, memberId)
    const says = kind === 'invite' ? 'office.said.invitationAccepted' : 'office.said.passwordReset'
    tell({ record: ['member', memberId], says, params: { member: name }, memberId })
    return { id: memberId, name }
  },
})

/** The invitation of a token with its member, both held: a link works once, and not when another was made meanwhile. */
async function invitationToUse(db: Db, tokenHash: string) {
  const seen = (await invitationByHash(db, tokenHash)) ?? absent({ says: 'office.linkUsed' })
  const member = await oneselfToChange(db, seen.memberId)
  const found = await readLocked(db, 'invitation', seen.id, () => invitationByHash(db, tokenHash))
  if (!member || !found) absent({ says: 'office.linkUsed' })
  return { member, found }
}

async function workingMember(db: Db, id: string): Promise<Locked<'member', Member>> {
  const member = await oneselfToChange(db, id)
  if (!member) absent({ says: 'office.noSuchMember' })
  if (member.deactivatedAt) refuse({ says: 'office.memberLeft', name: member.name })
  return member
}

/** Makes a link that works once, ends the older ones, and mails it when mail is set. */
async function sendLink(
  { db, office, actor, queue }: Pick<Changing<'anyone', unknown>, 'db' | 'office' | 'actor' | 'queue'>,
  member: Locked<'member', Member>,
  kind: 'invite' | 'reset',
): Promise<z.infer<typeof MadeLink>> {
  const id = newId()
  const { link, token } = invitationLinkOf(office, { id, kind })
  const madeAt = now()
  const expiresAt = madeAt.add({ hours: kind === 'invite' ? inviteDays * 24 : resetHours }).toString()
  await save(db, 'invitation', await openInvitationsToChange(db, member), { expiresAt: madeAt.toString() })
  await db
    .insertInto('invitation')
    .values({
      id,
      memberId: member.id,
      kind,
      tokenHash: hashOf(token),
      madeBy: actor?.id ?? null,
      expiresAt,
      usedAt: null,
    })
    .execute()
  if (!office.mail.configured) return { link, expiresAt, sentTo: null }
  const payload = { memberId: member.id, kind, invitationId: id, expiresAt }
  await queue({
    task: 'office.mailLink',
    payload,
    says: 'office.job.mailLink',
    params: { member: member.name },
    recordId: member.id,
  })
  return { link, expiresAt, sentTo: member.email }
}

async function wasJustSent(db: Db, memberId: string): Promise<boolean> {
  const open = await openInvitationOf(db, memberId)
  return open?.kind === 'reset' && now().since(Temporal.Instant.from(open.madeAt)).total('minutes') < 5
}

function nowText(): string {
  return now().toString()
}
