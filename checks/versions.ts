import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { kinds, type Manifest, manifestsIn } from './manifests.ts'

interface Lock {
  packages: Record<string, Manifest & { version?: string }>
}

/** Whether every part is pinned to one version, the lock agrees, and no package may run a program of its own at install. */
export function versionProblems(home: string): string[] {
  const { packages } = JSON.parse(readFileSync(join(home, 'package-lock.json'), 'utf8')) as Lock
  const pinned = manifestsIn(home).flatMap(([at, manifest]) =>
    kinds.flatMap((kind) =>
      Object.entries(manifest[kind] ?? {}).map(([name, version]) => {
        const nested = packages[`${at}/node_modules/${name}`] ?? packages[`node_modules/${name}`]
        return { name, version, kept: packages[at]?.[kind]?.[name], installed: nested?.version ?? version }
      }),
    ),
  )
  const loose = pinned.filter(({ version }) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
  const differing = pinned.filter(({ version, kept, installed }) => kept !== version || installed !== version)
  return [
    ...loose.map(({ name, version }) => `${name}@${version} is not pinned. Write one exact version.`),
    ...differing.map(({ name }) => `${name} differs from package-lock.json. Run "npm install" and commit the lock.`),
    ...(/^ignore-scripts=true$/m.test(readFileSync(join(home, '.npmrc'), 'utf8'))
      ? []
      : ['.npmrc lets packages run programs at install. Say ignore-scripts=true.']),
  ]
}
