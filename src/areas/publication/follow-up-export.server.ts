import { stringify } from 'csv-stringify/sync'
import type { Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { streamed, type Parts } from '#platform/files/streamed.ts'
import { zipOf } from '#platform/files/zip.server.ts'
import { FOLLOW_UP } from './api/follow-up.server.ts'
import { everyPage, type Listing, type Read } from './api/listing.server.ts'
import { LIST_SEPARATOR, safeCell } from './public-record.ts'

export const WHOLE_FORMATS = { zip: 'application/zip', json: 'application/json; charset=utf-8' } as const
export const LIST_FORMATS = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' } as const

const encoder = new TextEncoder()

/** The whole follow-up: every list in one JSON object, or a CSV file for each in a ZIP. Written as it is read. */
export function wholeFollowUp(
  db: Kysely<Database>,
  format: keyof typeof WHOLE_FORMATS,
  origin: string,
  now: Date
): ReadableStream<Uint8Array> {
  return streamed(format === 'json' ? wholeJson(db, origin) : wholeZip(db, origin, now))
}

/** One list of it. */
export function oneList(
  db: Kysely<Database>,
  listing: Listing,
  format: keyof typeof LIST_FORMATS,
  origin: string
): ReadableStream<Uint8Array> {
  return streamed(format === 'json' ? jsonParts(db, listing, origin) : csvParts(db, listing, origin))
}

function wholeZip(db: Kysely<Database>, origin: string, now: Date): Parts {
  const entries = FOLLOW_UP.map((listing) => ({
    name: `${listing.kind}.csv`,
    content: csvParts(db, listing, origin)
  }))
  return zipOf(entries, now)
}

async function* wholeJson(db: Kysely<Database>, origin: string): Parts {
  yield encoder.encode('{\n')
  for (const [i, listing] of FOLLOW_UP.entries()) {
    yield encoder.encode(`${i ? ',\n' : ''}${JSON.stringify(listing.kind)}: `)
    yield* jsonParts(db, listing, origin)
  }
  yield encoder.encode('}\n')
}

async function* jsonParts(db: Kysely<Database>, listing: Listing, origin: string): Parts {
  let between = '[\n'
  for await (const rows of everyPage(db, listing, origin)) {
    yield encoder.encode(between + rows.map((row) => JSON.stringify(row)).join(',\n'))
    between = ',\n'
  }
  yield encoder.encode(between === '[\n' ? '[]\n' : '\n]\n')
}

async function* csvParts(db: Kysely<Database>, listing: Listing, origin: string): Parts {
  const fields = Object.keys(listing.shape.shape)
  // The byte order mark tells spreadsheet programs that this is UTF-8: without it Thai opens as noise.
  yield encoder.encode(`\ufeff${stringify([fields.map(columnOf)])}`)
  for await (const rows of everyPage(db, listing, origin)) {
    yield encoder.encode(stringify(rows.map((row) => fields.map((field) => cellOf(row[field])))))
  }
}

/** "reachedOn" of the API is "reached_on" in a spreadsheet, as in the hall's other files. */
function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** What has parts of its own stands in its cell as JSON; a list of words is joined. */
function cellOf(value: Read[string]): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) {
    return safeCell(value.join(LIST_SEPARATOR))
  }
  return typeof value === 'object' ? JSON.stringify(value) : safeCell(String(value))
}
