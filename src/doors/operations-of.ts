import { type AnyRouter, call, traverseContractProcedures } from '@orpc/server'
import type * as z from 'zod'
import type { Call } from '#core/call.ts'
import { isInOwnName } from '#core/duty.ts'
import type { OperationMeta, Right } from '#core/rights.ts'
import { type FieldSchema, jsonSchemaOf } from './json-schema.ts'

/** One operation, as every door shows it. */
export interface Operation {
  /** `expenses.submit` */
  name: string
  path: readonly string[]
  /** Of several any one is enough. */
  right: Right | readonly Right[]
  changes: boolean
  /** No click undoes it: it binds, cuts off or takes away. */
  destructive: boolean
  /** The same call again changes nothing more. */
  idempotent: boolean
  /** Only for whoever is signed in himself, not by a key. */
  inPerson: boolean
  /** Not in another's name. */
  ownName: boolean
  /** By a key only where its right was chosen for that key. */
  onlyChosen: boolean
  summary: string
  method: string
  /** REST path below `/api`, with `{id}`. */
  restPath: string
  input: FieldSchema
  /** JSON schema of its answer, made when it is asked for. */
  output(): FieldSchema
  run(input: unknown, context: Call): Promise<unknown>
}

interface Born {
  meta: OperationMeta
  route: { summary?: string; method?: string; path?: string }
  inputSchema?: z.ZodType
  outputSchema?: z.ZodType
}

/** All operations of the duties, in the order of the list. */
export function operationsOf(router: AnyRouter): Operation[] {
  const found: Operation[] = []
  traverseContractProcedures({ router, path: [] }, ({ contract, path }) => {
    const { meta, route, inputSchema, outputSchema } = contract['~orpc'] as unknown as Born
    found.push({
      name: path.join('.'),
      path,
      right: meta.right ?? 'member',
      changes: meta.changes ?? true,
      destructive: meta.destructive ?? false,
      idempotent: meta.idempotent ?? false,
      inPerson: meta.inPerson ?? false,
      ownName: isInOwnName(meta),
      onlyChosen: meta.onlyChosen ?? false,
      summary: route.summary ?? '',
      method: route.method ?? 'POST',
      restPath: route.path ?? `/${path.join('/')}`,
      input: inputSchema ? jsonSchemaOf(inputSchema, 'input') : { type: 'object', properties: {} },
      output: () => (outputSchema ? jsonSchemaOf(outputSchema, 'output') : {}),
      run: (input, context) => call(contract as never, input as never, { context, path } as never),
    })
  })
  return found
}
