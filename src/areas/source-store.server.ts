// Where facts come from. Every area that names a source finds it, or makes it, here.
import type { Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { refuse, type Refusal } from '#platform/refusal.ts'

type Db = Kysely<Database>

/** Title, publisher and day tell sources apart. */
export interface GivenSource {
  readonly title: string
  readonly publisher: string | null
  readonly url: string | null
  readonly publishedOn: string | null
}

/**
 * The source of that title, publisher and day, made where there is none yet, with the address it is on record with: that of
 * a source that was there is never changed by the way.
 */
export async function sourceNamed(tx: Db, given: GivenSource): Promise<{ id: number; url: string | null }> {
  const { title, publisher, url, publishedOn } = given
  await tx
    .insertInto('source')
    .values({ title, publisher, url, published_on: publishedOn, note: null })
    .onConflict((conflict) => conflict.columns(['title', 'publisher', 'published_on']).doNothing())
    .execute()
  return tx
    .selectFrom('source')
    .select(['id', 'url'])
    .where('title', '=', title)
    .where('publisher', 'is not distinct from', publisher)
    .where('published_on', 'is not distinct from', publishedOn)
    .executeTakeFirstOrThrow()
}

/** The id of a source that a person named by title and day. Refused where it is on record with another address than they gave. */
export async function sourceGiven(tx: Db, given: Omit<GivenSource, 'publisher'>): Promise<number | Refusal> {
  const found = await sourceNamed(tx, { ...given, publisher: null })
  if (given.url === null || found.url === given.url) return found.id
  return found.url === null
    ? refuse('positions.source_without_address', undefined, 'sourceUrl')
    : refuse('positions.source_other_address', { url: found.url }, 'sourceUrl')
}
