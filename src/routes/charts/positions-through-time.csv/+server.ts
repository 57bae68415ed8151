import { stringify } from 'csv-stringify/sync'
import { answersByYear } from '#areas/recommendations/chart-store.server.ts'
import { database } from '#platform/db/connect.server.ts'

/** The figures of the columns: answers by year and position. */
export async function GET() {
  const rows = (await answersByYear(database())).map(({ year, position, count }) => [year, position, count])
  return new Response(stringify([['year', 'position', 'answers'], ...rows], { bom: true }), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="positions-through-time.csv"'
    }
  })
}
