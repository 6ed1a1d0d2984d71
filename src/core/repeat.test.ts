import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { heardLog } from '#checks/heard-log.ts'
import { repeat } from './repeat.ts'

test('a round that throws is logged, and the next one comes', async () => {
  const { log, heard } = heardLog()
  let rounds = 0
  const third = Promise.withResolvers<void>()
  const stop = repeat({ everyMs: 1, what: 'counting', log }, () => {
    rounds += 1
    if (rounds === 1) throw new Error('at once')
    if (rounds === 2) return Promise.reject(new Error('later'))
    return third.resolve()
  })
  await third.promise
  await stop()
  assert.deepEqual(
    heard.map(({ msg, err }) => [msg, err?.message]),
    [
      ['failed: counting', 'at once'],
      ['failed: counting', 'later'],
    ],
  )
})

test('rounds never overlap, and stopping waits for the one under way', async () => {
  const { log } = heardLog()
  const [begun, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let rounds = 0
  const stop = repeat({ everyMs: 1, what: 'waiting', log }, async () => {
    rounds += 1
    begun.resolve()
    await gate.promise
  })
  await begun.promise
  const stopped = stop()
  gate.resolve()
  await stopped
  assert.equal(rounds, 1)
})

/** What a program says that lives on after `trouble`, with its output to `out`. */
async function programAfter(trouble: string, out: 'pipe' | number = 'pipe') {
  const script = `
    import { createLog, outliveBugs } from '#core/log.ts'
    outliveBugs(createLog('info'))
    ${trouble}
    setTimeout(() => console.error('still here'), 50)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', out, 'pipe'] })
  let said = ''
  let complained = ''
  child.stdout?.on('data', (piece) => (said += piece))
  child.stderr!.on('data', (piece) => (complained += piece))
  const [code] = await once(child, 'close')
  return { code, said, complained }
}

test('an error that nobody caught is logged as a bug and does not end the program', async () => {
  const { code, said, complained } = await programAfter(`
    Promise.reject(new Error('nobody awaits'))
    setTimeout(() => { throw new Error('nobody catches') }, 1)`)
  assert.deepEqual([code, complained], [0, 'still here\n'])
  const entries = said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  assert.deepEqual(
    entries.map(({ level, err, origin }) => [level, err.message, origin]),
    [
      [50, 'nobody awaits', 'unhandledRejection'],
      [50, 'nobody catches', 'uncaughtException'],
    ],
  )
})

test('a log that cannot be written neither ends nor halts the program', {
  skip: process.platform !== 'linux',
}, async () => {
  const { openSync, closeSync } = await import('node:fs')
  const full = openSync('/dev/full', 'w')
  const { code, complained } = await programAfter(`Promise.reject(new Error('nobody awaits'))`, full)
  closeSync(full)
  assert.deepEqual([code, complained], [0, 'still here\n'])
})
