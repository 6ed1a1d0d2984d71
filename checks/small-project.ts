import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** What a check says of a project that consists of these files alone. */
export function problemsIn(files: Record<string, string>, check: (home: string) => string[]): string[] {
  const home = mkdtempSync(join(tmpdir(), 'talka-check-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(home, path)), { recursive: true })
      writeFileSync(join(home, path), text)
    }
    return check(home)
  } finally {
    rmSync(home, { recursive: true })
  }
}
