import { sql, type Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { FACETS } from './search.ts'
import { SegmentBuilder, type Segment, type SegmentRow } from './segment.ts'
import { searchState } from './store.server.ts'

/** Rows changed since the columns were filled; beyond this many they are filled anew, beside the old ones. */
const RECENT_LIMIT = 5_000
const FETCH = 2_000

/**
 * Columns of recommendation_search in memory, kept in step with the table: `segments` first compares versions, so a
 * search sees everything that was committed before it, on whichever node. One for each database.
 */
class Columns {
  #main: Segment | null = null
  #recent = new Map<number, SegmentRow>()
  #recentSegment: Segment | null = null
  #version = -1
  #catchingUp: Promise<void> | null = null
  #refilling: Promise<void> | null = null
  #db: Kysely<Database>

  constructor(db: Kysely<Database>) {
    this.#db = db
  }

  async segments(): Promise<readonly Segment[]> {
    const { version } = await searchState(this.#db)
    while (this.#version < version) {
      this.#catchingUp ??= this.#catchUp().finally(() => (this.#catchingUp = null))
      await this.#catchingUp
    }
    return this.#recentSegment ? [this.#main!, this.#recentSegment] : [this.#main!]
  }

  async #catchUp(): Promise<void> {
    const { version, forgotAt } = await searchState(this.#db)
    if (!this.#main) {
      this.#main = await fill(this.#db)
      this.#version = version
      return
    }
    const changed = await this.#changedSince(this.#version)
    if (changed.length > RECENT_LIMIT || forgotAt > this.#version) {
      this.#put(await fill(this.#db), new Map())
    } else {
      for (const row of changed) this.#recent.set(row.id, row)
      this.#put(this.#main, this.#recent)
      if (this.#recent.size > RECENT_LIMIT) this.#refill()
    }
    this.#version = version
  }

  #put(main: Segment, recent: Map<number, SegmentRow>): void {
    for (const id of recent.keys()) {
      const row = main.rowOf.get(id)
      if (row !== undefined) main.dead[row] = 1
    }
    this.#main = main
    this.#recent = recent
    this.#recentSegment = recent.size ? segmentOf([...recent.values()]) : null
  }

  /** Searches go on with the old columns meanwhile. */
  #refill(): void {
    this.#refilling ??= (async () => {
      const version = this.#version
      const main = await fill(this.#db)
      while (this.#catchingUp) await this.#catchingUp
      // Back to the version from before the filling: the next search fetches what changed since.
      this.#put(main, new Map())
      this.#version = version
    })().finally(() => (this.#refilling = null))
    // A failure leaves the old columns in place; the next change tries again.
    this.#refilling.catch(() => undefined)
  }

  async #changedSince(version: number): Promise<SegmentRow[]> {
    const { rows } = await sql<StoredRow>`
      select ${COLUMNS} from recommendation_search where version > ${version}
      limit ${RECENT_LIMIT + 1}
    `.execute(this.#db)
    return rows.map(segmentRow)
  }
}

type StoredRow = { id: number; made_on: string; sort_key: string; words: string } & SegmentRow['values']

const COLUMNS = sql.join([
  sql`recommendation_id::float8 as id`,
  sql`made_on::text as made_on`,
  sql`sort_key`,
  sql`words::text as words`,
  ...FACETS.map((facet) => sql.ref(facet))
])

function segmentRow({ id, made_on, sort_key, words, ...values }: StoredRow): SegmentRow {
  return { id, madeOn: made_on, sortKey: sort_key, words, values }
}

function segmentOf(rows: SegmentRow[]): Segment {
  const newestFirst = rows.sort(
    (a, b) => (a.madeOn < b.madeOn ? 1 : a.madeOn > b.madeOn ? -1 : 0) || (a.sortKey < b.sortKey ? -1 : 1)
  )
  const builder = new SegmentBuilder()
  for (const row of newestFirst) builder.add(row)
  return builder.finish()
}

/** The whole table, some rows at a time, so that a large record is never in memory twice. */
async function fill(db: Kysely<Database>): Promise<Segment> {
  return db
    .transaction()
    .setAccessMode('read only')
    .execute(async (tx) => {
      await sql`
        declare whole no scroll cursor for
        select ${COLUMNS} from recommendation_search order by recommendation_search.made_on desc, sort_key collate "C"
      `.execute(tx)
      const builder = new SegmentBuilder()
      for (;;) {
        const { rows } = await sql<StoredRow>`fetch ${sql.lit(FETCH)} from whole`.execute(tx)
        for (const row of rows) builder.add(segmentRow(row))
        if (rows.length < FETCH) return builder.finish()
      }
    })
}

const known = new WeakMap<Kysely<Database>, Columns>()

/** The columns of this database as of now. The first call fills them. */
export async function segmentsOf(db: Kysely<Database>): Promise<readonly Segment[]> {
  let columns = known.get(db)
  if (!columns) known.set(db, (columns = new Columns(db)))
  return columns.segments()
}
