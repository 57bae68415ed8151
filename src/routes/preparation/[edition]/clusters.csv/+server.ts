import { stringify } from 'csv-stringify/sync'
import { clusterTitle } from '#areas/preparation/clusters.ts'
import { preparationFor } from '#areas/preparation/door.server.ts'
import { programmeOf } from '#areas/preparation/overview.server.ts'
import { database } from '#platform/db/connect.server.ts'
import { localised } from '#platform/i18n/locales.ts'
import type { RequestHandler } from './$types'

const HEAD = ['order', 'cluster', 'themes', 'reference', 'title', 'addressee', 'reason', 'since', 'as_of']

/** The clusters as they stand, a row for each point in them. */
export const GET: RequestHandler = async (event) => {
  const preparation = await preparationFor(event)
  const { clusters, themes, titles, asOf } = await programmeOf(database(), preparation)
  const { locale } = event.locals
  const rows = clusters.flatMap((cluster, i) =>
    cluster.points.map((point) => [
      i + 1,
      clusterTitle(cluster, themes, (label) => localised(label, locale).text),
      cluster.themes.join(' '),
      point.reference,
      localised(titles[point.reference], locale).text,
      point.bodyId,
      point.reason,
      point.since,
      asOf ?? ''
    ])
  )
  return new Response(stringify([HEAD, ...rows], { bom: true, escape_formulas: true }), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="clusters-${preparation.edition}.csv"`
    }
  })
}
