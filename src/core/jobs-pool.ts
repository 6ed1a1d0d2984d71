import type pg from 'pg'

/**
 * The pool as the job queue sees it. The queue tries again only what bears a code it knows, and a job whose end it cannot
 * write down takes the program along: so every error of a lost connection gets the code of a database that is starting.
 */
export function patientPool(pool: pg.Pool): pg.Pool {
  return new Proxy(pool, {
    get(target, name) {
      const found = Reflect.get(target, name)
      if (typeof found !== 'function') return found
      if (name !== 'connect') return found.bind(target)
      return (called?: Parameters<pg.Pool['connect']>[0]) =>
        called ? target.connect(called) : target.connect().then(patientClient, passing)
    },
  })
}

function patientClient(client: pg.PoolClient): pg.PoolClient {
  return new Proxy(client, {
    get(target, name) {
      const found = Reflect.get(target, name)
      if (typeof found !== 'function') return found
      if (name !== 'query') return found.bind(target)
      return (...given: unknown[]) => {
        const answer = found.apply(target, given)
        return answer instanceof Promise ? answer.catch(passing) : answer
      }
    },
  })
}

// SQLSTATE classes 08, 53, 57P and 58: away, or without room (PostgreSQL manual, appendix A), the system's errors, and
// the driver's own sentence.
const lost = /^(08|53|57P|58|ECONN|ENOENT|EPIPE|ETIMEDOUT|EHOSTUNREACH)/

function passing(error: Error & { code?: string }): never {
  const isLost =
    lost.test(error.code ?? '') || /Connection terminated|not queryable|connection error/.test(error.message)
  if (!isLost) throw error
  throw Object.assign(new Error(error.message, { cause: error }), { code: '57P03' })
}
