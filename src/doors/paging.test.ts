import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { as } from '#checks/as.ts'
import { openTestServer, type TestServer } from '#checks/test-server.ts'
import { southernRecords } from '#checks/walk-records.ts'
import { newId } from '#core/ids.ts'
import { cursorOf } from '#core/shapes.ts'
import { duties } from '#duties/index.ts'
import { operationsOf } from './operations-of.ts'

const lists = operationsOf(duties).filter((one) => 'after' in (one.input.properties ?? {}))
/** The orders that a list may be asked in; one that has but its own is asked in no other. */
const ordersIn = ({ input }: (typeof lists)[number]): { sort?: string }[] =>
  ((input.properties?.sort?.enum as string[] | undefined) ?? []).map((sort) => ({ sort }))
const orderOrOwn = (list: (typeof lists)[number]) => (ordersIn(list).length > 0 ? ordersIn(list) : [{}])

let server: TestServer
let authorization: string
before(async () => {
  server = await openTestServer(duties)
  const { office, people } = server
  const { ids } = await southernRecords(office, people)
  const daiva = as(office, people.daiva).expenses
  for (const month of ['2026-04-01', '2026-05-01', '2026-06-01', '2026-07-01']) {
    await daiva.openRound({ teamId: people.south, month })
    await daiva.openReport({ memberId: people.tomasz.id, month })
    await daiva.makeTeamReport({ teamId: people.south, month })
    await daiva.makeDepartmentReport({ departmentId: people.sales, month })
  }
  await moreReceipts(ids.receiptId!, people.tomasz.id)
  await moreReceipts(ids.receiptId!, null)
  authorization = `Bearer ${await server.keyOf(people.daiva)}`
})
after(() => server.close())

/** Several that came within one thousandth of a second, two of them at the same moment. */
async function moreReceipts(like: string, memberId: string | null): Promise<void> {
  const { db } = server.office
  const row = await db.selectFrom('expenseReceipt').selectAll().where('id', '=', like).executeTakeFirstOrThrow()
  const { search: _, vat: __, pictureWarnings: ___, ...copied } = row as typeof row & { search: string }
  for (const [at, part] of ['123001', '123456', '123456', '123999'].entries()) {
    const number = `RCP-PAGE-${memberId ? 1 : 2}${at}`
    const own = { id: newId(), number, memberId, receivedAt: `2026-03-05T10:00:00.${part}Z` }
    await db
      .insertInto('expenseReceipt')
      .values({ ...copied, ...own } as never)
      .execute()
  }
}

async function ask(path: string, query: Record<string, string>): Promise<{ status: number; body: Page }> {
  const answer = await fetch(`${server.url}/api${path}?${new URLSearchParams(query)}`, { headers: { authorization } })
  return { status: answer.status, body: (await answer.json()) as Page }
}
interface Page {
  next: string | null
  says?: string
  fields?: { field: string }[]
  items: { id: string }[]
}
const idsOf = (page: Page) => page.items.map(({ id }) => id)

test('every list that has a next page takes it back, and page by page gives what it gives at once', async () => {
  assert.deepEqual(lists.map(({ name }) => name).sort(), [
    'desk.history',
    'expenses.departmentReports',
    'expenses.receipts',
    'expenses.reports',
    'expenses.rounds',
    'expenses.teamReports',
    'expenses.tray',
    'office.members',
  ])
  for (const list of lists) {
    for (const order of orderOrOwn(list)) {
      const whole = idsOf((await ask(list.restPath, { limit: '200', ...order })).body)
      assert.ok(whole.length >= 4, `${list.name}: ${whole.length}`)
      const seen: string[] = []
      let cursor: { after?: string } = {}
      for (;;) {
        const { status, body } = await ask(list.restPath, { limit: '1', ...order, ...cursor })
        assert.equal(status, 200, list.name)
        assert.equal(idsOf(body).length, 1, `${list.name}: the last page is known as such`)
        seen.push(...idsOf(body))
        if (body.next === null) break
        cursor = { after: body.next }
      }
      assert.deepEqual(seen, whole, `${list.name} ${order.sort}`)
    }
  }
})

test('a cursor that is not the list’s own is refused, in every list', async () => {
  const places = [[], [null], [newId()], [newId(), '2026-03-01'], ['a', 'b'], [1, 2, 3], ['\0', newId(), ''], [-1]]
  // Any text is a name, and so a place in an order by names.
  const names = ['0000-00-00', '0000-01-01T00:00:00Z', '2026-02-30T00:00:00Z', '\0', '\ud800'].map((text) => [
    text,
    newId(),
  ])
  const odd = ['', 'x', newId(), '0', '-1', '1e999', 'ą'.repeat(200)]
  odd.push(...['{"0":1}', 'null', '1'].map((text) => Buffer.from(text).toString('base64url')))
  for (const list of lists) {
    const own = orderOrOwn(list).flatMap(({ sort }) => {
      const isByTime = sort === undefined || /(month|due|At|On)$/.test(sort)
      const order = sort === undefined ? {} : { sort }
      return [...places, ...(isByTime ? names : [])].map((place) => ({
        ...order,
        after: cursorOf(list.name, ...Object.values(order), ...place),
      }))
    })
    for (const input of [...odd.map((after) => ({ after })), ...own]) {
      const { status, body } = await ask(list.restPath, input)
      assert.deepEqual(
        [status, body.fields?.[0]?.field],
        [400, 'after'],
        `${list.name} ${JSON.stringify(input)} ${JSON.stringify(body)}`,
      )
    }
  }
  for (const [text, id] of names.filter(([text]) => text!.isWellFormed() && text !== '\0')) {
    const after = cursorOf('office.members', 'name', text!, id!)
    assert.equal((await ask('/office/members', { after })).status, 200, text)
  }
})

test('the next page of another order of the same list is refused', async () => {
  for (const list of lists) {
    const orders = ordersIn(list)
    for (const { sort } of orders.slice(0, 4)) {
      const { next } = (await ask(list.restPath, { limit: '1', sort: sort! })).body
      for (const other of orders) {
        const { status } = await ask(list.restPath, { after: next!, sort: other.sort! })
        assert.equal(status, other.sort === sort ? 200 : 400, `${list.name} ${sort} ${other.sort}`)
      }
    }
  }
})

test('a cursor of the list with anything added or changed is none', async () => {
  for (const list of lists) {
    const { next } = (await ask(list.restPath, { limit: '1' })).body
    const place = Buffer.from(next!, 'base64url').toString()
    const spaced = Buffer.from(place.replace(',', ', ')).toString('base64url')
    for (const after of [`${next}A`, `${next}=`, `${next}!`, `${next}.A`, ` ${next}`, spaced]) {
      const { status, body } = await ask(list.restPath, { after })
      assert.deepEqual([status, body.fields?.[0]?.field], [400, 'after'], `${list.name} ${after}`)
    }
  }
})

test('no list takes the next page of another', async () => {
  const taken: string[] = []
  for (const list of lists) {
    const { next } = (await ask(list.restPath, { limit: '1' })).body
    for (const other of lists) {
      const { status } = await ask(other.restPath, { after: next! })
      if (status !== (other === list ? 200 : 400)) taken.push(`${other.name} ${status} for one of ${list.name}`)
    }
  }
  assert.deepEqual(taken, [])
})
