import assert from 'node:assert/strict'
import { test } from 'node:test'
import { missingFrom, notSaid } from './missing.ts'

const of = (teamId: string, id: string, isIn: boolean) => ({ id, name: id, teamId, teamName: teamId, isIn })

test('a team of which nobody is in is named as a team, a single person by name', () => {
  const missing = missingFrom([of('north', 'ruta', true), of('north', 'jonas', false), of('south', 'ieva', false)])
  assert.deepEqual(missing, {
    teams: [{ id: 'south', name: 'south' }],
    people: [{ id: 'jonas', name: 'jonas', teamName: 'north' }],
  })
})

test('whoever was not shown as missing is named, whoever was is not', () => {
  const missing = missingFrom([of('north', 'ruta', true), of('north', 'jonas', false), of('south', 'ieva', false)])
  assert.deepEqual(notSaid(missing, ['south']), ['jonas'])
  assert.deepEqual(notSaid(missing, ['south', 'jonas', 'somebody who has come meanwhile']), [])
})
