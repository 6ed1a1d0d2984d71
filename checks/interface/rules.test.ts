import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openApiRuleProblems } from './rules.ts'

const get = {
  operationId: 'notes.all',
  summary: 'All notes.',
  description: 'Open to anyone.',
  tags: ['notes'],
  security: [],
  responses: { '200': { description: 'OK' }, '400': { description: 'Not so.' } },
}
const document = {
  openapi: '3.1.0',
  info: {
    title: 'Notes',
    version: '1',
    description: 'Notes.',
    contact: { name: 'Somebody' },
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: '/api' }],
  tags: [{ name: 'notes', description: 'Notes.' }],
  paths: { '/notes': { get } },
}

test('a document by the rules has no problems, and each of the two readers finds its own', async () => {
  assert.deepEqual(await openApiRuleProblems(document), [])
  const { summary: _, ...silent } = get
  const { contact: __, ...nobodys } = document.info
  const problems = await openApiRuleProblems({ ...document, info: nobodys, paths: { '/notes': { get: silent } } })
  assert.ok(problems.some((problem) => problem.endsWith('(Redocly, operation-summary)')))
  assert.ok(problems.some((problem) => problem.endsWith('(Spectral, info-contact)')))
})
