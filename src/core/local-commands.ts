type Command = (args: string[]) => Promise<number>

const offices = () => import('./office-commands.ts')
const keeping = () => import('./keeping-commands.ts')

/** Commands at the machine itself that need no running Talka; what one needs is loaded when it is called. */
export const localCommands: Record<string, Command> = {
  'office add': async (args) => (await offices()).addOffice(args),
  'office list': async () => (await offices()).listOffices(),
  backup: async (args) => (await keeping()).backUp(args),
  restore: async (args) => (await keeping()).restore(args),
  verify: async (args) => (await keeping()).verify(args),
  move: async (args) => (await keeping()).move(args),
}
