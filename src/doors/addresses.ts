import type { AnyRouter } from '@orpc/server'
import { type Operation, operationsOf } from './operations-of.ts'

/** What stands at one REST address, by method. */
export type Standing = ReadonlyMap<string, Operation>

/** Finds the operations at a path below `/api`; a path that names its last part goes before one that takes any. */
export function addressBook(duties: AnyRouter): (path: string) => Standing {
  const addresses = operationsOf(duties)
    .map((operation) => ({ operation, pattern: patternOf(operation.restPath) }))
    .sort((one, other) => paramsOf(one.operation).length - paramsOf(other.operation).length)
  return (path) => {
    const standing = new Map<string, Operation>()
    for (const { operation, pattern } of addresses)
      if (pattern.test(path) && !standing.has(operation.method)) standing.set(operation.method, operation)
    return standing
  }
}

/** The names in braces of an operation's address, in order. */
export function paramsOf({ restPath }: Pick<Operation, 'restPath'>): string[] {
  return [...restPath.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
}

/** The methods that an address answers, as `Allow` lists them. */
export function allowed(standing: Standing): string {
  const methods = [...standing.keys()]
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
}

function patternOf(restPath: string): RegExp {
  const parts = restPath.split(/\{\w+\}/).map(RegExp.escape)
  return new RegExp(`^${parts.join('[^/]+')}/?$`)
}
