import type { Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { ACTIONS_CHANGED, changesSince, lateOn, readPairs, type Late } from './overview-store.server.ts'
import { compareNewest, type Pair } from './pair-query.ts'

/** When so many changed at once, everything is sorted. */
const SORT_ANEW = 1_000

/**
 * Every pair of the record as of a day, in memory, the newest first. Before each answer it asks what was committed since
 * and reads that anew, so that a page counts everything that was there when it was asked for, on whichever node.
 */
class Overview {
  #pairs = new Map<number, readonly Pair[]>()
  #sorted: readonly Pair[] | null = null
  #late: readonly Late[] | null = null
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

  /** What is overdue, as of the last look at the pairs. */
  async lateNow(): Promise<readonly Late[]> {
    return (this.#late ??= await lateOn(this.#db, this.#day))
  }

  async #catchUp(day: string): Promise<void> {
    const { ids, horizon } = await changesSince(this.#db, this.#horizon)
    // A new day makes mandates of bodies in actions begin and end: everything is read anew.
    if (ids === null || ids.length || day !== this.#day) this.#late = null
    if (this.#horizon === null || ids === null || day !== this.#day) {
      // Some that had a place may be gone.
      this.#sorted = null
      this.#put(new Map(), await readPairs(this.#db, day))
    } else if (ids.length) {
      const fresh = await readPairs(this.#db, day, ids)
      const still = new Set(fresh.map(({ recommendationId }) => recommendationId))
      for (const id of ids) {
        this.#pairs.delete(id)
        if (!still.has(id) && id !== ACTIONS_CHANGED) this.#sorted = null
      }
      this.#put(this.#pairs, fresh)
    }
    this.#day = day
    this.#horizon = horizon
  }

  #put(pairs: Map<number, readonly Pair[]>, fresh: readonly Pair[]): void {
    const changed = Map.groupBy(fresh, ({ recommendationId }) => recommendationId)
    for (const [id, own] of changed) pairs.set(id, own)
    this.#pairs = pairs
    this.#sorted = inTheirPlaces(this.#sorted, changed)
  }
}

/**
 * Facts that change where a pair has come to leave it in its place: thousands need not be sorted anew for one answer.
 * Null where one has no place yet.
 */
function inTheirPlaces(
  sorted: readonly Pair[] | null,
  changed: ReadonlyMap<number, readonly Pair[]>
): readonly Pair[] | null {
  let left = [...changed.values()].reduce((sum, own) => sum + own.length, 0)
  if (!sorted || left > SORT_ANEW) return null
  const placed = sorted.map((pair) => {
    const own = changed.get(pair.recommendationId)
    const fresh = own?.find(({ bodyId }) => bodyId === pair.bodyId)
    if (fresh) left -= 1
    return fresh ?? pair
  })
  return left === 0 ? placed : null
}

const known = new WeakMap<Kysely<Database>, Overview>()

function overviewOf(db: Kysely<Database>): Overview {
  let overview = known.get(db)
  if (!overview) known.set(db, (overview = new Overview(db)))
  return overview
}

/** The pairs of this database as of now. The first call reads all of them. */
export function pairsOn(db: Kysely<Database>, day: string): Promise<readonly Pair[]> {
  return overviewOf(db).pairsOn(day)
}

/** Actions and milestones that are overdue now, the oldest first. */
export async function overdueOn(db: Kysely<Database>, day: string): Promise<readonly Late[]> {
  await pairsOn(db, day)
  return overviewOf(db).lateNow()
}
