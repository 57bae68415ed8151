import { reindex } from '#areas/publication/reindex.server.ts'
import { openDatabase } from '#platform/db/open.server.ts'

export const usage = 'reindex                 make the search index anew from the record'

export async function run(_args: string[]): Promise<number> {
  const { db, close } = await openDatabase()
  try {
    const began = performance.now()
    const made = await db.transaction().execute((tx) => reindex(tx, 'all'))
    const took_s = (performance.now() - began) / 1000
    console.log(`${made.toLocaleString('en')} recommendations can be searched, after ${took_s.toFixed(1)} s.`)
    return 0
  } finally {
    await close()
  }
}
