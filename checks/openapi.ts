import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { textOf } from '#doors/openapi-text.ts'

/** Whether `docs/openapi.json` says what the operations say now. With `write` it is written afresh. */
export function openApiProblems(home: string, made: unknown, write = false): string[] {
  const file = join(home, 'docs', 'openapi.json')
  const text = textOf(made)
  if (write) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return []
  return [
    'docs/openapi.json does not say what the operations say. Run "npm run check -- --write" and look at the change.',
  ]
}

/** The document as the doors serve it. */
export async function openApiNow(): Promise<unknown> {
  const { openApiDocument } = await import('#doors/openapi.ts')
  const { duties } = await import('#duties/index.ts')
  return openApiDocument(duties)
}
