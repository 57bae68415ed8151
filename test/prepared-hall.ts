import type { Kysely } from 'kysely'
import { preparing } from '#areas/demonstration/preparing.server.ts'
import { FOLLOW_UP, tell } from '#areas/demonstration/tell.server.ts'
import type { Database } from '#platform/db/schema.ts'

// A demonstration hall in which the invented year has passed until a day that stands, and past reviews beside it.

export { SHARED_PRACTICE } from '#areas/demonstration/standing.server.ts'

/** When it was opened. */
export const OPENED = new Date('2026-01-05T03:00:00Z')
/** 322 days after the 7th Dialogue: as many as the story has. */
export const PREPARED_AT = new Date('2026-10-05T03:00:00Z')

const ORIGIN = 'https://hall.example.org'

/** What was said and done about the recommendations of the 7th Dialogue until then. */
export async function aYearOfFollowUp(db: Kysely<Database>): Promise<void> {
  await told(db, FOLLOW_UP)
  await pastReviews(db)
}

/** The preparation of the 8th Dialogue, opened, confirmed and published by the secretariat. */
export async function prepared(db: Kysely<Database>): Promise<void> {
  await told(db, [preparing])
}

async function told(db: Kysely<Database>, parts: Parameters<typeof tell>[3]): Promise<void> {
  const { leftOut } = await tell(db, PREPARED_AT, ORIGIN, parts)
  if (leftOut.length) throw new Error(`The story is refused: ${JSON.stringify(leftOut)}`)
}

/** Past reviews of Indonesia, invented as everything here: how many of each theme were supported, and how many noted. */
async function pastReviews(db: Kysely<Database>): Promise<void> {
  const source = await db
    .insertInto('source')
    .values({ title: 'Past reviews, invented for the demonstration', publisher: 'Balai', published_on: '2012-06-01' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const themes: readonly (readonly [string, number, number])[] = [
    ['justice', 5, 3],
    ['civil-society', 4, 1],
    ['trafficking', 6, 0],
    ['trade', 2, 0],
    ['international-instruments', 3, 6]
  ]
  let ordinal = 0
  for (const [theme_id, supported, noted] of themes) {
    for (let i = 0; i < supported + noted; i++) {
      ordinal++
      const session = ordinal % 2 ? 1 : 13
      const made_on = session === 1 ? '2008-04-18' : '2012-06-01'
      const { id: recommendation_id } = await db
        .insertInto('recommendation')
        .values({ reference: `UPR${session}-ID-D${ordinal}`, mechanism: 'upr', session: `UPR ${session}`, made_on })
        .returning('id')
        .executeTakeFirstOrThrow()
      await db
        .insertInto('recommendation_text')
        .values({ recommendation_id, kind: 'original', locale: 'en', text: `Invented recommendation ${ordinal}` })
        .execute()
      await db.insertInto('recommendation_addressee').values({ recommendation_id, body_id: 'ID' }).execute()
      await db.insertInto('recommendation_theme').values({ recommendation_id, theme_id }).execute()
      await db.insertInto('provenance').values({ recommendation_id, source_id: source.id }).execute()
      await db
        .insertInto('recommendation_position')
        .values({
          recommendation_id,
          body_id: 'ID',
          position: i < supported ? 'supported' : 'noted',
          stated_on: made_on,
          source_id: source.id
        })
        .execute()
    }
  }
}
