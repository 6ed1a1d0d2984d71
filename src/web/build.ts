import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const home = join(import.meta.dirname, '../..')
const stampName = '.stamp'
const inputs = [
  'src/web/**/*.{ts,tsx,css,html,js,svg,json,webmanifest}',
  'src/{office,desk,duties/*}/pages/**/*.{ts,tsx,css}',
  'src/{core,office,desk,duties/*}/words/*.json',
  'src/{core,office,desk,duties/*}/*.ts',
  'src/{office,desk,duties/*}/rules/**/*.ts',
  'vite.config.ts',
  'package-lock.json',
]

/** Where the built web app lies. */
export const webFolder = join(home, 'dist/web')

/** True when there is no built web app, or the sources it was made from have changed since. */
export function webIsStale(): boolean {
  const stamp = join(webFolder, stampName)
  return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== sourceHash()
}

/**
 * Builds the web app beside the old one and then changes them over, so a start that is interrupted leaves a whole one.
 * Assets get `.br` and `.gz` companions. Throws with the builder's own message when a page does not compile, or when aborted.
 */
export async function buildWeb(signal?: AbortSignal): Promise<void> {
  const hash = sourceHash()
  const fresh = `${webFolder}.${process.pid}`
  mkdirSync(join(home, 'dist'), { recursive: true })
  try {
    await runVite(fresh, signal)
    await compressAssets(fresh)
    writeFileSync(join(fresh, stampName), hash)
    rmSync(webFolder, { recursive: true, force: true })
    renameSync(fresh, webFolder)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

function runVite(out: string, signal: AbortSignal | undefined): Promise<void> {
  const vite = join(home, 'node_modules/vite/bin/vite.js')
  const env = { ...process.env, TALKA_WEB_OUT: out, NODE_ENV: 'production' }
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'error'], { cwd: home, env, signal })
  let said = ''
  child.stdout.on('data', (chunk) => (said += chunk))
  child.stderr.on('data', (chunk) => (said += chunk))
  return new Promise((done, fail) => {
    child.on('error', fail)
    child.on('close', (code) => (code === 0 ? done() : fail(new Error(`The web app could not be built.\n${said}`))))
  })
}

async function compressAssets(folder: string): Promise<void> {
  for (const name of readdirSync(join(folder, 'assets'))) {
    if (!/\.(js|css|svg)$/.test(name)) continue
    const file = join(folder, 'assets', name)
    const bytes = readFileSync(file)
    writeFileSync(`${file}.gz`, await promisify(gzip)(bytes))
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9 }
    writeFileSync(`${file}.br`, await promisify(brotliCompress)(bytes, { params }))
  }
}

function sourceHash(): string {
  const hash = createHash('sha256')
  for (const file of globSync(inputs, { cwd: home }).sort()) {
    if (/\.test\.tsx?$/.test(file)) continue
    hash.update(`${file}\n`).update(readFileSync(join(home, file)))
  }
  return hash.digest('hex')
}
