import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { SecondConnection } from './database.ts'
import { inTransaction } from './transaction.ts'

let home: TestOffice
before(async () => {
  home = await openTestOffice()
})
after(() => home.close())

const ask = (db: TestOffice['office']['db']) => db.selectFrom('member').select('id').execute()

test('a transaction that reaches past its connection for another fails at once instead of waiting for ever', async () => {
  const { db } = home.office
  await assert.rejects(
    inTransaction(db, () => ask(db)),
    SecondConnection,
  )
  await assert.rejects(
    inTransaction(db, () => inTransaction(db, (tx) => ask(tx))),
    SecondConnection,
  )
  assert.deepEqual(await inTransaction(db, (tx) => ask(tx)), await ask(db))
})

test('who waits too long for a connection is told, and whoever holds them is left alone', async () => {
  const { db } = home.office
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const holders = Array.from({ length: 4 }, () => inTransaction(db, () => held))
  await assert.rejects(ask(db), /timeout exceeded when trying to connect/)
  letGo()
  await Promise.all(holders)
  await ask(db)
})
