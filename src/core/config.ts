import { randomBytes } from 'node:crypto'
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { makeFolder } from './make-folder.ts'
import { beOwnersOnly } from './owner-only.ts'
import { refusalFor, StartRefused } from './start-refused.ts'
import { visibleLine } from './visible-text.ts'

const port = z.coerce.number().int().min(0).max(65_535)
const webAddress = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''))

// An address, or a name and an address in <>; nothing in it that cannot be seen.
const sender = /^([^<>\p{C}]*<[^\s@<>\p{C}]+@[^\s@<>\p{C}]+>|[^\s@<>\p{C}]+@[^\s@<>\p{C}]+)$/u

/** Every setting Talka knows, by its name in the environment. Descriptions appear in `.env.example`. */
export const settings = z.object({
  TALKA_PORT: port
    .optional()
    .describe('Port of the web server; that of a plain TALKA_URL of this machine when absent.'),
  TALKA_HOST: z.string().default('127.0.0.1').describe('Address it listens on; 0.0.0.0 for the whole network.'),
  TALKA_URL: webAddress.optional().describe('Address people open, used in links; made of host and port when absent.'),
  TALKA_TRUST_PROXY: z
    .stringbool()
    .default(false)
    .describe('true behind a reverse proxy: its X-Forwarded-* headers count.'),
  TALKA_METRICS_TOKEN: z
    .string()
    .min(16)
    .optional()
    .describe('Opens /metrics to who sends it as a bearer; without it nobody may.'),
  TALKA_DATA: z.string().default('./data').describe('Folder of the database, the files and the secret.'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .refine(isDecodable, { error: 'a % in it is written %25' })
    .optional()
    .describe('PostgreSQL 15 or newer to use instead of our own.'),
  TALKA_SECRET: z
    .string()
    .refine((secret) => secret.trim().length >= 32, { error: 'at least 32 signs' })
    .optional()
    .describe('Signs sessions; made and kept in TALKA_DATA when absent.'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe('Mail server for what Talka sends, smtp:// or smtps://.'),
  MAIL_FROM: z
    .string()
    .regex(sender, { error: 'such as desk@company.example' })
    .optional()
    .describe('Sender of that mail.'),
  S3_ENDPOINT: webAddress.optional().describe('Object store for files instead of TALKA_DATA.'),
  S3_BUCKET: z.string().optional().describe('Its bucket.'),
  S3_REGION: z.string().default('us-east-1').describe('Its region.'),
  S3_KEY: z.string().optional().describe('Its access key.'),
  S3_SECRET: z.string().optional().describe('Its secret key.'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info').describe('Least to log.'),
  TALKA_READERS: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(Math.max(1, Math.min(2, availableParallelism() - 1)))
    .describe('Processes that read receipts; at most one a processor core.'),
})

type ObjectStore = { endpoint: string; bucket: string; region: string; key: string; secret: string }

export type Config = {
  port: number
  host: string
  /** Public address without a slash at its end. */
  url: string
  trustProxy: boolean
  metricsToken: string | undefined
  /** Absolute path. */
  dataDir: string
  databaseUrl: string | undefined
  /** At least 32 characters. */
  secret: string
  /** The secret is the one Talka made in TALKA_DATA. */
  hasOwnSecret: boolean
  mail: { smtpUrl: string; from: string } | undefined
  objectStore: ObjectStore | undefined
  logLevel: z.infer<typeof settings>['LOG_LEVEL']
  readers: number
}

/**
 * The settings of this start. Without an environment given it is the process's, completed by `.env` in the working folder.
 * Throws StartRefused naming the wrong setting. Makes TALKA_DATA and the secret in it when they are needed.
 */
export function readConfig(env: NodeJS.ProcessEnv = fromProcess()): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const checked = settings.safeParse(given)
  if (!checked.success) throw new StartRefused(wrongSetting(checked.error, env))
  const s = checked.data
  const dataDir = resolve(s.TALKA_DATA)
  const objectStore = objectStoreOf(s)
  if (!s.TALKA_SECRET || !s.DATABASE_URL || !objectStore) mustBeFolder(dataDir)
  const port = s.TALKA_PORT ?? ownPort(s) ?? 4400
  return {
    port,
    host: s.TALKA_HOST,
    url: s.TALKA_URL ?? `http://${openedAs(s.TALKA_HOST)}:${port}`,
    trustProxy: s.TALKA_TRUST_PROXY,
    metricsToken: s.TALKA_METRICS_TOKEN,
    dataDir,
    databaseUrl: s.DATABASE_URL,
    secret: s.TALKA_SECRET ?? keptSecret(dataDir),
    hasOwnSecret: s.TALKA_SECRET === undefined,
    mail: mailOf(s),
    objectStore,
    logLevel: s.LOG_LEVEL,
    readers: s.TALKA_READERS,
  }
}

function fromProcess(): NodeJS.ProcessEnv {
  if (existsSync('.env')) process.loadEnvFile('.env')
  return process.env
}

function wrongSetting(error: z.ZodError, env: NodeJS.ProcessEnv): string {
  const issue = error.issues[0]!
  const name = String(issue.path[0])
  const value = /SECRET|KEY|TOKEN|_URL$/.test(name) ? 'its value' : `"${visibleLine(env[name] ?? '')}"`
  return `The setting ${name} is wrong: ${value} does not fit (${issue.message}). See .env.example.`
}

function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url)
    return true
  } catch {
    return false
  }
}

/** The port that the address of this machine names; one before which a proxy stands is the proxy's. */
function ownPort({ TALKA_URL, TALKA_TRUST_PROXY }: z.infer<typeof settings>): number | undefined {
  if (!TALKA_URL || TALKA_TRUST_PROXY) return undefined
  const { protocol, hostname, port } = new URL(TALKA_URL)
  const isHere = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
  return protocol === 'http:' && isHere && port !== '' ? Number(port) : undefined
}

/** Where Talka is opened, and where it listens when that is another place. */
export function readyAt({ url, host }: Pick<Config, 'url' | 'host'>, port: number): string {
  const isSame = [host, openedAs(host)].some((name) => url === `http://${name}:${port}`)
  return isSame ? url : `${url}, listening on ${host}:${port}`
}

const openedAs = (host: string) => (host === '0.0.0.0' || host === '::' ? 'localhost' : host)

function mailOf({ SMTP_URL: smtpUrl, MAIL_FROM: from }: z.infer<typeof settings>): Config['mail'] {
  if (!smtpUrl) return undefined
  if (!from)
    throw new StartRefused('The setting MAIL_FROM is missing: SMTP_URL needs a sender, such as desk@company.example.')
  return { smtpUrl, from }
}

function objectStoreOf(s: z.infer<typeof settings>): ObjectStore | undefined {
  const parts = { S3_ENDPOINT: s.S3_ENDPOINT, S3_BUCKET: s.S3_BUCKET, S3_KEY: s.S3_KEY, S3_SECRET: s.S3_SECRET }
  if (Object.values(parts).every((part) => part === undefined)) return undefined
  const missing = Object.entries(parts).find(([, part]) => part === undefined)
  if (missing) throw new StartRefused(`The setting ${missing[0]} is missing: an object store needs all of S3_*.`)
  return { endpoint: s.S3_ENDPOINT!, bucket: s.S3_BUCKET!, region: s.S3_REGION, key: s.S3_KEY!, secret: s.S3_SECRET! }
}

/** Puts the secret of a restored office where the next start finds it. */
export function keepSecret(dataDir: string, secret: string): void {
  writeFileSync(join(dataDir, 'secret'), `${secret}\n`, { mode: 0o600 })
}

/** Told before anything is opened in it: what is wrong with TALKA_DATA must not show at the first receipt. */
function mustBeFolder(dataDir: string): void {
  try {
    makeFolder(dataDir, 0o700)
    accessSync(dataDir, constants.W_OK | constants.X_OK)
  } catch (error) {
    throw refusalFor(error, dataDir)
  }
}

function keptSecret(dataDir: string): string {
  const path = join(dataDir, 'secret')
  try {
    if (!existsSync(path))
      writeFileSync(path, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' })
    beOwnersOnly(path)
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST' && existsSync(path)) return readFileSync(path, 'utf8').trim()
    throw refusalFor(error, dataDir)
  }
}
