import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zones } from './zones.ts'

test('the time zone proposed for a country is one that there is', () => {
  for (const timeZone of Object.values(zones)) new Intl.DateTimeFormat('en', { timeZone })
  const { LT, PL, FI } = zones
  assert.deepEqual([LT, PL, FI], ['Europe/Vilnius', 'Europe/Warsaw', 'Europe/Helsinki'])
})
