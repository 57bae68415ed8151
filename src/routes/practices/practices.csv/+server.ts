import { stringify } from 'csv-stringify/sync'
import { readPracticesAsked } from '#areas/practices/asked.ts'
import { findPractices } from '#areas/practices/store.server.ts'
import { database } from '#platform/db/connect.server.ts'

const HEAD = [
  'id',
  'shared_by',
  'title',
  'what_was_done',
  'what_came_of_it',
  'since',
  'language',
  'source',
  'source_url',
  'themes',
  'articles',
  'recommendations'
]

/** Every practice that a search finds, one a row. */
export async function GET({ url }) {
  const { practices } = await findPractices(database(), readPracticesAsked(url.searchParams), null)
  const rows = practices.map((one) => [
    one.id,
    one.bodyId,
    one.title,
    one.done,
    one.outcome,
    one.since,
    one.locale,
    one.source,
    one.sourceUrl ?? '',
    one.themes.map(({ id }) => id).join(' '),
    one.articles.map(({ instrumentId, number }) => `${instrumentId}/${number}`).join(' '),
    one.recommendations.map(({ reference }) => reference).join(' ')
  ])
  return new Response(stringify([HEAD, ...rows], { bom: true, escape_formulas: true }), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="practices.csv"'
    }
  })
}
