import { type AnyRouter, call, traverseContractProcedures } from '@orpc/server'
import * as z from 'zod'
import type { Right } from '#core/actor.ts'
import type { Call, OperationMeta } from '#core/operation.ts'

/** JSON schema of one input, as far as the doors look into it. */
export interface FieldSchema {
  type?: string | string[]
  properties?: Record<string, FieldSchema>
  required?: string[]
  items?: FieldSchema
  enum?: unknown[]
  const?: unknown
  anyOf?: FieldSchema[]
  oneOf?: FieldSchema[]
  allOf?: FieldSchema[]
  format?: string
  description?: string
  default?: unknown
  [keyword: string]: unknown
}

/** One operation, as every door shows it. */
export interface Operation {
  /** `expenses.submit` */
  name: string
  path: readonly string[]
  right: Right
  changes: boolean
  summary: string
  method: string
  /** REST path below `/api`, with `{id}`. */
  restPath: string
  input: FieldSchema
  run(input: unknown, context: Call): Promise<unknown>
}

interface Born {
  meta: OperationMeta
  route: { summary?: string; method?: string; path?: string }
  inputSchema?: z.ZodType
}

/** All operations of the duties, in the order of the list. */
export function operationsOf(router: AnyRouter): Operation[] {
  const found: Operation[] = []
  traverseContractProcedures({ router, path: [] }, ({ contract, path }) => {
    const { meta, route, inputSchema } = contract['~orpc'] as unknown as Born
    found.push({
      name: path.join('.'),
      path,
      right: meta.right ?? 'member',
      changes: meta.changes ?? true,
      summary: route.summary ?? '',
      method: route.method ?? 'POST',
      restPath: route.path ?? `/${path.join('/')}`,
      input: inputSchemaOf(inputSchema),
      run: (input, context) => call(contract as never, input as never, { context, path } as never),
    })
  })
  return found
}

function inputSchemaOf(schema: z.ZodType | undefined): FieldSchema {
  if (!schema) return { type: 'object', properties: {} }
  const { $schema, ...json } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', override: showFiles })
  return json as FieldSchema
}

// A file reaches the doors without multipart as base64 text.
function showFiles({
  zodSchema,
  jsonSchema,
}: {
  zodSchema: z.core.$ZodTypes
  jsonSchema: z.core.JSONSchema.BaseSchema
}) {
  if (zodSchema._zod.def.type === 'file') Object.assign(jsonSchema, { type: 'string', contentEncoding: 'base64' })
}
