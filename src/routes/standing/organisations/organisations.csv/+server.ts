import { stringify } from 'csv-stringify/sync'
import { narrowed } from '#areas/bodies/register.ts'
import { register } from '#areas/bodies/register-store.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { localised } from '#platform/i18n/locales.ts'

const HEAD = ['case', 'body', 'name', 'state', 'status', 'since', 'decision', 'decided_on', 'reason', 'reason_language']

/** The register: a row for each decision. */
export async function GET({ url, locals }) {
  const asked = { words: url.searchParams.get('words') ?? '', status: url.searchParams.get('status') ?? '' }
  const entries = narrowed(await register(database(), dayOf(locals.now)), asked)
  const rows = entries.flatMap((entry) =>
    entry.decisions.map(({ step, on, reason }) => {
      const words = localised(reason, 'en')
      return [
        entry.reference ?? '',
        entry.bodyId ?? '',
        localised(entry.name, 'en').text,
        entry.stateId ?? '',
        entry.status,
        entry.since,
        step,
        on,
        words.text,
        words.text && words.lang
      ]
    })
  )
  return new Response(stringify([HEAD, ...rows], { bom: true, escape_formulas: true }), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="organisations.csv"'
    }
  })
}
