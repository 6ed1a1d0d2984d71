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

const others: [string, string[]][] = [
  ['2024-12-14', ['Einfahrt 13.12.24 18:47', 'Bezahlt 14.12.24 01:22']],
  ['2025-07-02', ['Pirkimo data 2025-07-02 08:31', 'Iš: VILNIUS 2025-07-19 06:45', 'Grąžinti iki 2025-07-18']],
  ['2025-08-17', ['Serija PKV Nr. 25', '2025-08-17', 'Atvykimas: 2025-08-14', 'Apmokėta kortele 2025-08-14']],
  ['2024-04-30', ['Strahlsand, 30.04.2024', 'Leistungszeitraum: 02.04.2024 bis 26.04.2024']],
  ['2024-11-22', ['Rented: 11/18/2024 04:40 PM', 'Returned: 11/22/2024 03:15 PM']],
  ['2018-10-05', ['10/05/2018 07:22 PM (Fri Oct 5)', 'Permit issued 04/11/2018']],
]

test('days of arrival, of delivery, of the paper answered to and the like are not the day of the paper', () => {
  for (const [day, lines] of others) assert.equal(dateCandidates(paperOf(...lines))[0]?.value, day, lines.join(' / '))
})

const written: [string, string][] = [
  ['2025-04-11', '2025 m. balandžio mėn. 11 d.'],
  ['2025-08-02', 'Müüdud: 2025. a 2. august kell 12:20'],
  ['2025-08-09', '2025. gada 9. augustā'],
  ['2024-03-15', 'dn.24r03.15 wydr.004417'],
  ['2024-06-29', '2024 06 29 10:15'],
  ['2025-06-18', '#0003182025-06-1808:14:52'],
  ['2024-03-15', 'Bon 24-1193 vom 15-Mrz-24'],
  ['2020-01-18', 'EXIT 20200118124603'],
  ['2020-10-09', 'Freitag, 9. 0ktober 2020'],
  ['2019-07-07', 'V107.07.1917:48 TKT 0314'],
  ['2025-10-03', 'NO 11:0503.10.25'],
  ['2018-08-09', '552103009109-08-1811:05 C.SOH'],
  ['2022-11-11', 'TRANS T1 11-N0V-2022 19:50'],
]

test('days are read in the manners of more countries, though glued or misread', () => {
  for (const [day, line] of written) assert.equal(dateCandidates(paperOf(line))[0]?.value, day, line)
})
