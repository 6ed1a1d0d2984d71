import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'

const styles = join(dirname(createRequire(import.meta.url).resolve('@mantine/core/styles.css')), 'styles')
const classNames = /@mantine\/core\/esm\/.*\/(\w+)\.module\.mjs$/

/** Brings along the css of exactly those Mantine parts the bundle uses, so that no page has to name its styles. */
export function mantineStyles(): Plugin {
  return {
    name: 'mantine-styles',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      const part = classNames.exec(id.split('?')[0]!)?.[1]
      if (!part || !existsSync(join(styles, `${part}.layer.css`))) return null
      return { code: `import '@mantine/core/styles/${part}.layer.css';\n${code}`, map: null }
    },
  }
}
