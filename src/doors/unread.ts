import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { newId } from '#core/ids.ts'
import { doorProblem } from './problem.ts'

/** How long the address and the headers of a request may be together, in bytes. */
export const mostHeaders = 16_384

/** Answers what never became a request: headers or an address that are too long, no HTTP, nothing within the time. */
export function refuseUnread(error: NodeJS.ErrnoException, line: Duplex): void {
  if (error.code === 'ECONNRESET' || !line.writable) return
  const [status, says] = unread[error.code ?? ''] ?? ([400, 'core.unreadableRequest'] as const)
  const params = { kb: mostHeaders / 1024 }
  const body = JSON.stringify(doorProblem(status, says, { instance: newId(), language: 'en', params }))
  const headers = ['content-type: application/problem+json; charset=utf-8', 'connection: close']
  const length = `content-length: ${Buffer.byteLength(body)}`
  line.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...headers, length, '', body].join('\r\n'))
}

const unread: Record<string, readonly [number, string]> = {
  HPE_HEADER_OVERFLOW: [431, 'core.headersTooLarge'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'core.unreadableRequest'],
}
