// npm run drill:keeping: the drill of backup, restore and move on an office of many receipts.
import { spawn } from 'node:child_process'
import { join } from 'node:path'

const drill = join(import.meta.dirname, 'drills/keeping.test.ts')
const env = { TALKA_DRILL_RECEIPTS: '1000', ...process.env }
spawn(process.execPath, [...process.execArgv, '--test', drill], { stdio: 'inherit', env }).on('exit', (code) => {
  process.exitCode = code ?? 1
})
