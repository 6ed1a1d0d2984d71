import { readConfig, readyAt } from '#core/config.ts'
import { openGround } from '#core/ground.ts'
import { keepHouse } from '#core/housekeeping.ts'
import { startJobs } from '#core/jobs-work.ts'
import { createLog, outliveBugs } from '#core/log.ts'
import { untilStopped } from '#core/until-stopped.ts'
import { serveHttp } from '#doors/http.ts'
import { duties, jobs, mayUpload, tidyings } from '#duties/index.ts'
import { identify } from '#office/public.ts'
import { buildWeb, webFolder, webIsStale } from '#web/build.ts'

const say = (sentence: string) => console.log(sentence)

/** Opens Talka and lets it stand until it is asked to stop. */
export function start(): Promise<never> {
  return untilStopped(open, say)
}

/** Config, database, offices, http, jobs; gives back how to take them down in the other order. */
async function open(signal: AbortSignal): Promise<() => Promise<void>> {
  const began = performance.now()
  const config = readConfig()
  const log = createLog(config.logLevel)
  outliveBugs(log)
  const [opened, web] = await Promise.allSettled([openGround({ config, log, say, signal }), readyWeb(signal)])
  if (opened.status === 'rejected') throw opened.reason
  const { offices, standing, close } = opened.value
  try {
    if (web.status === 'rejected') throw web.reason
    const house = { duties, offices, standing, identify, mayUpload, log, webFolder, ...config }
    const door = await serveHttp(house, config)
    const slots = { asked: 2, reading: config.readers + 1, mail: 4, later: 1 }
    const workers = await startJobs({ pool: offices.adminPool, offices, tasks: jobs, slots, log })
    const stopHouse = keepHouse(offices, log, tidyings)
    say(`Talka is ready at ${readyAt(config, door.port)} (${((performance.now() - began) / 1000).toFixed(1)} s).`)
    for (const { sentence } of await standing()) say(sentence)
    return async () => {
      await door.close()
      await workers.stop()
      await stopHouse()
      await close()
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function readyWeb(signal: AbortSignal): Promise<void> {
  if (!webIsStale()) return
  say('Building the web app …')
  await buildWeb(signal)
}
