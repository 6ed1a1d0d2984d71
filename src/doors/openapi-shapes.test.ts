import assert from 'node:assert/strict'
import { test } from 'node:test'
import { duties } from '#duties/index.ts'
import { openApiDocument } from './openapi.ts'
import { namedOnce } from './openapi-shapes.ts'
import { textOf } from './openapi-text.ts'

const person = { title: 'Person', type: 'object', properties: { name: { type: 'string' } }, description: 'Somebody.' }

test('a shape with a title stands once, and is referred to with what is said of it in its place', () => {
  const said = { by: person, also: { anyOf: [person, { type: 'null' }] }, for: { ...person, description: 'For whom.' } }
  const $ref = '#/components/schemas/Person'
  assert.deepEqual(namedOnce(said), {
    part: { by: { $ref }, also: { anyOf: [{ $ref }, { type: 'null' }] }, for: { $ref, description: 'For whom.' } },
    schemas: { Person: { description: 'Somebody.', type: 'object', properties: { name: { type: 'string' } } } },
  })
})

test('two shapes that are not alike have no title in common', () => {
  assert.throws(() => namedOnce([person, { ...person, properties: {} }]), /two shapes are called Person/)
})

test('a plain value that may be null has two types, one of several values a choice', () => {
  const none = { type: 'null' }
  const day = { type: 'string', format: 'date', description: 'A day.' }
  const { part } = namedOnce([{ anyOf: [day, none] }, { anyOf: [{ type: 'string', enum: ['a'] }, none] }])
  assert.deepEqual(part, [
    { type: ['string', 'null'], format: 'date', description: 'A day.' },
    { anyOf: [{ type: 'string', enum: ['a'] }, none] },
  ])
})

test('a field called title is a field', () => {
  const letter = { type: 'object', properties: { title: { type: 'string' }, type: { type: 'string' } } }
  assert.deepEqual(namedOnce(letter), { part: letter, schemas: {} })
})

test('the document of all operations is read in fewer than 20,000 lines, and says the same as JSON', async (t) => {
  const document = await openApiDocument(duties)
  const text = textOf(document)
  t.diagnostic(`${text.split('\n').length} lines`)
  assert.ok(text.split('\n').length < 20_000)
  assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(document)))
})
