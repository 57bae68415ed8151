import { DatabaseError } from '#platform/db/migrate.server.ts'
import { SettingsError } from '#platform/settings.ts'

interface Command {
  /** one line: how it is called, and what it does */
  readonly usage: string
  /** Returns the exit code: 0 done, 1 not done, 2 called wrongly. */
  run(args: string[]): Promise<number>
}

const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  start: () => import('./start.ts'),
  test: () => import('./test.ts'),
  bench: () => import('./bench.ts'),
  doctor: () => import('./doctor.ts'),
  migrate: () => import('./migrate.ts'),
  extract: () => import('./extract.ts'),
  import: () => import('./import.ts'),
  history: () => import('./history.ts'),
  themes: () => import('./themes.ts'),
  reindex: () => import('./reindex.ts'),
  user: () => import('./user.ts')
}

/** A sentence for the operator is printed as it is; anything else is a fault of the program, with its trace. */
function tell(error: unknown): void {
  if (error instanceof SettingsError || error instanceof DatabaseError) console.error(error.message)
  else console.error(error)
}

async function printUsage(): Promise<void> {
  console.log('Usage: bin/balai COMMAND\n')
  for (const load of Object.values(COMMANDS)) console.log(`  ${(await load()).usage}`)
  console.log('\nSettings are environment variables: docs/operating.md lists them.')
}

const [name, ...args] = process.argv.slice(2)
const load = name ? COMMANDS[name] : undefined
if (load) {
  try {
    process.exitCode = await (await load()).run(args)
  } catch (error) {
    tell(error)
    process.exitCode = 1
  }
} else {
  await printUsage()
  if (name && name !== 'help' && name !== '--help') {
    console.error(`\nThere is no command "${name}".`)
    process.exitCode = 2
  }
}
