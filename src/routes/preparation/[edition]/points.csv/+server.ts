import { stringify } from 'csv-stringify/sync'
import { preparationFor } from '#areas/preparation/door.server.ts'
import { overviewOf } from '#areas/preparation/overview.server.ts'
import { keyOf } from '#areas/preparation/carry-over.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { localised } from '#platform/i18n/locales.ts'
import type { RequestHandler } from './$types'

const HEAD = [
  'reference',
  'title',
  'addressee',
  'addressee_name',
  'reason',
  'since',
  'silent_days',
  'carried_over_on',
  'as_of'
]

/** The open points of today, as the page shows them. */
export const GET: RequestHandler = async (event) => {
  const preparation = await preparationFor(event)
  const today = dayOf(event.locals.now)
  const { open, titles, bodies, carryOver } = await overviewOf(database(), preparation, today)
  const carried = new Set(carryOver?.points.map(keyOf))
  const [reason, body] = [event.url.searchParams.get('reason'), event.url.searchParams.get('body')]
  const rows = open
    .filter((point) => (!reason || point.reason === reason) && (!body || point.bodyId === body))
    .map((point) => [
      point.reference,
      localised(titles[point.reference], 'en').text,
      point.bodyId,
      localised(bodies[point.bodyId]?.name, 'en').text,
      point.reason,
      point.since,
      point.silent_days ?? '',
      carried.has(keyOf(point)) ? carryOver!.asOf : '',
      today
    ])
  return new Response(stringify([HEAD, ...rows], { bom: true, escape_formulas: true }), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="open-points-${preparation.edition}-${today}.csv"`
    }
  })
}
