import { membersOn } from '#areas/bodies/public-store.server.ts'
import { addressedCounts, answersByYear } from '#areas/recommendations/chart-store.server.ts'
import { themes } from '#areas/recommendations/theme-store.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'

export async function load({ url, locals }) {
  const db = database()
  const today = dayOf(locals.now)
  const all = await themes(db)
  // A theme that isn't known shows all of them: an old link still opens.
  const theme = all.find(({ id }) => id === url.searchParams.get('theme')) ?? null
  const [members, counts, answers] = await Promise.all([
    membersOn(db, today),
    addressedCounts(db, theme?.id ?? null),
    answersByYear(db)
  ])
  return { themes: all, theme, members, counts, answers, today }
}
