import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#core/ids.ts'
import { linkIdOf, uploadTokenOf } from './upload-token.ts'

const office = { name: 'main', secret: 'a secret of thirty-two characters' }

test('a token leads to its link, and only in its own office and with its own secret', () => {
  const id = newId()
  const token = uploadTokenOf(office, id)
  assert.equal(linkIdOf(office, token), id)
  assert.equal(linkIdOf({ ...office, name: 'acme' }, token), null)
  assert.equal(linkIdOf({ ...office, secret: 'another secret of the same length' }, token), null)
})

test('a token with any letter changed, cut or strange leads nowhere', () => {
  const token = uploadTokenOf(office, newId())
  for (const at of [0, 21, 22, 50]) {
    const other = token[at] === 'A' ? 'B' : 'A'
    assert.equal(linkIdOf(office, token.slice(0, at) + other + token.slice(at + 1)), null)
  }
  for (const wrong of ['', token.slice(1), `${token}A`, 'ž'.repeat(65), '../'.repeat(22)])
    assert.equal(linkIdOf(office, wrong), null)
})
