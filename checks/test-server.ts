import { randomBytes } from 'node:crypto'
import type { AnyRouter } from '@orpc/server'
import { newId } from '#core/ids.ts'
import type { OpenOffice } from '#core/offices.ts'
import type { House } from '#doors/house.ts'
import { serveHttp } from '#doors/http.ts'
import { identify } from '#office/public.ts'
import { hashOf } from '#office/sign-in.ts'
import { webFolder } from '#web/build.ts'
import { makePeople, type People } from './people.ts'
import { quietLog } from './quiet-log.ts'
import { openTestOffice, type TestGround, type TestOffice } from './test-office.ts'

export interface TestServer extends TestOffice {
  people: People
  url: string
  /** An API key of the member. */
  keyOf(member: { id: string }, office?: OpenOffice): Promise<string>
}

/** A small office behind all its doors, on a free port of this machine. */
export async function openTestServer(
  duties: AnyRouter,
  house: Partial<House> = {},
  { log = quietLog, ...ground }: TestGround = {},
): Promise<TestServer> {
  const test = await openTestOffice({ log, ...ground })
  const people = await makePeople(test.office)
  const door = await serveHttp(
    {
      duties,
      offices: test.offices,
      identify,
      mayUpload: async () => null,
      log,
      webFolder,
      trustProxy: false,
      ...house,
    },
    { host: '127.0.0.1', port: 0 },
  )
  return {
    ...test,
    people,
    url: `http://127.0.0.1:${door.port}`,
    keyOf: (member, office = test.office) => makeKey(office, member.id),
    async close() {
      await door.close()
      await test.close()
    },
  }
}

async function makeKey({ db }: OpenOffice, memberId: string): Promise<string> {
  const key = `talka_${randomBytes(24).toString('hex')}`
  await db
    .insertInto('apiKey')
    .values({ id: newId(), memberId, name: 'test', hint: '…', keyHash: hashOf(key), lastUsedAt: null, revokedAt: null })
    .execute()
  return key
}
