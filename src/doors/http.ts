import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { ORPCError } from '@orpc/server'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import type { Call } from '#core/call.ts'
import { repeat } from '#core/repeat.ts'
import { StartRefused } from '#core/start-refused.ts'
import { inWords } from '#core/translate-errors.ts'
import { bug, secondsAway } from './bugs.ts'
import type { Env } from './env.ts'
import { makeGuard } from './guard.ts'
import { healthAnswer, readyAnswer } from './health.ts'
import { type Arrival, callOf, type House, hostOf, isHttps } from './house.ts'
import { LiveStreams, liveAnswer, streamHeaders } from './live.ts'
import { openMcp } from './mcp.ts'
import { mayReadMetrics, openMetrics } from './metrics.ts'
import { openApiDocument } from './openapi.ts'
import { ownHosts, proxyAdvice } from './own-address.ts'
import { doorProblem, problemAnswer, problemOf } from './problem.ts'
import { challenge, protectedResource } from './protected-resource.ts'
import { referencePage } from './reference-page.ts'
import { logRequests } from './request-log.ts'
import { openRest } from './rest.ts'
import { openRpc } from './rpc.ts'
import { comesFromOurPages, securityHeaders } from './security.ts'
import { staticAnswer } from './static-files.ts'
import { mostHeaders, refuseUnread } from './unread.ts'
import { openUploads } from './uploads.ts'

interface HttpDoor {
  port: number
  /** Takes no new requests, finishes those under way, ends the live streams. */
  close(): Promise<void>
}

const smallBody = 1024 ** 2
const largeBody = 40 * 1024 ** 2
const patienceMs = 25_000

/** Opens every door of the house on one port. Throws StartRefused when the port is taken. */
export async function serveHttp(house: House, { host, port }: { host: string; port: number }): Promise<HttpDoor> {
  const streams = new LiveStreams(house.log, house.liveBeatMs)
  const state = { isStopping: false }
  const app = routes(house, streams, state)
  const server = serve({ fetch: app.fetch, hostname: host, port, serverOptions: timeOuts }) as Server
  // Silence on a line for two minutes ends it; live streams beat every twenty seconds.
  server.setTimeout(120_000)
  await new Promise<void>((done, fail) => {
    server.once('listening', done).once('error', (error) => fail(refusedPort(error, host, port)))
  })
  server.on('clientError', refuseUnread)
  server.on('error', (error) => house.log.error({ err: error }, 'the web server stumbled'))
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      state.isStopping = true
      const closed = new Promise<void>((done) => server.close(() => done()))
      streams.endAll()
      server.closeIdleConnections()
      const late = setTimeout(() => server.closeAllConnections(), patienceMs)
      const closeIdle = repeat({ everyMs: 100, what: 'closing idle lines', log: house.log }, () =>
        server.closeIdleConnections(),
      )
      await closed
      clearTimeout(late)
      await closeIdle()
    },
  }
}

function refusedPort({ code }: NodeJS.ErrnoException, host: string, port: number): StartRefused {
  if (code === 'EADDRINUSE') return new StartRefused(`Port ${port} is in use: stop what uses it, or set TALKA_PORT.`)
  if (code === 'EACCES') return new StartRefused(`Port ${port} is not for this user: set TALKA_PORT to another.`)
  return new StartRefused(`Talka cannot listen on ${host}:${port} (${code}): check TALKA_HOST.`)
}

// A slow sender gets fifteen seconds for its headers and ten minutes for one piece of an upload.
const timeOuts = {
  headersTimeout: 15_000,
  requestTimeout: 600_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: mostHeaders,
}

/** The addresses: what serves each is a file of its own. */
function routes(house: House, streams: LiveStreams, state: { isStopping: boolean }): Hono<Env> {
  const metrics = openMetrics(house)
  const guard = makeGuard(house, metrics)
  const app = new Hono<Env>()
  app.use(logRequests(house, metrics))
  app.use(async (c, next) => {
    await next()
    for (const [name, value] of Object.entries(securityHeaders(isHttps(house, c.req.raw)))) {
      if (!c.res.headers.has(name)) c.res.headers.set(name, value)
    }
    if (c.res.status === 401) c.res.headers.set('www-authenticate', challenge(house, c.req.raw))
  })
  app.onError((thrown, c) => {
    const [arrival, language] = [c.get('arrival'), c.get('language')]
    if (thrown !== c.env.incoming.errored) return failureAnswer(house, thrown, { arrival, language })
    // The line ended, or its pieces broke, before the request was read: there is nobody to be told.
    house.log.info({ requestId: arrival.requestId }, 'a request broke off before it was read')
    return problemAnswer(doorProblem(400, 'core.unreadableRequest', { instance: arrival.requestId, language }))
  })
  for (const path of onlyRead) app.use(path, onlyReading)
  app.get('/healthz', () => healthAnswer())
  app.get('/readyz', () => readyAnswer(house, state.isStopping))
  app.get('/metrics', async (c) =>
    mayReadMetrics(c.req.raw, house.metricsToken)
      ? c.text(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType })
      : nothingHere(c.get('arrival'), c.get('language')),
  )
  for (const path of ['', '/*'])
    app.get(`/.well-known/oauth-protected-resource${path}`, async (c, next) => {
      return protectedResource(house, c.req.raw) ?? (await next())
    })
  app.use(compress({ threshold: 1024 }))
  app.get('/api', async (c) => c.html(await referencePage(house.duties)))
  app.get('/api/openapi.json', async (c) => c.json(await openApiDocument(house.duties)))
  addCalls(app, house, { guard, streams })
  for (const path of ['/rpc/*', '/api/*', '/uploads/*'] as const) {
    app.all(path, (c) => nothingHere(c.get('arrival'), c.get('language')))
  }
  app.all('*', async (c, next) => {
    const found = await staticAnswer(house.webFolder, c.req.raw)
    if (!found) return next()
    return isReading(c) ? found : onlyToRead(c)
  })
  app.notFound((c) => nothingHere(c.get('arrival'), c.get('language')))
  return app
}

const onlyRead = ['/healthz', '/readyz', '/metrics', '/api', '/api/openapi.json', '/live', '/.well-known/*'] as const

/** Addresses without operations: any other method is told what they answer. */
const onlyReading: MiddlewareHandler<Env> = async (c, next) => (isReading(c) ? next() : onlyToRead(c))

function isReading(c: Context<Env>): boolean {
  return c.req.raw.method === 'GET' || c.req.raw.method === 'HEAD'
}

function onlyToRead(c: Context<Env>): Response {
  const allow = 'GET, HEAD, OPTIONS'
  if (c.req.raw.method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow } })
  const { requestId } = c.get('arrival')
  const problem = doorProblem(405, 'core.otherMethod', {
    instance: requestId,
    language: c.get('language'),
    params: { allow },
  })
  return problemAnswer(problem, { allow })
}

/** The doors that ask who calls. */
function addCalls(
  app: Hono<Env>,
  house: House,
  { guard, streams }: { guard: ReturnType<typeof makeGuard>; streams: LiveStreams },
): void {
  const rpc = openRpc(house, guard)
  const rest = openRest(house, guard)
  const mcp = openMcp(house, guard)
  const uploads = openUploads(house)
  const advise = onceEach((sentence) => house.log.warn(sentence))
  const asked = ['/rpc/*', '/api/*', '/mcp', '/live', '/uploads', '/uploads/*'] as const
  for (const path of asked) {
    app.use(path, async (c, next) => {
      const { request, requestId } = c.get('arrival')
      const office = await house.offices.byHost(hostOf(house, request))
      advise(proxyAdvice(house, request, office))
      if (!comesFromOurPages(request, ownHosts(house, request, office))) {
        return problemAnswer(doorProblem(403, 'core.foreignPage', { instance: requestId, language: c.get('language') }))
      }
      const call = await callOf(house, c.get('arrival'))
      c.set('call', call)
      c.set('language', call.language)
      return next()
    })
  }
  for (const path of ['/rpc/*', '/api/*', '/mcp'] as const) {
    app.use(path, (c, next) => limitFor(c.get('call'))(c, next))
  }
  // The limit reads a body whose length is not told, and leaves it in `c.req.raw`: the request that arrived is empty then.
  app.all('/rpc/*', async (c, next) => (await rpc(c.req.raw, c.get('call'))) ?? (await next()))
  app.all('/api/*', async (c, next) => (await rest(c.req.raw, c.get('call'))) ?? (await next()))
  app.all('/mcp', (c) => mcp(c.req.raw, c.get('call')))
  app.get('/live', (c) => {
    const { request } = c.get('arrival')
    const call = c.get('call')
    // What asks only for the head must not leave a stream open behind it.
    if (request.method === 'HEAD') return new Response(null, { status: call.actor ? 200 : 401, headers: streamHeaders })
    const stillCalls = async () => (await house.identify(call.office, request.headers)).actor
    return liveAnswer(request, call, streams, stillCalls)
  })
  app.all('/uploads', (c) => uploads(c.get('arrival').request, c.get('call')))
  app.all('/uploads/*', (c) => uploads(c.get('arrival').request, c.get('call')))
}

/** A stranger may send little; somebody known may send a file inside his JSON. */
function limitFor(call: Call) {
  const maxSize = call.actor ? largeBody : smallBody
  const params = { mb: maxSize / 1024 ** 2 }
  const { requestId, language } = call
  return bodyLimit({
    maxSize,
    onError: () =>
      problemAnswer(doorProblem(413, 'core.bodyTooLarge', { instance: requestId, language, params }), {
        // The rest of the body is not read, so nothing can follow on this line.
        connection: 'close',
      }),
  })
}

/** What was thrown outside every operation: a refused caller (not his to act for), or a bug. */
function failureAnswer(house: House, thrown: unknown, at: { arrival: Arrival; language: string }): Response {
  const { request, requestId } = at.arrival
  const refused = inWords(thrown, at.language)
  if (!(refused instanceof ORPCError)) house.log.error({ err: thrown, requestId }, 'a request failed')
  const error = refused instanceof ORPCError ? refused : bug(at.language, requestId, thrown)
  const headers: Record<string, string> = error.status === 503 ? { 'retry-after': String(secondsAway) } : {}
  return new URL(request.url).pathname.startsWith('/rpc/')
    ? Response.json({ json: error.toJSON(), meta: [] }, { status: error.status, headers })
    : problemAnswer(problemOf(error, requestId, at.language), headers)
}

/** Says each sentence once. */
function onceEach(say: (sentence: string) => void): (sentence: string | undefined) => void {
  const said = new Set<string>()
  return (sentence) => {
    if (!sentence || said.has(sentence) || said.size > 20) return
    said.add(sentence)
    say(sentence)
  }
}

function nothingHere({ requestId }: Arrival, language: string): Response {
  return problemAnswer(doorProblem(404, 'core.noSuchAddress', { instance: requestId, language }))
}
