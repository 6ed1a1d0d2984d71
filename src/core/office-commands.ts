import { parseArgs } from 'node:util'
import { readConfig } from './config.ts'
import { openGround } from './ground.ts'
import { createLog } from './log.ts'
import type { Offices } from './offices.ts'
import { StartRefused } from './start-refused.ts'
import { sentenceOfRefusal } from './translate-errors.ts'

/** `talka office add NAME [--host HOST]…`: a second schema and role; also beside a running Talka. */
export async function addOffice(args: string[]): Promise<number> {
  const { name, hosts } = officeIn(args, 'add')
  await withOffices((offices) => offices.add(name, hosts))
  const at = hosts.length > 0 ? `at ${hosts.join(', ')}` : `once it has a host: talka office hosts ${name} --host HOST`
  process.stdout.write(`The office ${name} is there, ${at}.\n`)
  return 0
}

/** `talka office hosts NAME [--host HOST]…`: these in place of those it has. */
export async function setHosts(args: string[]): Promise<number> {
  const { name, hosts } = officeIn(args, 'hosts')
  await withOffices((offices) => offices.setHosts(name, hosts))
  process.stdout.write(
    `The office ${name} is ${hosts.length > 0 ? `at ${hosts.join(', ')}` : 'at no host of its own'}.\n`,
  )
  return 0
}

function officeIn(args: string[], command: string): { name: string; hosts: string[] } {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { host: { type: 'string', multiple: true, default: [] } },
  })
  const [name] = positionals
  if (!name) throw new StartRefused(`Name the office: talka office ${command} NAME [--host desk.company.example].`)
  return { name, hosts: values.host }
}

/** `talka office list`: one office a line, its hosts behind it. */
export async function listOffices(): Promise<number> {
  await withOffices(async (offices) => {
    for (const { name, hosts } of await offices.list()) process.stdout.write(`${[name, ...hosts].join('\t')}\n`)
  })
  return 0
}

async function withOffices(work: (offices: Offices) => Promise<void>): Promise<void> {
  const config = readConfig()
  const ground = await openGround({ config, log: createLog('warn'), say: () => {}, besideRunning: true })
  try {
    await work(ground.offices)
  } catch (error) {
    const sentence = sentenceOfRefusal(error, 'en')
    throw sentence ? new StartRefused(sentence) : error
  } finally {
    await ground.close()
  }
}
