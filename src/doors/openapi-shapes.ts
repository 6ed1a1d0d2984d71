import type { FieldSchema } from './json-schema.ts'

type Node = FieldSchema & { title?: string }

/** A value of one plain type or null is said by its types, not by a choice. */
function withNull(schema: Node): Node {
  const [one, none, ...more] = schema.anyOf ?? []
  if (!one || none?.type !== 'null' || more.length > 0 || typeof one.type !== 'string') return schema
  if (one.enum || one.const !== undefined || one.title) return schema
  const { anyOf: _, ...rest } = schema
  return { ...one, ...rest, type: [one.type, 'null'] }
}

/**
 * The document with every shape that has a title (`meta({ title })`) standing once under that name, and a reference to it
 * wherever it is taken or answered; a place that says something else of it says so beside the reference.
 * @throws when two shapes have one title and are not alike
 */
export function namedOnce<Part>(part: Part): { part: Part; schemas: Record<string, FieldSchema> } {
  const found = new Map<string, { text: string; says: Map<string, number> }>()
  const inside = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(inside)
    if (typeof node !== 'object' || node === null) return node
    const made = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, inside(value)])) as Node
    const { title, description, ...shape } = withNull(made)
    if (typeof title !== 'string' || !isSchema(shape)) return withNull(made)
    const text = JSON.stringify(shape)
    const one = found.get(title) ?? { text, says: new Map() }
    if (one.text !== text) throw new Error(`two shapes are called ${title}: ${one.text} and ${text}`)
    one.says.set(description ?? '', (one.says.get(description ?? '') ?? 0) + 1)
    found.set(title, one)
    return { $ref: `#/components/schemas/${title}`, ...(description === undefined ? {} : { description }) }
  }
  const withRefs = inside(part)
  const schemas: Record<string, FieldSchema> = {}
  for (const [title, { text, says }] of [...found].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [description] = [...says].sort(([, a], [, b]) => b - a)[0]!
    schemas[title] = { ...(description && { description }), ...JSON.parse(text) }
  }
  return { part: saidOnce(withRefs, schemas) as Part, schemas: saidOnce(schemas, schemas) as typeof schemas }
}

function isSchema(node: FieldSchema): boolean {
  return Boolean(node.type ?? node.anyOf ?? node.oneOf ?? node.allOf ?? node.enum)
}

/** References without the words that stand with the shape itself. */
function saidOnce(node: unknown, schemas: Record<string, FieldSchema>): unknown {
  if (Array.isArray(node)) return node.map((one) => saidOnce(one, schemas))
  if (typeof node !== 'object' || node === null) return node
  const { $ref, description } = node as { $ref?: string; description?: string }
  const named = $ref && schemas[$ref.replace('#/components/schemas/', '')]
  if (named && named.description === description) return { $ref }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, saidOnce(value, schemas)]))
}
