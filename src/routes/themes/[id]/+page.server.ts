import { error } from '@sveltejs/kit'
import { membersOn } from '#areas/bodies/public-store.server.ts'
import { findPractices, NOTHING_ASKED } from '#areas/practices/store.server.ts'
import { addressedCounts } from '#areas/recommendations/chart-store.server.ts'
import { mappingsOf, themes } from '#areas/recommendations/theme-store.server.ts'
import { uprIssueById } from '#areas/recommendations/upr-issues.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'

export async function load({ params, locals }) {
  const db = database()
  const today = dayOf(locals.now)
  const all = await themes(db)
  const theme = all.find(({ id }) => id === params.id)
  if (!theme) error(404, 'no such theme')
  const [mappings, members, counts] = await Promise.all([
    mappingsOf(db, theme.id),
    membersOn(db, today),
    addressedCounts(db, theme.id)
  ])
  return {
    theme,
    themes: all,
    parent: all.find(({ id }) => id === theme.parentId) ?? null,
    // An UPR issue is known by its id or already by its name: its name is what people read.
    mappings: mappings.map((mapping) => ({ ...mapping, name: uprIssueById(mapping.code)?.name ?? mapping.code })),
    members,
    counts,
    practices: await findPractices(db, { ...NOTHING_ASKED, theme: theme.id }),
    today
  }
}
