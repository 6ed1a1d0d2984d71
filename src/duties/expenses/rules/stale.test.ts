import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clashesOf, refuseStale } from './stale.ts'

test('an edit of an old version is refused with the fields in which both differ', () => {
  const now = { version: 3, merchant: 'Kregždė', totalCents: 1200 }
  assert.deepEqual(clashesOf(now, { merchant: 'Kregzde', totalCents: 1200, spentOn: undefined }), [
    { field: 'merchant', now: 'Kregždė', yours: 'Kregzde' },
  ])
  assert.throws(() => refuseStale(now, 2, { merchant: 'Kregzde' }), { status: 409 })
  assert.doesNotThrow(() => refuseStale(now, 3, { merchant: 'Kregzde' }))
  assert.doesNotThrow(() => refuseStale(now, undefined, { merchant: 'Kregzde' }))
})
