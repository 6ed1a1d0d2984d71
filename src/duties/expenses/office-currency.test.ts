import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { as } from '#checks/as.ts'
import { makePeople, type People } from '#checks/people.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'

let home: TestOffice
let people: People

// Each changes what holds for its whole office.
beforeEach(async () => {
  home = await openTestOffice()
  people = await makePeople(home.office)
})
afterEach(() => home.close())

test('the limits that an office begins with are in euros, and count as none in another currency until it sets its own', async () => {
  const { office, expenses } = as(home.office, people.administrator)
  const become = async (currency: string) =>
    office.changeProfile({ version: (await office.profile({})).version, currency })
  const limits = async () => (await expenses.categories({})).items.filter((one) => one.limitCents !== null)
  assert.ok((await limits()).length > 5)
  const { receiptFreeCents, unusualCents } = await expenses.policy({})
  await become('JPY')
  assert.deepEqual(await limits(), [])
  const { version, ...policy } = await expenses.policy({})
  assert.deepEqual([policy.receiptFreeCents, policy.unusualCents], [0, 0])
  const [hotel] = (await expenses.categories({})).items
  await expenses.changeCategory({ categoryId: hotel!.id, version: hotel!.version, limitCents: 20_000 })
  await expenses.changePolicy({ version, receiptFreeCents: 1_000 })
  assert.deepEqual(
    (await limits()).map((one) => one.limitCents),
    [20_000],
  )
  assert.equal((await expenses.policy({})).receiptFreeCents, 1_000)
  assert.ok(receiptFreeCents > 0 && unusualCents > 0)
})

test('the office changes its currency only while it keeps no amounts in it', async () => {
  const { office } = as(home.office, people.administrator)
  const change = async (edit: { currency?: string; name?: string }) =>
    office.changeProfile({ version: (await office.profile({})).version, ...edit })
  assert.equal((await change({ currency: 'SEK' })).currencyStays, false)
  await change({ currency: 'EUR' })

  const { expenses } = as(home.office, people.rasa)
  const { id: reportId } = await expenses.openReport({ memberId: people.jonas.id, month: '2026-03-01' })
  await expenses.addLine({ reportId, amountCents: 4_000 })
  assert.equal((await office.profile({})).currencyStays, true)
  await assert.rejects(change({ currency: 'JPY' }), /keeps amounts in EUR.*Its currency stays/)
  assert.equal((await change({ currency: 'EUR', name: 'Gintaro vieškelis' })).name, 'Gintaro vieškelis')
})

test('a category whose code differs from another’s in small and capital letters only is refused', async () => {
  const { expenses } = as(home.office, people.administrator)
  const names = { nameEn: 'Parking again', nameLt: 'Vėl stovėjimas' }
  for (const code of ['parking', 'PARKING', 'pArKiNg'])
    await assert.rejects(expenses.addCategory({ code, ...names }), { message: /category “parking”/ })
  const { code } = await expenses.addCategory({ code: 'tradeFairEntry', ...names })
  assert.equal(code, 'tradeFairEntry')
})
