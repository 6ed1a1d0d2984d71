import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'

export interface Product {
  url: string
  process: ChildProcess
  /** SIGTERM, as a service manager does; resolves when it has ended. */
  stop(): Promise<number | null>
}

/** Starts the real product as the README does, on a free port with its data in `data`; resolves when it is ready. */
export async function startProduct({
  data,
  env = {},
}: {
  data: string
  env?: Record<string, string>
}): Promise<Product> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const root = join(import.meta.dirname, '..')
  const child = spawn(process.execPath, [join(root, 'bin', 'talka.mjs'), 'start'], {
    env: { ...process.env, TALKA_DATA: data, TALKA_PORT: String(port), TALKA_URL: url, LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (said += text))
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  let gone = false
  void ended.then(() => (gone = true))
  for (;;) {
    if (gone) throw new Error(`Talka did not start:\n${said}`)
    const ready = await fetch(`${url}/readyz`).catch(() => null)
    if (ready?.ok) break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return {
    url,
    process: child,
    async stop() {
      child.kill('SIGTERM')
      return ended
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}
