import type { AnyRouter } from '@orpc/server'
import { type Operation, operationsOf } from './operations-of.ts'

/** What stands at one REST address, by method. */
export type Standing = ReadonlyMap<string, Operation>

/** Finds the operations at a path below `/api`. Where one address names a part and another takes any, it is the first's alone. */
export function addressBook(duties: AnyRouter): (path: string) => Standing {
  const byAddress = Map.groupBy(operationsOf(duties), ({ restPath }) => restPath.replace(/\{\w+\}/g, '{}'))
  const addresses = [...byAddress.values()]
    .sort(([one], [other]) => paramsOf(one!).length - paramsOf(other!).length)
    .map((operations) => ({
      pattern: patternOf(operations[0]!.restPath),
      standing: new Map(operations.map((operation) => [operation.method, operation])),
    }))
  return (path) => addresses.find(({ pattern }) => pattern.test(path))?.standing ?? new Map()
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
