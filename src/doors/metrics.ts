import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { House } from './house.ts'

export interface Metrics {
  registry: Registry
  requests: Histogram<'door' | 'status'>
  operations: Counter<'operation' | 'outcome'>
}

/** What Prometheus may read: the process, requests by door, operations by outcome, the job queue. */
export function openMetrics(house: Pick<House, 'offices'>): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'talka_request_seconds',
    help: 'Time to the first byte of an answer, by door and status.',
    labelNames: ['door', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })
  const operations = new Counter({
    name: 'talka_operations_total',
    help: 'Calls of operations by outcome.',
    labelNames: ['operation', 'outcome'],
    registers: [registry],
  })
  new Gauge({
    name: 'talka_jobs_queued',
    help: 'Jobs that wait in the queue or run.',
    registers: [registry],
    async collect() {
      const { rows } = await house.offices.adminPool.query('select count(*)::int as n from graphile_worker.jobs')
      this.set(rows[0].n)
    },
  })
  return { registry, requests, operations }
}

/** Only who knows the token: a request from this machine may be anybody's that a proxy passes on. */
export function mayReadMetrics(request: Request, token: string | undefined): boolean {
  return token !== undefined && request.headers.get('authorization') === `Bearer ${token}`
}
