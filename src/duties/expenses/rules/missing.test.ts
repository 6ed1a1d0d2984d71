import assert from 'node:assert/strict'
import { test } from 'node:test'
import { missingFrom, notSaid } from './missing.ts'

const of = (teamId: string, id: string, isIn: boolean) => ({
  id,
  name: id,
  teamId,
  teamName: teamId,
  isIn,
  isClosed: false,
})

test('a team of which nobody is in is named as a team, a single person by name', () => {
  const missing = missingFrom([of('north', 'ruta', true), of('north', 'jonas', false), of('south', 'ieva', false)])
  assert.deepEqual(missing, {
    teams: [{ id: 'south', name: 'south' }],
    people: [{ id: 'jonas', name: 'jonas', teamName: 'north' }],
  })
})

test('of a team closed since each is named himself: it has nobody who could hand over for all', () => {
  const [gone] = [{ ...of('east', 'ona', false), isClosed: true }]
  assert.deepEqual(missingFrom([gone, of('south', 'ieva', false)]), {
    teams: [{ id: 'south', name: 'south' }],
    people: [{ id: 'ona', name: 'ona', teamName: 'east' }],
  })
})

test('whoever was not shown as missing is named, whoever was is not', () => {
  const missing = missingFrom([of('north', 'ruta', true), of('north', 'jonas', false), of('south', 'ieva', false)])
  assert.deepEqual(notSaid(missing, ['south']), ['jonas'])
  assert.deepEqual(notSaid(missing, ['south', 'jonas', 'somebody who has come meanwhile']), [])
})
