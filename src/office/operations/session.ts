import { setTimeout } from 'node:timers/promises'
import * as z from 'zod'
import { memberRoles, teamsToActIn } from '#core/duty.ts'
import type { OpenOffice } from '#core/offices.ts'
import { change, read } from '#core/operation.ts'
import { absent, notSignedIn, refuse } from '#core/refusal.ts'
import { Instant, listOf, RecordId, Ref, whole } from '#core/shapes.ts'
import { given } from '#core/stale.ts'
import { tryFrom } from '../known-device.ts'
import { officeProfile } from '../queries/office.ts'
import { memberOf, membersOfTeams } from '../queries/people.ts'
import { endSessionsOf, sessionsOf } from '../queries/sessions.ts'
import { countTry, forgetTries, type Try } from '../queries/sign-in-tries.ts'
import { mayActFor } from '../rules/rights.ts'
import { AnyPassword, Email, Id, KeptRoles, Language, NewPassword, Theme } from '../shapes.ts'
import {
  dropCookie,
  fittingPassword,
  passwordOf,
  setPassword,
  signInWithPassword,
  stillFits,
  tokenOf,
} from '../sign-in.ts'

const Me = z
  .object({
    member: z.object({
      id: RecordId,
      name: z.string(),
      email: z.string(),
      language: Language,
      theme: Theme,
      roles: KeptRoles,
      teamId: RecordId.nullable(),
      timeZone: z.string().describe('Of the member’s branch, else the office’s: in which days and moments are shown.'),
    }),
    rights: z.array(z.string()),
    behalf: Ref.nullable(),
    key: z
      .object({ readOnly: z.boolean(), isChosen: z.boolean() })
      .nullable()
      .describe('The terms of the key by which a program asks; null in a browser.'),
    mayActFor: z.array(Ref),
    office: z.object({
      name: z.string(),
      country: z.string(),
      currency: z.string(),
      timeZone: z.string(),
      language: Language,
      sample: z.boolean(),
    }),
  })
  .meta({ title: 'Me' })

export const me = read({
  right: 'anyone',
  summary: 'Who is signed in, what he may, for whom he may act; 401 when nobody is.',
  rest: 'GET /office/me',
  input: z.object({}),
  output: Me,
  async do({ db, actor }) {
    if (!actor) notSignedIn()
    const [member, office, colleagues] = await Promise.all([
      db.selectFrom('member').selectAll().where('id', '=', actor.id).executeTakeFirstOrThrow(),
      officeProfile(db),
      membersOfTeams(db, teamsToActIn(actor, memberRoles)),
    ])
    return {
      member: { ...member, timeZone: actor.timeZone },
      rights: [...actor.rights],
      behalf: actor.behalf,
      key: actor.key,
      mayActFor: colleagues.filter((one) => mayActFor(actor, one)).map(({ id, name }) => ({ id, name })),
      office: office!,
    }
  },
})

export const signIn = change({
  right: 'anyone',
  summary: 'Sign in with e-mail and password; the answer carries the session cookie.',
  rest: 'POST /office/sign-in',
  input: z.object({ email: Email, password: AnyPassword }),
  output: Ref,
  async beforehand({ input, office, call }) {
    await takeTurn(office, tryFrom(office, input.email, call))
    return fittingPassword(office, input)
  },
  async do({ input, db, office, call, found, tell }) {
    if (!found || !(await stillFits(db, found))) refuse({ says: 'office.wrongPassword' })
    const { memberId } = found
    await signInWithPassword({ ...call, office, db }, found, input.email)
    await forgetTries(db, tryFrom(office, input.email, call))
    const member = (await memberOf(db, memberId))!
    tell({ record: ['member', member.id], says: 'office.said.signedIn', params: { member: member.name }, memberId })
    return { id: member.id, name: member.name }
  },
})

export const signOut = change({
  right: 'member',
  inPerson: true,
  summary: 'Sign out: ends this session.',
  rest: 'POST /office/sign-out',
  idempotent: true,
  input: z.object({}),
  output: z.object({}),
  async do({ db, actor, office, call, tell }) {
    const token = await tokenOf(office, call.headers)
    if (token) await db.deleteFrom('session').where('userId', '=', actor.id).where('token', '=', token).execute()
    await dropCookie(office, call.answerHeaders)
    tell({ record: ['member', actor.id], says: 'office.said.signedOut', memberId: actor.id })
    return {}
  },
})

export const changePassword = change({
  right: 'member',
  ownName: true,
  inPerson: true,
  summary: 'Change one’s own password; all other sessions end.',
  rest: 'POST /office/password',
  destructive: true,
  idempotent: true,
  input: z.object({ current: AnyPassword.describe('The password as it is now.'), password: NewPassword }),
  output: z.object({ endedSessions: z.int() }),
  async beforehand({ input, actor, office }) {
    await takeTurn(office, ownTry(actor))
    return passwordOf(office, actor.id, input.current)
  },
  async do({ input, db, actor, office, call, found, tell }) {
    if (!found || !(await stillFits(db, found))) refuse({ says: 'office.wrongCurrentPassword' }, { field: 'current' })
    await forgetTries(db, ownTry(actor))
    await setPassword({ office, db }, actor.id, input.password)
    const endedSessions = await endSessionsOf(db, actor.id, { butToken: await tokenOf(office, call.headers) })
    tell({ record: ['member', actor.id], says: 'office.said.passwordChanged', memberId: actor.id })
    return { endedSessions }
  },
})

export const sessions = read({
  right: 'member',
  summary: 'One’s own sessions: where one is signed in.',
  rest: 'GET /office/sessions',
  input: z.object({}),
  output: listOf(
    z.object({
      id: RecordId,
      current: z.boolean(),
      ipAddress: z.string().nullable(),
      userAgent: z.string().nullable(),
      createdAt: Instant,
      expiresAt: Instant,
    }),
  ),
  async do({ db, actor, office, call }) {
    const token = await tokenOf(office, call.headers)
    const rows = await sessionsOf(db, actor.id)
    return whole(rows.map((row) => ({ ...row, current: row.token === token })))
  },
})

export const endSession = change({
  right: 'member',
  ownName: true,
  inPerson: true,
  summary: 'End one of one’s own sessions.',
  rest: 'POST /office/sessions/{sessionId}/end',
  destructive: true,
  idempotent: true,
  input: z.object({ sessionId: Id }),
  output: z.object({}),
  async do({ input, db, actor, tell }) {
    const { numDeletedRows } = await db
      .deleteFrom('session')
      .where('userId', '=', actor.id)
      .where('id', '=', input.sessionId)
      .executeTakeFirst()
    if (numDeletedRows === 0n) absent({ says: 'office.noSuchSession' })
    tell({ record: ['member', actor.id], says: 'office.said.sessionsEnded', params: { count: 1 }, memberId: actor.id })
    return {}
  },
})

export const endOtherSessions = change({
  right: 'member',
  ownName: true,
  inPerson: true,
  summary: 'End all one’s own sessions but this one.',
  rest: 'POST /office/sessions/end-others',
  destructive: true,
  idempotent: true,
  input: z.object({}),
  output: z.object({ ended: z.int().describe('How many sessions ended.') }),
  async do({ db, actor, office, call, tell }) {
    const ended = await endSessionsOf(db, actor.id, { butToken: await tokenOf(office, call.headers) })
    tell({
      record: ['member', actor.id],
      says: 'office.said.sessionsEnded',
      params: { count: ended },
      memberId: actor.id,
    })
    return { ended }
  },
})

export const setPreferences = change({
  right: 'member',
  summary: 'Set one’s own language and colours.',
  rest: 'PATCH /office/me',
  idempotent: true,
  input: z.object({ language: Language, theme: Theme }).partial(),
  output: z.object({ language: Language, theme: Theme }),
  async do({ input, db, actor, tell }) {
    const chosen = await db
      .updateTable('member')
      .set({ updatedAt: new Date().toISOString(), ...given(input) })
      .where('id', '=', actor.id)
      .returning(['language', 'theme'])
      .executeTakeFirstOrThrow()
    tell({ record: ['member', actor.id], says: 'office.said.preferencesSet', memberId: actor.id })
    return chosen
  },
})

/** Counts the try and waits until it is its turn; refused when there are too many. */
async function takeTurn(office: OpenOffice, oneTry: Try): Promise<void> {
  const turn = await countTry(office.db, oneTry)
  if ('refused' in turn) refuse(turn.refused)
  if (turn.waitMs > 0) await setTimeout(turn.waitMs)
}

/** A signed-in member proving himself: nobody else's tries count. */
function ownTry({ id }: { id: string }): Try {
  return { who: id, place: 'own session', isKnown: true }
}
