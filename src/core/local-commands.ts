/** A command at the machine itself that needs no running Talka; what it needs is loaded when it runs. */
export interface LocalCommand {
  summary: string
  /** What stands behind its name, such as `FILE…`. */
  takes?: string
  /** By name: what follows it, and what it does. */
  options?: Readonly<Record<string, string>>
  /** Gives the exit code, or nothing while it goes on running. */
  // biome-ignore lint/suspicious/noConfusingVoidType: a command that goes on running gives nothing
  run: (args: string[]) => Promise<number | void>
}

/** Of `talka restore`. */
export const sendLetters = '--send-letters'

const offices = () => import('./office-commands.ts')
const keeping = () => import('./keeping-commands.ts')

export const localCommands: Readonly<Record<string, LocalCommand>> = {
  'office add': {
    summary: 'Make a further office on this database.',
    takes: 'NAME',
    options: { '--host': 'HOST      where it answers; may be given several times' },
    run: async (args) => (await offices()).addOffice(args),
  },
  'office hosts': {
    summary: 'Give an office other hosts in place of those it has.',
    takes: 'NAME',
    options: { '--host': 'HOST      where it answers; may be given several times; none: nowhere of its own' },
    run: async (args) => (await offices()).setHosts(args),
  },
  'office list': {
    summary: 'The offices on this database with their hosts.',
    run: async () => (await offices()).listOffices(),
  },
  backup: {
    summary: 'Write everything of all offices into one archive, also while Talka runs.',
    takes: 'FILE',
    run: async (args) => (await keeping()).backUp(args),
  },
  restore: {
    summary: 'Bring an archive into an empty database.',
    takes: 'FILE',
    options: { [sendLetters]: '      letters that waited go out from here: where the original works no more' },
    run: async (args) => (await keeping()).restore(args),
  },
  verify: {
    summary: 'Prove that an archive is whole, without any server.',
    takes: 'FILE',
    run: async (args) => (await keeping()).verify(args),
  },
  move: {
    summary: 'Take all offices from the database in here to a server.',
    options: { '--to': 'DATABASE_URL      where they go' },
    run: async (args) => (await keeping()).move(args),
  },
}
