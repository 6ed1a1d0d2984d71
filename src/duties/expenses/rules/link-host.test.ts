import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hostToShow } from './link-host.ts'

test('a link whose words are another address than it leads to shows where it leads', () => {
  assert.equal(hostToShow('https://evil.example/login', 'https://bank.example'), 'evil.example')
  assert.equal(hostToShow('https://bank.example@evil.example/', 'https://bank.example@evil.example/'), 'evil.example')
  assert.equal(hostToShow('https://evil.example', 'bank.example.evil.example'), 'evil.example')
  assert.equal(hostToShow('https://bank.example.evil.example', 'https://bank.example'), 'bank.example.evil.example')
  assert.equal(hostToShow('mailto:thief@evil.example', 'accounts@bank.example'), 'thief@evil.example')
})

test('a link with words of its own shows its host, in the letters that are asked for', () => {
  assert.equal(hostToShow('https://www.vmi.example/pvm', 'the tax office'), 'www.vmi.example')
  assert.equal(hostToShow('https://b\u0430nk.example', 'b\u0430nk.example'), 'xn--bnk-6cd.example')
})

test('an address written out is not said twice', () => {
  assert.equal(hostToShow('https://bank.example/prices', 'https://bank.example/prices'), null)
  assert.equal(hostToShow('https://bank.example', 'bank.example'), null)
  assert.equal(hostToShow('mailto:accounts@bank.example', 'accounts@bank.example'), null)
})
