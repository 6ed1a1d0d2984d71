import { localCommands } from '#core/local-commands.ts'
import { runCommand } from '#doors/cli.ts'

// Each command brings its own parts when it runs: help loads none of them.
await runCommand(process.argv.length > 2 ? process.argv.slice(2) : ['start'], {
  start: {
    summary: 'Start Talka; it runs until it is stopped.',
    run: async () => (await import('./start.ts')).start(),
  },
  openapi: {
    summary: 'Print the OpenAPI document.',
    run: async () => {
      const [{ openApiText }, { duties }] = await Promise.all([import('#doors/openapi.ts'), import('#duties/index.ts')])
      process.stdout.write(await openApiText(duties))
    },
  },
  ...localCommands,
  'read-receipts': {
    summary: 'Read receipts without a server and print what stands on them.',
    takes: 'FILE…',
    run: async (files) => (await import('#duties/expenses/reader/command.ts')).readFiles(files),
  },
})
