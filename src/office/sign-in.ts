import { createHash, createHmac, randomBytes } from 'node:crypto'
import { runWithAdapter } from '@better-auth/core/context'
import { kyselyAdapter } from '@better-auth/kysely-adapter'
import { createAuthEndpoint } from 'better-auth/api'
import { deleteSessionCookie, setSessionCookie } from 'better-auth/cookies'
import { betterAuth } from 'better-auth/minimal'
import type { Kysely, KyselyPlugin } from 'kysely'
import * as z from 'zod'
import type { Db, Tables } from '#core/database.ts'
import { newId } from '#core/ids.ts'
import { lock } from '#core/locked.ts'
import type { OpenOffice } from '#core/offices.ts'
import { rememberDevice } from './known-device.ts'
import { isStillHere } from './queries/people.ts'

const sessionDays = 30
const daySeconds = 24 * 60 * 60

const shortestPassword = 10
const longestPassword = 128

interface At {
  office: OpenOffice
  db: Db
  headers: Headers
  answerHeaders: Headers
  /** Whence he signs in. */
  address: string | null
}

/** A password that fitted, as it was kept then: comparing takes too long to hold a connection meanwhile. */
interface FittingPassword {
  memberId: string
  hash: string
}

/** Whose e-mail and password these are; null for whatever is wrong with them. */
export async function fittingPassword(
  office: OpenOffice,
  { email, password }: { email: string; password: string },
): Promise<FittingPassword | null> {
  // The library's own sign-in refuses addresses of other scripts than ASCII.
  const member = await office.db.selectFrom('member').select('id').where('email', '=', email).executeTakeFirst()
  return passwordOf(office, member?.id ?? newId(), password)
}

/** The member's password when this is it, else null; who has none costs as much time as a wrong one. */
export async function passwordOf(
  office: OpenOffice,
  memberId: string,
  password: string,
): Promise<FittingPassword | null> {
  const hash = await passwordHashOf(office.db, memberId)
  const { password: hasher } = await authOf(office).$context
  if (hash) return (await hasher.verify({ hash, password })) ? { memberId, hash } : null
  await hasher.hash(password)
  return null
}

/** Whether it is still the password of a member who is still here, who is locked meanwhile. */
export async function stillFits(db: Db, { memberId, hash }: FittingPassword): Promise<boolean> {
  await lock(db, { member: [memberId] })
  return (await passwordHashOf(db, memberId)) === hash && (await isStillHere(db, memberId))
}

/** Signs in who proved himself by his password, and remembers the device. */
export async function signInWithPassword(at: At, { memberId }: FittingPassword, email: string): Promise<void> {
  await signInAs(at, memberId)
  rememberDevice(at.office, email, at.headers, at.answerHeaders)
}

async function passwordHashOf(db: Db, memberId: string): Promise<string | null> {
  const account = await db
    .selectFrom('account')
    .select('password')
    .where('userId', '=', memberId)
    .where('providerId', '=', 'credential')
    .executeTakeFirst()
  return account?.password ?? null
}

/** Signs a member in without a password: after set-up, by an invitation, or in a sample office. The caller has checked why. */
export async function signInAs(at: At, memberId: string): Promise<void> {
  const auth = authOf(at.office)
  await within(at.office, at.db, async () => {
    const { headers } = await auth.api.enterAs({
      body: { memberId },
      headers: knownHeaders(at.headers, at.address),
      returnHeaders: true,
    })
    copyCookies(headers, at.answerHeaders)
  })
}

/** Takes the session cookie away from the browser; the session itself the caller ends. */
export async function dropCookie(office: OpenOffice, answerHeaders: Headers): Promise<void> {
  const { headers } = await authOf(office).api.dropCookie({ headers: new Headers(), returnHeaders: true })
  copyCookies(headers, answerHeaders)
}

/** What `session.token` keeps of the token in a signed cookie that this installation has written; null for any other. */
export async function tokenOf(office: OpenOffice, headers: Headers): Promise<string | null> {
  if (!headers.get('cookie')?.includes('talka.session_token')) return null
  const { token } = await authOf(office).api.tokenOf({ headers: knownHeaders(headers, null) })
  return token === null ? null : hashOf(token)
}

/** Sets or replaces a member's password. */
export async function setPassword(
  at: { office: OpenOffice; db: Db },
  memberId: string,
  password: string,
): Promise<void> {
  const { password: hasher } = await authOf(at.office).$context
  const hash = await hasher.hash(password)
  await at.db
    .insertInto('account')
    .values({ id: newId(), userId: memberId, accountId: memberId, providerId: 'credential', password: hash })
    .onConflict((oc) => oc.columns(['providerId', 'accountId']).doUpdateSet({ password: hash }))
    .execute()
}

/** The address by which a member sets a password; made of the office's secret, so that no table has to hold it. */
export function invitationLinkOf(
  office: Pick<OpenOffice, 'url' | 'name' | 'secret'>,
  { id, kind }: { id: string; kind: 'invite' | 'reset' },
): { link: string; token: string } {
  const token = createHmac('sha256', office.secret).update(`invitation\n${office.name}\n${id}`).digest('base64url')
  return { link: `${office.url}/${kind}/${token}`, token }
}

/** What is kept of a secret that was shown once: its SHA-256. Fit for random secrets only, never for passwords. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

type Auth = ReturnType<typeof makeAuth>
const auths = new WeakMap<OpenOffice, Auth>()

function authOf(office: OpenOffice): Auth {
  const before = auths.get(office)
  if (before) return before
  const auth = makeAuth(office)
  auths.set(office, auth)
  return auth
}

/** Lets better-auth write within the caller's transaction instead of over its own connection. */
async function within<Result>(office: OpenOffice, db: Db, work: () => Promise<Result>): Promise<Result> {
  const { options } = await authOf(office).$context
  return runWithAdapter(adapterOver(db)(options), work)
}

function makeAuth(office: OpenOffice) {
  const secure = office.url.startsWith('https:')
  return betterAuth({
    appName: 'Talka',
    baseURL: office.url,
    secret: office.secret,
    database: adapterOver(office.db),
    logger: { disabled: true },
    telemetry: { enabled: false },
    user: { modelName: 'member' },
    session: { expiresIn: sessionDays * daySeconds, disableSessionRefresh: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: longestPassword,
    },
    advanced: {
      cookiePrefix: 'talka',
      useSecureCookies: secure,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', secure },
      // It would ask over a connection of its own while we hold one; our migrations make the tables it writes.
      database: { generateId: () => newId(), validateSchema: false },
      disableOriginCheck: true,
    },
    plugins: [ourEndpoints],
  })
}

const ourEndpoints = {
  id: 'talka',
  endpoints: {
    enterAs: createAuthEndpoint(
      '/talka/enter-as',
      { method: 'POST', body: z.object({ memberId: z.uuid() }), metadata: { SERVER_ONLY: true } },
      async (at) => {
        const user = await at.context.internalAdapter.findUserById(at.body.memberId)
        // The cookie alone has the token itself: who reads the table, or a copy of it, gets in nowhere.
        const token = randomBytes(32).toString('base64url')
        const kept = { token: hashOf(token) }
        const session = user && (await at.context.internalAdapter.createSession(user.id, false, kept, true))
        if (!user || !session) throw new Error('a session could not be made')
        await setSessionCookie(at, { session: { ...session, token }, user })
        return at.json({ memberId: user.id })
      },
    ),
    dropCookie: createAuthEndpoint(
      '/talka/drop-cookie',
      { method: 'POST', metadata: { SERVER_ONLY: true } },
      async (at) => {
        deleteSessionCookie(at)
        return at.json({})
      },
    ),
    tokenOf: createAuthEndpoint(
      '/talka/token-of',
      { method: 'GET', requireHeaders: true, metadata: { SERVER_ONLY: true } },
      async (at) => {
        const { name } = at.context.authCookies.sessionToken
        return { token: (await at.getSignedCookie(name, at.context.secret)) || null }
      },
    ),
  },
}

function adapterOver(db: Db) {
  return kyselyAdapter(db.withPlugin(datesForAuth) as Kysely<Tables>, { type: 'postgres' })
}

// Our connections give instants as text; better-auth compares them with Date.
const datesForAuth: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: async ({ result }) => ({
    ...result,
    rows: result.rows.map((row) => ({ ...row, ...datesOf(row, ['createdAt', 'updatedAt', 'expiresAt']) })),
  }),
}

function datesOf(row: Record<string, unknown>, fields: readonly string[]): Record<string, Date> {
  const dated = fields.filter((field) => typeof row[field] === 'string')
  return Object.fromEntries(dated.map((field) => [field, new Date(row[field] as string)]))
}

// Only what a session remembers; the address is the door's, never what a stranger writes into a header.
function knownHeaders(headers: Headers, address: string | null): Headers {
  const known = new Headers(address ? { 'x-forwarded-for': address } : {})
  for (const name of ['cookie', 'user-agent']) {
    const value = headers.get(name)
    if (value) known.set(name, value)
  }
  return known
}

function copyCookies(from: Headers | null | undefined, to: Headers): void {
  for (const cookie of from?.getSetCookie() ?? []) to.append('set-cookie', cookie)
}
