import { openDatabase } from '#platform/db/open.server.ts'

export const usage = 'migrate                 bring the database to this version, without opening the hall'

export async function run(_args: string[]): Promise<number> {
  const { applied, close } = await openDatabase()
  await close()
  console.log(applied.length ? `Applied: ${applied.join(', ')}.` : 'The database is at this version already.')
  return 0
}
