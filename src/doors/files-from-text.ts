import type { FieldSchema } from './operations-of.ts'

/** Where a door knows only JSON, a file field takes base64 text; it becomes the File the operation expects. */
export function filesFromText(schema: FieldSchema, input: Record<string, unknown>): Record<string, unknown> {
  const fields = Object.entries(schema.properties ?? {}).filter(([, field]) => field.contentEncoding === 'base64')
  const files = fields
    .filter(([name]) => typeof input[name] === 'string')
    .map(([name]) => [name, new File([Buffer.from(input[name] as string, 'base64')], name)] as const)
  return files.length > 0 ? { ...input, ...Object.fromEntries(files) } : input
}
