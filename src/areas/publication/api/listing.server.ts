import type { z } from '@hono/zod-openapi'
import { sql, type Kysely, type RawBuilder } from 'kysely'
import { dayOf, systemClock } from '#platform/clock/clock.ts'
import type { Database } from '#platform/db/schema.ts'

/**
 * A list of the API, whole in one place: how it is described, and one statement that reads it. Ordered by a key that never
 * changes, so that a page begins behind the last key of the one before and holds while rows are added.
 */
export interface Listing {
  /** its address: /api/{kind} */
  readonly kind: string
  readonly one: string
  readonly about: string
  readonly description?: string
  /** an identifier that every hall has with its sample; none where rows come with use */
  readonly example?: string
  readonly shape: z.ZodObject
  /** what is selected, under the names of the shape */
  readonly columns: RawBuilder<unknown>
  /** what it is selected from, as x */
  readonly table: RawBuilder<unknown>
  readonly key: readonly KeyPart[]
  /** how one of them is found by its identifier; unless told, by x.id as the key has it */
  readonly byId?: (id: string) => RawBuilder<unknown>
  readonly filters?: Readonly<Record<string, Filter>>
  /** where its page is under the hall's origin; nothing where it has none */
  readonly page?: (row: Read) => string
  /** what rules make of the facts that were read: a status is computed, never kept. `day` is today. */
  readonly finish?: (row: Read, day: string, origin: string) => Read
}

export interface KeyPart {
  readonly column: RawBuilder<unknown>
  readonly type: 'text' | 'bigint'
}

export interface Filter {
  readonly about: string
  readonly where: (value: string) => RawBuilder<unknown>
}

export type Read = Record<string, unknown>

/** Keys of rows that are only ever added, and of rows that are named. */
export const BY_NUMBER: readonly KeyPart[] = [{ column: sql`x.id`, type: 'bigint' }]
export const BY_NAME: readonly KeyPart[] = [{ column: sql`x.id collate "C"`, type: 'text' }]

/** Most filters of the follow-up are these two. */
export const OF_RECOMMENDATION: Filter = {
  about: 'Reference of a recommendation.',
  where: (value) => sql`x.recommendation_id = (select id from recommendation where reference = ${value})`
}
export const ofBody = (column: 'body_id' | 'about_body_id' | 'by_body_id', about: string): Filter => ({
  about,
  where: (value) => sql`${sql.ref(`x.${column}`)} = ${value}`
})

const BETWEEN = '~'
const NUMBER = /^\d{1,18}$/

/** A cursor that was not given by "next". */
export class CursorError extends Error {}

export interface Asked {
  readonly limit: number
  readonly cursor?: string | undefined
  readonly filters?: Readonly<Record<string, string | undefined>>
}

/** One page of a list, and the cursor behind which the next page begins. */
export async function readList(
  db: Kysely<Database>,
  listing: Listing,
  { limit, cursor, filters = {} }: Asked,
  origin: string
): Promise<{ items: Read[]; next: string | null }> {
  const { columns, table, key } = listing
  const order = sql.join(key.map(({ column }) => column))
  const wanted = [
    ...(cursor === undefined ? [] : [behind(key, cursor)]),
    ...Object.entries(filters).flatMap(([name, value]) =>
      value === undefined ? [] : [listing.filters![name]!.where(value)]
    )
  ]
  const { rows } = await sql<Read & { key: string[] }>`
    select ${columns}, array[${sql.join(key.map(({ column }) => sql`${column}::text`))}] as key from ${table}
    ${wanted.length ? sql`where ${sql.join(wanted, sql` and `)}` : sql``}
    order by ${order} limit ${limit + 1}`.execute(db)
  const shown = rows.slice(0, limit)
  return {
    items: shown.map(({ key: _, ...row }) => finished(listing, row, origin)),
    next: rows.length > limit ? shown.at(-1)!.key.join(BETWEEN) : null
  }
}

export async function readOne(
  db: Kysely<Database>,
  listing: Listing,
  id: string,
  origin: string
): Promise<Read | null> {
  const numbered = listing.key[0]!.type === 'bigint'
  if (!listing.byId && numbered && !NUMBER.test(id)) return null
  const where = listing.byId?.(id) ?? (numbered ? sql`x.id = ${id}::bigint` : sql`x.id = ${id}`)
  const { rows } = await sql<Read>`select ${listing.columns} from ${listing.table} where ${where}`.execute(db)
  return rows[0] ? finished(listing, rows[0], origin) : null
}

const BATCH = 500

/** All of a list, some at a time: what is held in memory does not grow with it. */
export async function* everyPage(db: Kysely<Database>, listing: Listing, origin: string): AsyncGenerator<Read[]> {
  for (let cursor: string | undefined; ;) {
    const { items, next } = await readList(db, listing, { limit: BATCH, cursor }, origin)
    if (items.length) yield items
    if (next === null) return
    cursor = next
  }
}

function behind(key: readonly KeyPart[], cursor: string): RawBuilder<unknown> {
  const parts = cursor.split(BETWEEN)
  const fits = parts.length === key.length && key.every(({ type }, i) => type === 'text' || NUMBER.test(parts[i]!))
  if (!fits) throw new CursorError(cursor)
  const values = key.map(({ type }, i) => (type === 'bigint' ? sql`${parts[i]}::bigint` : sql`${parts[i]}`))
  return sql`(${sql.join(key.map(({ column }) => column))}) > (${sql.join(values)})`
}

function finished({ page, finish }: Listing, row: Read, origin: string): Read {
  const addressed = page ? { ...row, url: origin + page(row) } : row
  return finish ? finish(addressed, dayOf(systemClock()), origin) : addressed
}
