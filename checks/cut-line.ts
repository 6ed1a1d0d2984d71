import { once } from 'node:events'
import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'
import type { Connection } from '#core/database.ts'

/** A line to a database that a test can cut and mend. */
export interface CutLine {
  /** Leads to that database over this line. */
  to(database: Connection): Connection
  /** Ends every connection; new ones are ended too until `mend`. */
  cut(): void
  mend(): void
  close(): Promise<void>
}

/** With `endsLater` the database's word that a command is done comes by itself, as it may over any line. */
export async function openCutLine(how: { endsLater?: boolean } = {}): Promise<CutLine> {
  let to: Connection
  const clients = new Set<Socket>()
  let isCut = false
  const server = createServer((client) => {
    if (isCut) return void client.resetAndDestroy()
    const database = to.host.startsWith('/') ? dial(`${to.host}/.s.PGSQL.${to.port}`) : dial(to.port, to.host)
    clients.add(client)
    client.on('close', () => clients.delete(client))
    for (const [one, other] of [
      [client, database],
      [database, client],
    ] as const) {
      one.on('error', () => {}).on('close', () => other.destroy())
      if (how.endsLater && one === database) void pipeline(one, endsLater, other, { end: false }).catch(() => {})
      else one.pipe(other)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const end = () => {
    for (const client of clients) client.resetAndDestroy()
  }
  return {
    to(database) {
      to = database
      return { ...database, host: '127.0.0.1', port: (server.address() as AddressInfo).port }
    },
    cut() {
      isCut = true
      end()
    },
    mend() {
      isCut = false
    },
    async close() {
      server.close()
      end()
    },
  }
}

/** Hands on what a database says, and its word that a command is done a moment after the rest (PostgreSQL manual, "Message Formats"). */
async function* endsLater(said: AsyncIterable<Buffer>) {
  let rest = Buffer.alloc(0)
  for await (const piece of said) {
    rest = Buffer.concat([rest, piece])
    let end = 0
    while (rest.length >= end + 5 && rest.length > end + rest.readInt32BE(end + 1)) {
      if (String.fromCharCode(rest[end]!) === 'C') {
        yield rest.subarray(0, end)
        await pause(2)
        rest = rest.subarray(end)
        end = 0
      }
      end += 1 + rest.readInt32BE(end + 1)
    }
    yield rest.subarray(0, end)
    rest = rest.subarray(end)
  }
}
