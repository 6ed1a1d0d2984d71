import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { isDatabaseAway } from './database-away.ts'

const coded = (code: string, more = {}) => Object.assign(new Error('x'), { code, ...more })
const stated = (code: string) => Object.assign(new pg.DatabaseError('Connection terminated', 1, 'error'), { code })

test('a database that starts, stops, is full or cannot be reached is away; a wrong statement or file is not', () => {
  const away = [
    ...['57P01', '57P02', '57P03', '08006', '08P01', '53300'].map(stated),
    ...['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN', 'EPIPE'].map((code) =>
      coded(code),
    ),
    coded('ENOENT', { syscall: 'connect' }),
    new Error('Connection terminated unexpectedly'),
    new Error('timeout exceeded when trying to connect'),
    new Error('reading failed', { cause: coded('ECONNREFUSED') }),
    new AggregateError([coded('EPERM'), coded('ECONNREFUSED')]),
  ]
  for (const error of away) assert.ok(isDatabaseAway(error), String((error as { code?: string }).code ?? error))
  const here = [stated('23505'), stated('57014'), coded('ENOENT', { syscall: 'open' }), new Error('x'), 'x', null]
  for (const error of here) assert.ok(!isDatabaseAway(error), String(error))
})
