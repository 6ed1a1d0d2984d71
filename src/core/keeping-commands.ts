import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { mustBeThere } from './archive-read.ts'
import { restoreArchive } from './archive-restore.ts'
import { type Verified, verifyArchive } from './archive-verify.ts'
import { writeArchive } from './archive-write.ts'
import { type Config, keepSecret, readConfig } from './config.ts'
import { type Connection, connectionFrom } from './database.ts'
import { openFiles } from './files.ts'
import { filesPlaceOf, openDatabase } from './ground.ts'
import { sendLetters } from './local-commands.ts'
import { createLog } from './log.ts'
import { mustNotHaveMoved, noteMoved } from './moved.ts'
import { mustSuit, refusalOf } from './postgres-outside.ts'
import { hasLater, sealLogIn } from './seal-log.ts'
import { origin } from './seals.ts'
import { StartRefused } from './start-refused.ts'
import { visibleLine } from './visible-text.ts'

const say = (sentence: string) => void process.stdout.write(`${sentence}\n`)

/** `talka backup FILE`: everything of all offices in one archive; also while Talka runs. */
export async function backUp(args: string[]): Promise<number> {
  const file = oneFile(args, 'backup')
  const config = readConfig()
  const { missingFiles, ...manifest } = await onDatabase(config, { besideRunning: true }, (connection) =>
    writeArchive(file, {
      connection,
      files: openFiles(filesPlaceOf(config)),
      talka: version(),
      secret: config.hasOwnSecret ? config.secret : null,
      progress: tellProgress(),
    }),
  )
  say(`${file} is written: ${contentOf(manifest)}. Keep it where only you can read it.`)
  if (!config.hasOwnSecret) say('TALKA_SECRET is not in it: keep it beside it, links and sessions hang on it.')
  if (missingFiles.length === 0) return 0
  say(missingSentence(missingFiles))
  return 1
}

/** `talka restore FILE`: an archive into an empty database and the place for files, as the settings name them. */
export async function restore(args: string[]): Promise<number> {
  const sendsLetters = args.includes(sendLetters)
  const file = oneFile(
    args.filter((word) => word !== sendLetters),
    'restore',
  )
  await mustBeThere(file)
  const config = readConfig()
  const files = openFiles(filesPlaceOf(config))
  const { head, manifest, brokenHistories } = await onDatabase(config, {}, (connection) =>
    restoreArchive(file, { connection, files, sendsLetters, progress: tellProgress() }),
  )
  if (head.secret && config.hasOwnSecret) keepSecret(config.dataDir, head.secret)
  say(`${file} is restored: ${contentOf(manifest)}. Start Talka.`)
  if (!sendsLetters)
    say(
      'Letters and reminders that waited stand on the desks of who asked for them, to be sent or let go: the original may have ' +
        'sent them. Where it works on beside this one, leave SMTP_URL out of the settings here.',
    )
  for (const { name } of head.offices) {
    const seal = manifest.seals.find(({ office }) => office === name) ?? origin
    if (await hasLater(sealLogIn(config.dataDir, files.forOffice(name).notes, name), seal)) say(laterSentence(name))
  }
  if (!head.secret && config.hasOwnSecret)
    say('Before that set TALKA_SECRET to the one it had: without it the links sent are void.')
  for (const sentence of brokenHistories) say(sentence)
  if (manifest.missingFiles.length > 0) say(missingSentence(manifest.missingFiles))
  return 0
}

/** `talka verify FILE`: proves an archive without any server. */
export async function verify(args: string[]): Promise<number> {
  const file = oneFile(args, 'verify')
  const { head, manifest, brokenHistories } = await verifyArchive(file, tellProgress())
  say(`${file} is whole: ${contentOf(manifest)}, as of ${head.madeAt} by Talka ${head.talka}.`)
  for (const { office, number, hash } of manifest.seals) say(`Last seal of ${office}: ${number}, ${hash}`)
  for (const sentence of brokenHistories) say(sentence)
  if (manifest.missingFiles.length > 0) say(missingSentence(manifest.missingFiles))
  return brokenHistories.length > 0 ? 1 : 0
}

/** `talka move --to DATABASE_URL`: the offices of our own database into an empty one on a server. */
export async function move(args: string[]): Promise<number> {
  const to = targetOf(args)
  const config = readConfig()
  if (config.databaseUrl)
    throw new StartRefused('The offices are on a server already (DATABASE_URL): use talka backup and talka restore.')
  mustNotHaveMoved(config.dataDir)
  const target = connectionFrom(to)
  await mustSuit(target, '--to')
  const passing = join(config.dataDir, `moving-${process.pid}.tar`)
  try {
    const progress = tellProgress()
    const { manifest } = await onDatabase({ ...config, databaseUrl: undefined }, {}, async (connection) => {
      await writeArchive(passing, { connection, files: undefined, talka: version(), secret: null, progress })
      const into = { connection: target, files: undefined, sendsLetters: true, namedBy: '--to', progress }
      return restoreArchive(passing, into).catch((error) => Promise.reject(refusalOf(error, '--to')))
    })
    noteMoved(config.dataDir, target)
    say(`Moved: ${contentOf(manifest)}. The database in ${config.dataDir} was left as it is. Put this into .env:`)
    say(`DATABASE_URL=${to}`)
    if (!config.objectStore) say(`The files stay in ${config.dataDir}: keep TALKA_DATA as it is.`)
    return 0
  } catch (error) {
    throw refusalOf(error)
  } finally {
    await rm(passing, { force: true })
  }
}

async function onDatabase<Result>(
  config: Config,
  { besideRunning = false }: { besideRunning?: boolean },
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const database = await openDatabase({ config, log: createLog('warn'), say: () => {}, besideRunning })
  try {
    return await work(database.connection)
  } catch (error) {
    throw refusalOf(error)
  } finally {
    await database.stop()
  }
}

function version(): string {
  return JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')).version
}

function oneFile(args: string[], command: string): string {
  const [file] = args
  if (!file || args.length > 1 || file.startsWith('-'))
    throw new StartRefused(`Name one file: talka ${command} office.talka.tar.`)
  return file
}

function targetOf(args: string[]): string {
  try {
    const { values } = parseArgs({ args, options: { to: { type: 'string' } } })
    if (values.to && /^postgres(ql)?:$/.test(new URL(values.to).protocol)) return values.to
  } catch {
    // Said below.
  }
  throw new StartRefused('Name the database: talka move --to postgres://user:password@host:5432/talka.')
}

function contentOf({ tables, files }: Pick<Verified['manifest'], 'tables' | 'files'>): string {
  const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0)
  const count = (n: number) => n.toLocaleString('en')
  const kept = `${count(sum(files.map((one) => one.count)))} files of ${count(Math.ceil(sum(files.map((one) => one.bytes)) / 1024 ** 2))} MB`
  return `${count(sum(tables.map((one) => one.rows)))} rows, ${kept}`
}

function missingSentence(missing: Verified['manifest']['missingFiles']): string {
  const [first] = missing
  const example = `${first!.office}/${first!.sha256}`
  return `${missing.length} kept files were not whole in the office (${example} is one): look for them in an older archive.`
}

function laterSentence(office: string): string {
  return (
    `Later seals of the office ${office} are noted here than the archive has (seals.log, or seals/ in the bucket): its history ` +
    'will show as cut off. Move them away with the data they belong to; a copy wants a bucket of its own.'
  )
}

/** One line that is written over on a terminal; a line every ten seconds elsewhere. */
function tellProgress(out = process.stderr): (how: string) => void {
  const everyMs = out.isTTY ? 100 : 10_000
  let toldAt = performance.now()
  if (out.isTTY) process.once('exit', () => out.write('\r\x1b[2K'))
  return (how) => {
    if (performance.now() - toldAt < everyMs) return
    toldAt = performance.now()
    const seen = visibleLine(how)
    out.write(out.isTTY ? `\r\x1b[2K${seen.slice(0, out.columns - 1)}` : `${seen}\n`)
  }
}
