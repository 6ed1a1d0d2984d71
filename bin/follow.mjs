// Loaded before the program: when its launcher is killed outright, the program is told to end as if it had been asked.
import { isMainThread } from 'node:worker_threads'

const launcher = Number(process.env.TALKA_LAUNCHER)

if (isMainThread && launcher && process.ppid === launcher && process.platform !== 'win32') {
  const watch = setInterval(() => {
    if (process.ppid === launcher) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 500)
  watch.unref()
}
