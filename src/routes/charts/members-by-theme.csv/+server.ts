import { stringify } from 'csv-stringify/sync'
import { membersOn } from '#areas/bodies/public-store.server.ts'
import { addressedCounts } from '#areas/recommendations/chart-store.server.ts'
import { tileGrid } from '#areas/recommendations/tile-grid.ts'
import { themes } from '#areas/recommendations/theme-store.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { localised } from '#platform/i18n/locales.ts'

/** The figures of the tile grid: one row for each member of today, those that nothing addresses too. */
export async function GET({ url, locals }) {
  const db = database()
  const asked = url.searchParams.get('theme')
  const theme = (asked && (await themes(db)).find(({ id }) => id === asked)?.id) || null
  const [members, counts] = await Promise.all([membersOn(db, dayOf(locals.now)), addressedCounts(db, theme)])
  const { tiles } = tileGrid(
    members.map(({ id }) => id),
    counts
  )
  const rows = tiles.map(({ bodyId, count }) => [
    bodyId,
    localised(members.find(({ id }) => id === bodyId)?.name, 'en').text,
    theme ?? '',
    count
  ])
  return new Response(
    stringify([['member', 'name', 'theme', 'recommendations'], ...rows], { bom: true, escape_formulas: true }),
    {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="members-by-theme${theme ? `-${theme}` : ''}.csv"`
      }
    }
  )
}
