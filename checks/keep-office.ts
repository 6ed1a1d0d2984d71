// npm run keep-office: keeps an office as it stands after the newest migration, for the test that brings each kept one up to date.
import { chmod, mkdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { writeArchive } from '#core/archive-write.ts'
import { openFiles } from '#core/files.ts'
import { fillOffice } from './full-office.ts'
import { nameNow } from './kept-offices.ts'
import { openTestOffice } from './test-office.ts'

const name = nameNow()
const path = join(import.meta.dirname, 'offices', `${name}.tar`)
const home = await openTestOffice()
await fillOffice(home)
await mkdir(dirname(path), { recursive: true })
await rm(path, { force: true })
const files = openFiles({ kind: 'disk', dir: join(home.dir, 'files') })
await writeArchive(path, { connection: home.connection, files, talka: name, secret: null, progress() {} })
await home.close()
// Nothing in it is anybody's.
await chmod(path, 0o644)
const { size } = await stat(path)
console.log(`checks/offices/${name}.tar: ${Math.round(size / 1000)} kB`)
process.exit(0)
