import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Arrived, type Awaited, bestExpected, likelyCategory } from './best-expected.ts'

const item = (id: string, what: string, more: Partial<Awaited> = {}): Awaited => ({
  id,
  what,
  categoryCode: null,
  expectedOn: null,
  cents: null,
  ...more,
})
const arrived = (more: Partial<Arrived>): Arrived => ({
  merchant: null,
  spentOn: null,
  totalCents: null,
  categoryCode: null,
  ...more,
})

test('a receipt is matched with the one expected receipt that fits it, and with none when two fit alike', () => {
  const hotel = item('hotel', 'Hotel in Lyon', { categoryCode: 'hotel', expectedOn: '2026-03-12' })
  const phone = item('phone', 'Telia telefonas', { cents: 2490 })
  const cases: [receipt: Partial<Arrived>, awaited: Awaited[], id: string | null][] = [
    [{ merchant: 'Telia Lietuva, AB', totalCents: 2490 }, [hotel, phone], 'phone'],
    [{ merchant: 'Mercure Lyon', spentOn: '2026-03-12', categoryCode: 'hotel' }, [hotel, phone], 'hotel'],
    [{ categoryCode: 'hotel', spentOn: '2026-03-13' }, [hotel], 'hotel'],
    [{ categoryCode: 'hotel' }, [hotel], null],
    [{ categoryCode: 'hotel', merchant: 'Grand Hotel', spentOn: '2026-03-30' }, [hotel], 'hotel'],
    [{ totalCents: 2490, merchant: 'Kavinė' }, [phone, item('other', 'Interneto sąskaita', { cents: 2490 })], null],
    [{ merchant: 'Viada' }, [hotel, phone], null],
    [{}, [], null],
  ]
  for (const [receipt, awaited, id] of cases)
    assert.equal(bestExpected(arrived(receipt), awaited), id, JSON.stringify(receipt))
})

test('nights, litres and well-known names make a category likely', () => {
  assert.equal(likelyCategory({ merchant: 'Kažkas', hasNights: true, hasFuel: false }), 'hotel')
  assert.equal(likelyCategory({ merchant: 'Viešbutis „Pajūris“', hasNights: false, hasFuel: false }), 'hotel')
  assert.equal(likelyCategory({ merchant: 'Bolt Operations', hasNights: false, hasFuel: false }), 'taxi')
  assert.equal(likelyCategory({ merchant: null, hasNights: false, hasFuel: false }), null)
})
