import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dateCandidates } from './date.ts'
import { paperOf } from './test-paper.ts'

const read = (lines: string[], country?: string) => {
  const [first] = dateCandidates(paperOf(...lines), { country, today: '2026-11-23' })
  return first ? [first.value, first.time] : null
}

const manners: [string, string | null, (string | null)?][] = [
  ['2026-07-09 14:05', '2026-07-09', '14:05'],
  ['2026.07.09 14:05:33', '2026-07-09', '14:05'],
  ['09/07/26 14:05', '2026-07-09', '14:05'],
  ['09.07.2026', '2026-07-09', null],
  ['9. Juli 2026', '2026-07-09', null],
  ['2026 m. liepos 9 d.', '2026-07-09', null],
  ['2026. gada 9. jūlijs', '2026-07-09', null],
  ['9 lipca 2026', '2026-07-09', null],
  ['Thursday, 9 July, 2026', '2026-07-09', null],
  ['July 9, 2026', '2026-07-09', null],
  ['02/Jan/2017 10:49:25', '2017-01-02', '10:49'],
  ['19Mar201818:26', '2018-03-19', '18:26'],
  ['02.05.202016:39', '2020-05-02', '16:39'],
  ['04.05.2009:52', '2020-05-04', '09:52'],
  ['1. 5. 20185:41', '2018-05-01', '05:41'],
  ['2025-03-1417:42:09', '2025-03-14', '17:42'],
  ['O5/08/2O17', '2017-08-05', null],
  ['25497 M0391011551531.01.2019 14:59', '2019-01-31', '14:59'],
  ['Tel. 05251/ 180420', null],
  ['31.02.2026', null],
  ['Next inspection 09.07.2031', null],
]

test('a day is read in every manner of writing it, with its time', () => {
  for (const [line, day, time = null] of manners) assert.deepEqual(read([line]), day && [day, time], line)
})

test('the month leads in the United States and nowhere else', () => {
  assert.deepEqual(read(['03/04/2026'], 'US'), ['2026-03-04', null])
  assert.deepEqual(read(['03/04/2026'], 'GB'), ['2026-04-03', null])
  assert.deepEqual(read(['03/24/2026'], 'GB'), ['2026-03-24', null])
})

test('in Lithuania the short year may lead', () => {
  assert.deepEqual(read(['26.07.09 14:05'], 'LT'), ['2026-07-09', '14:05'])
})

test('the day of the paper wins over the day it is due', () => {
  assert.equal(read(['Due date: 30/11/2026', 'Invoice date: 01/11/2026', 'Delivery 05/11/2026'])?.[0], '2026-11-01')
  assert.equal(read(['Galioja iki 2026-12-31', '2026-11-02 12:00'])?.[0], '2026-11-02')
})
