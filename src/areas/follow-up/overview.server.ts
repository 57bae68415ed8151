import type { Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { changesSince, readPairs } from './overview-store.server.ts'
import { compareNewest, type Pair } from './pair-query.ts'

/**
 * Every pair of the record as of a day, in memory, the newest first. Before each answer it asks what was committed since
 * and reads that anew, so that a page counts everything that was there when it was asked for, on whichever node.
 */
class Overview {
  #pairs = new Map<number, readonly Pair[]>()
  #sorted: readonly Pair[] | null = null
  #horizon: string | null = null
  #day = ''
  #reading: Promise<void> | null = null
  #db: Kysely<Database>

  constructor(db: Kysely<Database>) {
    this.#db = db
  }

  async pairsOn(day: string): Promise<readonly Pair[]> {
    // Whoever comes while another reads may have come after its look: it looks again itself.
    while (this.#reading) await this.#reading
    this.#reading = this.#catchUp(day).finally(() => (this.#reading = null))
    await this.#reading
    return (this.#sorted ??= [...this.#pairs.values()].flat().sort(compareNewest))
  }

  async #catchUp(day: string): Promise<void> {
    const { ids, horizon } = await changesSince(this.#db, this.#horizon)
    // A new day makes mandates of bodies in actions begin and end: everything is read anew.
    if (this.#horizon === null || ids === null || day !== this.#day) {
      this.#put(new Map(), await readPairs(this.#db, day))
    } else if (ids.length) {
      const fresh = await readPairs(this.#db, day, ids)
      for (const id of ids) this.#pairs.delete(id)
      this.#put(this.#pairs, fresh)
    }
    this.#day = day
    this.#horizon = horizon
  }

  #put(pairs: Map<number, readonly Pair[]>, fresh: readonly Pair[]): void {
    for (const [id, own] of Map.groupBy(fresh, ({ recommendationId }) => recommendationId)) pairs.set(id, own)
    this.#pairs = pairs
    this.#sorted = null
  }
}

const known = new WeakMap<Kysely<Database>, Overview>()

/** The pairs of this database as of now. The first call reads all of them. */
export function pairsOn(db: Kysely<Database>, day: string): Promise<readonly Pair[]> {
  let overview = known.get(db)
  if (!overview) known.set(db, (overview = new Overview(db)))
  return overview.pairsOn(day)
}
