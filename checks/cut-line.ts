import { once } from 'node:events'
import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net'
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

export async function openCutLine(): Promise<CutLine> {
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
      one.pipe(other)
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
