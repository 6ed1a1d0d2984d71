import { readConfig } from '#core/config.ts'
import { openGround } from '#core/ground.ts'
import { keepHouse } from '#core/housekeeping.ts'
import { startJobs } from '#core/jobs.ts'
import { createLog } from '#core/log.ts'
import { runCommand } from '#doors/cli.ts'
import { serveHttp } from '#doors/http.ts'
import { openApiText } from '#doors/openapi.ts'
import { duties, jobs, mayUpload } from '#duties/index.ts'
import { identify } from '#office/public.ts'
import { buildWeb, webFolder, webIsStale } from '#web/build.ts'

const say = (sentence: string) => console.log(sentence)

/** Config, database, offices, http, jobs; SIGTERM and SIGINT take them down in the other order. */
async function start(): Promise<void> {
  const began = performance.now()
  const config = readConfig()
  const log = createLog(config.logLevel)
  const [ground] = await Promise.all([openGround({ config, log, say }), readyWeb()])
  const { offices } = ground
  const house = { duties, offices, identify, mayUpload, log, webFolder, ...config }
  const door = await serveHttp(house, config).catch(async (error) => {
    await ground.close()
    throw error
  })
  const concurrency = config.readers + 1
  const workers = await startJobs({ pool: offices.adminPool, offices, tasks: jobs, concurrency, log })
  const stopHouse = keepHouse(offices, log)
  say(`Talka is ready at ${config.url} (${((performance.now() - began) / 1000).toFixed(1)} s).`)

  let stopping: Promise<void> | undefined
  const stop = async () => {
    say('Stopping: finishing what is under way …')
    await door.close()
    await Promise.all([workers.stop(), stopHouse()])
    await ground.close()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => (stopping ??= stop()))
}

async function readyWeb(): Promise<void> {
  if (!webIsStale()) return
  say('Building the web app …')
  await buildWeb()
}

await runCommand(process.argv.length > 2 ? process.argv.slice(2) : ['start'], {
  duties,
  local: {
    start,
    openapi: async () => void process.stdout.write(await openApiText(duties)),
    'office add': async (args) => (await import('#core/office-commands.ts')).addOffice(args),
    'office list': async () => (await import('#core/office-commands.ts')).listOffices(),
    'read-receipts': async (files) =>
      void (await (await import('#duties/expenses/reader/command.ts')).readFiles(files)),
  },
})
