import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { as } from '#checks/as.ts'
import { makePeople, type People } from '#checks/people.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { byName } from '../rules/order.ts'
import { inNameOrder } from './name-order.ts'

const names = [
  'Žydrė Šakienė', 'Zita Adomė', 'Šarūnas Ąžuolas', 'Simas Ūdra', 'Sigitas Urbas', 'Česlovas Ėriukas', 'Cezaris Eglė', 'Ėdita Yla',
  'Edita Ilgė', 'Eglė Ylaitė', 'Ądrius Bu', 'Adrius Bu', 'ašara', 'Asta', 'Ūla', 'Ula', 'Ųsas', 'Ieva', 'Yla', 'Jonas', 'Įva', "O'Neil", 'Oneil',
  'Ona-Rūta', 'Ona Rūta', 'Łukasz Źródło', 'Lukas', 'Ž', 'Z', 'Ė', 'E', 'Ę', 'Š. Mažasis', 'S. Mažasis', 'Müller', 'Muller', 'Filialas 10', 'Filialas 9',
] // biome-ignore format: a list to read across

let test1: TestOffice
let people: People
before(async () => {
  test1 = await openTestOffice()
  people = await makePeople(test1.office)
  const renamed = [people.ieva, people.lina, people.tomasz].entries()
  for (const [at, { id }] of renamed) {
    const name = ['Šarūnė Šimkutė', 'Žiedė Rugelė', 'Zita Źródło'][at]!
    await test1.office.db.updateTable('member').set({ name }).where('id', '=', id).execute()
  }
})
after(() => test1?.close())

for (const language of ['lt', 'en'] as const) {
  test(`names stand in one order, be it the database or the program that orders them (${language})`, async () => {
    const { db } = test1.office
    await db.updateTable('officeProfile').set({ language }).execute()
    const { rows } = await sql<{ name: string }>`
      select name from unnest(${names}::text[]) as given(name) order by ${inNameOrder('name')}`.execute(db)
    const ordered = names.map((name) => ({ name })).sort(byName(language))
    assert.deepEqual(
      rows.map(({ name }) => name),
      ordered.map(({ name }) => name),
    )
    if (language === 'lt') {
      const found = ordered.map(({ name }) => name)
      const isBefore = (...pair: [string, string]) => found.indexOf(pair[0]) < found.indexOf(pair[1])
      assert.ok(isBefore('Simas Ūdra', 'Š. Mažasis') && isBefore('Š. Mažasis', 'Ula') && isBefore('Ė', 'Filialas 9'))
    }
  })

  test(`the people of the office come page by page in that order, none twice and none left out (${language})`, async () => {
    const { db } = test1.office
    await db.updateTable('officeProfile').set({ language }).execute()
    const given: string[] = []
    let after: string | undefined
    do {
      const page = await as(test1.office, people.rasa).office.members({ limit: 2, ...(after ? { after } : {}) })
      given.push(...page.items.map(({ name }) => name))
      after = page.next ?? undefined
    } while (after)
    const all = await db.selectFrom('member').select('name').execute()
    assert.deepEqual(given, all.sort(byName(language)).map(({ name }) => name)) // biome-ignore format: one row
  })
}
