import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ORPCError } from '@orpc/server'
import { FilesRefused } from './files.ts'
import { MailRefused } from './mail.ts'
import { Unreadable } from './previews.ts'
import { inWords } from './translate-errors.ts'

test('an error of the world outside reaches the caller in his language, with its reason', () => {
  const full = inWords(new FilesRefused('core.files.diskFull'), 'lt')
  assert.ok(full instanceof ORPCError)
  assert.equal(full.status, 409)
  assert.match(full.message, /^Failas neišsaugotas: diskas pilnas/)
  const bomb = inWords(new Unreadable('core.previews.tooManyPixels', { megapixels: 108, limit: 100 }), 'en')
  assert.match((bomb as Error).message, /108 megapixels; up to 100/)
})

test('its own message is the English sentence, for logs', () => {
  const refused = new MailRefused('core.mail.serverDead')
  assert.equal(
    refused.message,
    'The mail server does not answer: letters wait and go out when it does. Tell your administrator if it lasts.',
  )
  assert.equal(refused.name, 'MailRefused')
})
