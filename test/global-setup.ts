import { openScratch } from './scratch.ts'

/** Before all tests: one PostgreSQL for them. After all: nothing of it is left. */
export default async function setup(): Promise<() => Promise<void>> {
  const scratch = await openScratch(process.env.DATABASE_URL)
  return scratch.close
}
