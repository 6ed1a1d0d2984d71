// npm run check: what can be told without running the product. Each line a check and its time; each problem its remedy.
// With `-- --write` it mends what can be mended by itself: format, order of imports, docs/openapi.json, the office kept for upgrades,
// the list of what is too large still.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runUnderNode } from '../bin/node.mjs'

const home = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')
// What was found of files that have not changed since: the second run takes two seconds instead of twenty.
const typesSeen = join(home, 'node_modules', '.cache', 'types.json')
const checking = [
  'structure',
  'sizes',
  'imports',
  'names',
  'locks',
  'minor-units',
  'send-buttons',
  'css-classes',
  'words',
  'versions',
  'openapi',
  'own-tests',
  'exports',
  'kept-offices',
  'interface/rules',
]
const write = process.argv.includes('--write')
if (!('Temporal' in globalThis)) runUnderNode(fileURLToPath(import.meta.url), process.argv.slice(2))
else process.exitCode = await main()

async function main() {
  process.chdir(home)
  const [
    structure,
    sizes,
    imports,
    names,
    locks,
    minorUnits,
    sendButtons,
    cssClasses,
    words,
    versions,
    openapi,
    ownTests,
    exports,
    kept,
    rules,
  ] = await Promise.all(checking.map((name) => import(`./${name}.ts`)))
  const checks = [
    [
      'types',
      () =>
        program('typescript/bin/tsc', '-p', '.', '--pretty', 'false', '--incremental', '--tsBuildInfoFile', typesSeen),
    ],
    [
      'lint and format',
      () => program('@biomejs/biome/bin/biome', 'check', ...(write ? ['--write'] : []), '--error-on-warnings'),
    ],
    ['structure', () => structure.structureProblems(home)],
    ['sizes', () => sizes.sizeProblems(home, write)],
    ['imports', () => imports.importProblems(home)],
    ['names', () => names.nameProblems(home)],
    ['locks', () => locks.lockProblems(home)],
    ['minor units', () => minorUnits.minorUnitProblems(home)],
    ['buttons that send', () => sendButtons.sendButtonProblems(home)],
    ['classes of CSS', () => cssClasses.cssClassProblems(home)],
    ['words', () => words.wordProblems(home)],
    ['versions', () => versions.versionProblems(home)],
    ['exports and packages', () => [...exports.exportProblems(home), ...exports.packageProblems(home)]],
    ['tests of changes', async () => ownTests.ownTestProblems(home, await ownTests.changesNow())],
    ['kept office', () => kept.keptOfficeProblems(home, write)],
    ['openapi.json', async () => openapi.openApiProblems(home, await openapi.openApiNow(), write)],
    ['rules of OpenAPI', async () => rules.openApiRuleProblems(await openapi.openApiNow())],
  ]
  let isGood = true
  for (const [name, check] of checks) isGood = (await reported(name, check)) && isGood
  console.log(isGood ? 'All is well.' : 'Mend the above; each line says how.')
  return isGood ? 0 : 1
}

async function reported(name, check) {
  const started = performance.now()
  const problems = await Promise.try(check).catch((error) => [`could not be checked: ${error.stack ?? error}`])
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${problems.length === 0 ? '✔' : '✖'} ${name} (${seconds} s)`)
  for (const problem of problems) console.log(`  ${problem.replaceAll('\n', '\n  ')}`)
  return problems.length === 0
}

/** Runs one of the packages' programs; what it prints when it fails is the problem. */
function program(path, ...args) {
  const child = spawn(process.execPath, [join(home, 'node_modules', path), ...args])
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  return new Promise((done, fail) => {
    child.on('error', fail)
    child.on('close', (code) => done(code === 0 ? [] : [said.trim() || `${path} ended with ${code}`]))
  })
}
