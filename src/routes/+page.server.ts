import { membersOn } from '#areas/bodies/public-store.server.ts'
import { lastDecided } from '#areas/dialogues/public-store.server.ts'
import { openNow } from '#areas/overview/open-now.server.ts'
import { contentsOf } from '#areas/publication/contents-store.server.ts'
import { addressedCounts } from '#areas/recommendations/chart-store.server.ts'
import { recommendationsOfDialogue } from '#areas/recommendations/public-store.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'

export async function load({ locals }) {
  const db = database()
  const today = dayOf(locals.now)
  const [dialogue, contents, members, counts, { open }] = await Promise.all([
    lastDecided(db, today),
    contentsOf(db),
    membersOn(db, today),
    addressedCounts(db, null),
    openNow(db, locals.now)
  ])
  const recommendations = dialogue ? await recommendationsOfDialogue(db, dialogue.id) : []
  return { dialogue, recommendations, contents, members, counts, open, today }
}
