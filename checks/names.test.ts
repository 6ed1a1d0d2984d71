import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nameProblems } from './names.ts'
import { problemsIn } from './small-project.ts'

const at = (duty: string, sql: string, day = '20270101') =>
  problemsIn({ [`src/duties/${duty}/migrations/${day}-${duty}.sql`]: sql }, nameProblems)

test('what a duty makes in the database begins with its word', () => {
  assert.deepEqual(at('calls', 'create table call (id uuid);\ncreate table call_reason (id uuid);'), [])
  assert.deepEqual(at('branches', 'create table branch_request (id uuid);\ncreate temp table x (id uuid);'), [])
  assert.match(at('documents', 'create table reminder (id uuid)')[0]!, /"reminder".*document_reminder/)
  assert.match(at('travel', 'create unique index trip_day on travel_trip (day)')[0]!, /travel_trip_day/)
  assert.match(at('calls', 'create function caller_key(text) returns text …')[0]!, /call_caller_key/)
  assert.deepEqual(at('expenses', 'create table receipt (id uuid)', '20261123'), [])
})
