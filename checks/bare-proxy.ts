import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface BareProxy {
  url: string
  /** Where it passes requests on to; none at first. */
  upstream: string | undefined
  /** Further headers that it sends. */
  adds: Record<string, string>
  close(): Promise<void>
}

const most = 1024 ** 2

/** A reverse proxy as nginx is with a bare `proxy_pass`: the upstream's own Host, nothing forwarded, at most 1 MB, HTML. */
export async function openBareProxy(): Promise<BareProxy> {
  const proxy: BareProxy = { url: '', upstream: undefined, adds: {}, close: async () => {} }
  const server = createServer((asked, answer) => {
    const page = (status: number, title: string) => {
      answer.writeHead(status, { 'content-type': 'text/html', connection: 'close' })
      answer.end(`<html><head><title>${status} ${title}</title></head></html>`)
    }
    if (Number(asked.headers['content-length'] ?? 0) > most) return page(413, 'Request Entity Too Large')
    if (!proxy.upstream) return page(502, 'Bad Gateway')
    const { host, hostname, port } = new URL(proxy.upstream)
    const headers = { ...asked.headers, host, connection: 'close', ...proxy.adds }
    const passed = request({ hostname, port, method: asked.method, path: asked.url, headers }, (came) => {
      answer.writeHead(came.statusCode!, came.headers)
      came.pipe(answer)
    })
    passed.on('error', () => (answer.headersSent ? answer.destroy() : page(502, 'Bad Gateway')))
    asked.pipe(passed)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  proxy.close = async () => {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  }
  return proxy
}
