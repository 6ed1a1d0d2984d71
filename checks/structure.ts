import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isTest } from './sources.ts'

const dutyFiles = [
  'README.md',
  'tables.ts',
  'rules.ts',
  'queries.ts',
  'duty.ts',
  'operations.ts',
  'waiting.ts',
  'jobs.ts',
  'public.ts',
]
const dutyFolders = [
  ['migrations', 'tables', 'operations', 'steps', 'views', 'rules', 'queries', 'words', 'pages'],
  ['jobs', 'reader', 'sample', 'paper'],
].flat()
/** What the office and the desk have beyond a duty's closed list; each has a decision record. */
const more: Record<string, string[]> = {
  office: ['sign-in.ts', 'known-device.ts', 'shapes.ts'],
  desk: ['sentences.ts', 'sources.ts'],
}
const areas = ['core', 'desk', 'doors', 'duties', 'office', 'web']
/** What names the commands, and what the command to start brings along. */
const starts = ['src/main.ts', 'src/start.ts']
const bins = /(^|[-_.])(utils?|helpers?|common|misc|services?|repositor(y|ies)|dtos?|managers?)$/i

/** Whether every file lies where the house says (ARCHITECTURE: the closed list of names). Each problem says its remedy. */
export function structureProblems(home: string): string[] {
  const paths = globSync('{src,checks,bin}/**/*', { cwd: home, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(home.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((path) => !path.includes('node_modules/'))
    .sort()
  return paths.flatMap((path) => [...nameProblems(path), ...placeProblems(path), ...sizeProblems(home, path)])
}

function nameProblems(path: string): string[] {
  const problems: string[] = []
  const bin = path.split('/').find((part) => bins.test(part.replace(/(\.test)?\.\w+$/, '')))
  if (bin) problems.push(`${path}: "${bin}" says nothing. Name it after what is in it, in the desk's own words.`)
  if (/\/index\.tsx?$/.test(path) && path !== 'src/duties/index.ts')
    problems.push(`${path}: barrels hide where things are. Remove it and import the files themselves.`)
  return problems
}

function placeProblems(path: string): string[] {
  const [top, area, ...rest] = path.split('/') as [string, string, ...string[]]
  if (top !== 'src' || starts.includes(path)) return []
  if (!areas.includes(area))
    return [`${path}: src has only main.ts, start.ts, ${areas.join(', ')}. Move it into one of them.`]
  if (area === 'duties') return path === 'src/duties/index.ts' ? [] : dutyProblems(path, rest.slice(1), [])
  if (area === 'office' || area === 'desk') return dutyProblems(path, rest, more[area]!)
  return folderProblems(path, rest)
}

function dutyProblems(path: string, inside: string[], extra: string[]): string[] {
  const [first, ...rest] = inside
  if (first === undefined) {
    if (/^src\/duties\/uploads\.ts$/.test(path)) return []
    return [`${path}: a duty is a folder of its own. Move it into src/duties/<duty>/.`]
  }
  if (rest.length > 0 && !dutyFolders.includes(first))
    return [
      `${path}: a duty has no folder "${first}", only ${dutyFolders.join(', ')}. Move it, or write a decision record.`,
    ]
  if (rest.length > 0) return folderProblems(path, inside)
  if (isTest(first) || [...dutyFiles, ...extra].includes(first)) return []
  return [
    `${path}: a duty has no file "${first}". Put it in rules/, queries/, views/, steps/, operations/ or another of its folders (${dutyFolders.join(', ')}), or write a decision record.`,
  ]
}

function folderProblems(path: string, inside: string[]): string[] {
  const name = inside.at(-1)!
  if (inside[0] === 'migrations' && !/^\d{8}-[a-z0-9-]+\.sql$/.test(name))
    return [`${path}: a migration is called like 20261123-reports.sql. Rename it.`]
  if (
    inside[0] === 'words' &&
    !path.startsWith('src/web/') &&
    !/^((frame\.|server\.|chart\.)?[a-z]{2}|former)\.json$/.test(name)
  )
    return [
      `${path}: words/ holds a language a file: en.json, frame.en.json, server.en.json, chart.en.json; and former.json. Move it away.`,
    ]
  return []
}

function sizeProblems(home: string, path: string): string[] {
  const limit = limitOf(path)
  if (!limit || isTest(path)) return []
  const lines = readFileSync(join(home, path), 'utf8').trimEnd().split('\n').length
  return lines > limit.lines ? [`${path}: ${lines} lines, at most ${limit.lines}. ${limit.remedy}`] : []
}

function limitOf(path: string): { lines: number; remedy: string } | undefined {
  if (starts.includes(path)) return { lines: 60, remedy: 'Move what is more than starting into core or doors.' }
  if (/^src\/duties\/[^/]+\/README\.md$/.test(path))
    return { lines: 25, remedy: 'Keep what the duty is, its states and whence its rules come.' }
  if (/\/operations\.ts$/.test(path)) return { lines: 250, remedy: 'Split it into operations/submit.ts and so on.' }
  return undefined
}
