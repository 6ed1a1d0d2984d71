import { type Import, importsOf, isTest, type Source, sourcesOf, specifiersOf } from './sources.ts'

/** Where a file stands: its area, the duty in `duties/x`, its layer inside (`rules`, `queries`, `pages` …), and whether in a folder of that name. */
interface Place {
  area: string
  layer: string
  inFolder: boolean
}

/** Whether imports point one way (ARCHITECTURE §1), make no circle, and keep named parts behind their seam. */
export function importProblems(home: string): string[] {
  const sources = sourcesOf(home).filter(({ path }) => path.startsWith('src/') && !isTest(path))
  return [...sources.flatMap(directionProblems), ...sources.flatMap(seamProblems), ...cycleProblems(sources)]
}

function directionProblems(source: Source): string[] {
  if (source.path === 'src/main.ts' || source.path === 'src/start.ts') return []
  const from = placeOf(source.path)
  return importsOf(source).flatMap((one) => {
    const remedy = refusal(from, placeOf(one.to), one)
    return remedy ? [`${source.path} imports ${one.to}: ${remedy}`] : []
  })
}

function placeOf(path: string): Place {
  const [top, area, ...rest] = path.split('/')
  if (top !== 'src') return { area: 'checks', layer: '', inFolder: false }
  const inside = area === 'duties' ? rest.slice(1) : rest
  const name = area === 'duties' ? (rest.length > 1 ? `duties/${rest[0]}` : 'duties') : (area ?? '')
  return { area: name, layer: (inside[0] ?? '').replace(/\.tsx?$/, ''), inFolder: inside.length > 1 }
}

const dutyLike = ({ area }: Place) => area.startsWith('duties/') || area === 'office' || area === 'desk'

function refusal(from: Place, to: Place, one: Import): string | undefined {
  if (to.area === 'checks') return 'the product does not need its tests. Move what it needs into src.'
  if (dutyLike(from)) return from.area === to.area ? roomRefusal(from, to, one) : outwardRefusal(from, to, one)
  if (from.area === to.area || to.area === 'core') return undefined
  if (from.area === 'core') return 'core knows nobody above it. Let the caller hand it in.'
  if (from.area === 'doors') {
    if (to.area === 'duties' || to.layer === 'public') return undefined
    return 'doors name no duty. Take it from the list of duties, or have main hand it in.'
  }
  if (from.area === 'web') {
    if (one.typeOnly && to.area === 'duties') return undefined
    return 'the web shell could ship in another product. Call an operation, or register a page in routes.tsx.'
  }
  if (from.area === 'duties') return undefined
  return 'this direction is not in ARCHITECTURE §1.'
}

// Operations use steps, steps use views, views use queries; never the other way.
const above: Record<string, string[]> = {
  steps: ['operations', 'jobs', 'public', 'duty', 'waiting'],
  views: ['operations', 'steps', 'jobs', 'public', 'duty', 'waiting'],
}

function roomRefusal(from: Place, to: Place, one: Import): string | undefined {
  if (to.layer === 'operations' && to.inFolder) {
    if (from.layer === 'operations' && from.inFolder)
      return 'an operation knows no other one. Move what both need into steps/, or into views/ if it is put together to be read.'
    if (from.layer !== 'operations' && from.layer !== 'duty' && !(from.layer === 'pages' && one.typeOnly))
      return 'only operations.ts, the list, knows the files of operations. Move what you need into steps/, or into views/ if it is put together to be read.'
  }
  if (above[from.layer]?.includes(to.layer))
    return from.layer === 'steps'
      ? 'steps stand below operations and jobs. Move what both need into steps/, views/ or queries/.'
      : 'views stand below steps and operations, and change nothing. Move what both need into views/ or queries/.'
  return withinRefusal(from.layer, to.layer, one)
}

function withinRefusal(from: string, to: string, one: Import): string | undefined {
  if (from === to) return undefined
  if (from === 'pages') {
    if (to === 'rules' || to === 'words' || one.typeOnly) return undefined
    return 'pages call operations through web/client and take only rules and types. Use the client, or import type.'
  }
  if (to === 'pages') return 'nothing on the server knows a page. Move what both need into rules/.'
  if (from === 'rules' && !one.typeOnly && to !== 'shapes')
    return 'rules are pure. Hand the values in, or import only the type.'
  if (from === 'tables' && !one.typeOnly) return 'row types stand alone. Import only the type.'
  if (from === 'queries' && !one.typeOnly && !['tables', 'rules', 'shapes'].includes(to))
    return 'queries know tables and core only. Let a view or the operation combine them.'
  if (from === 'public' && to === 'operations' && !one.typeOnly)
    return 'other duties use steps, views, queries and rules through public.ts, not operations. Move what they need into steps/ or views/.'
  return undefined
}

function outwardRefusal(from: Place, to: Place, one: Import): string | undefined {
  if (to.area === 'core') return coreRefusal(from, one)
  if (to.area === 'web') {
    if (from.layer === 'pages') return undefined
    return 'nothing on the server knows the web. Move what both need into rules/ or core.'
  }
  if (from.layer === 'pages' && one.typeOnly && to.area === 'duties') return undefined
  if (to.area === 'doors' || to.area === 'duties') return 'operations do not know who calls them. Hand it in from main.'
  if (to.layer === 'public' && from.layer !== 'pages') return undefined
  if (from.area === 'desk' && to.layer === 'waiting') return undefined
  if (from.layer === 'sample' && to.layer === 'sample') return undefined
  if (from.layer === 'pages' && one.typeOnly) return undefined
  return `another duty is reached through its public.ts only. Export what you need there.`
}

// What may not be had in a rule, since a rule is the same at every hour and in every browser.
const impure = /^src\/core\/(database|clock|jobs|files|mail|offices|operation|transaction)\.ts$/

function coreRefusal(from: Place, one: Import): string | undefined {
  if (from.layer !== 'rules' || one.typeOnly || !impure.test(one.to)) return undefined
  return 'rules have no database and no clock. Hand the values in.'
}

// The operation seam in its parts: what defines, refuses and translates on one side, what calls on the other.
const orpcHomes = /^src\/(core\/(operation|refusal|translate-errors)\.ts|doors\/|web\/(client|change)\.ts)/

function seamProblems(source: Source): string[] {
  const names = specifiersOf(source)
  const orpc = orpcHomes.test(source.path) ? undefined : names.find(({ name }) => name.startsWith('@orpc/'))
  const inRule = dutyLike(placeOf(source.path)) && placeOf(source.path).layer === 'rules'
  const outside = inRule
    ? names.find(({ name }) => name.startsWith('node:') || name === 'pg' || name === 'kysely')
    : undefined
  return [
    orpc &&
      `${source.path} imports ${orpc.name}: oRPC stays behind the operation seam (core/operation.ts, doors/, web/client.ts). Use those.`,
    outside &&
      `${source.path} imports ${outside.name}: the browser may import rules too. Move it into queries/ or operations/.`,
  ].filter((problem) => problem !== undefined)
}

function cycleProblems(sources: Source[]): string[] {
  const ahead = new Map(
    sources.map((source) => [source.path, importsOf(source).flatMap(({ to, dynamic }) => (dynamic ? [] : [to]))]),
  )
  const done = new Set<string>()
  const problems: string[] = []
  const visit = (path: string, trail: string[]) => {
    const at = trail.indexOf(path)
    if (at >= 0) {
      const circle = [...trail.slice(at), path].join(' → ')
      problems.push(
        `${circle}: these import each other in a circle, be it for a type. Move what they share into a file both import.`,
      )
    }
    if (at >= 0 || done.has(path)) return
    for (const next of ahead.get(path) ?? []) visit(next, [...trail, path])
    done.add(path)
  }
  for (const path of ahead.keys()) visit(path, [])
  return problems
}
