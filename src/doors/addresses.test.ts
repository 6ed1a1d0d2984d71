import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { plausibleInput } from '#checks/inputs.ts'
import { openTestServer, type TestServer } from '#checks/test-server.ts'
import { duties } from '#duties/index.ts'
import { addressBook } from './addresses.ts'
import { operationsOf } from './operations-of.ts'

const operations = operationsOf(duties)
/** What each address is asked by, whatever its parts in braces are called. */
const methodsAt = Map.groupBy(operations, ({ restPath }) => restPath.replace(/\{\w+\}/g, '{}'))

let server: TestServer
let authorization: string
before(async () => {
  server = await openTestServer(duties)
  authorization = `Bearer ${await server.keyOf(server.people.administrator)}`
})
after(() => server.close())

test('every operation stands at its address, alone but for what shares it', () => {
  const standingAt = addressBook(duties)
  for (const operation of operations) {
    const standing = standingAt(pathOf(operation))
    assert.equal(standing.get(operation.method)?.name, operation.name)
    const sharing = methodsAt.get(operation.restPath.replace(/\{\w+\}/g, '{}'))!
    assert.deepEqual(
      [...standing.values()].map(({ name }) => name),
      sharing.map(({ name }) => name),
    )
  }
})

test('another method than an address has is refused with those it has, also beside an address that takes any id', async () => {
  let beside = 0
  for (const [address, sharing] of methodsAt) {
    const path = pathOf(sharing[0]!)
    const allowed = new Set(sharing.map(({ method }) => method))
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((one) => !allowed.has(one))) {
      const answer = await fetch(`${server.url}/api${path}`, { method, headers: { authorization } })
      const { says } = (await answer.json()) as { says: string }
      assert.deepEqual([answer.status, says], [405, 'core.otherMethod'], `${method} ${path}`)
      const told = answer.headers.get('allow')!.split(', ')
      assert.deepEqual(new Set(told).difference(new Set(['HEAD', 'OPTIONS'])), allowed, `${method} ${path}`)
    }
    if (methodsAt.has(address.replace(/[^/{}]+$/, '{}')) && !address.endsWith('{}')) beside++
  }
  assert.ok(beside > 0, 'no address beside one that takes any id')
})

function pathOf({ restPath, input }: (typeof operations)[number]): string {
  const plausible = plausibleInput(input)
  return restPath.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(plausible[name])))
}
