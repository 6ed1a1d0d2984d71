import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const kinds = ['dependencies', 'devDependencies', 'optionalDependencies'] as const
type Manifest = Partial<Record<(typeof kinds)[number], Record<string, string>>>

/** Whether every part is pinned to one version, the lock agrees, and no package may run a program of its own at install. */
export function versionProblems(home: string): string[] {
  const manifest: Manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
  const lock: { packages: Record<string, Manifest & { version?: string }> } = JSON.parse(
    readFileSync(join(home, 'package-lock.json'), 'utf8'),
  )
  const pinned = kinds.flatMap((kind) => Object.entries(manifest[kind] ?? {}))
  const loose = pinned.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
  const locked = kinds.flatMap((kind) => Object.entries(lock.packages['']?.[kind] ?? {}))
  const differing = pinned.filter(([name, version]) => {
    const installed = lock.packages[`node_modules/${name}`]?.version ?? version
    return !locked.some(([other, kept]) => other === name && kept === version) || installed !== version
  })
  return [
    ...loose.map(([name, version]) => `${name}@${version} is not pinned. Write one exact version.`),
    ...differing.map(([name]) => `${name} differs from package-lock.json. Run "npm install" and commit the lock.`),
    ...(/^ignore-scripts=true$/m.test(readFileSync(join(home, '.npmrc'), 'utf8'))
      ? []
      : ['.npmrc lets packages run programs at install. Say ignore-scripts=true.']),
  ]
}
