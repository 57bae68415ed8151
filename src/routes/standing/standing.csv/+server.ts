import { stringify } from 'csv-stringify/sync'
import { institutionsOf, stepsOf } from '#areas/bodies/institution-store.server.ts'
import { standingOfMembers } from '#areas/bodies/institution-steps.ts'
import { membersOn } from '#areas/bodies/public-store.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { isDay } from '#platform/clock/day.ts'
import { database } from '#platform/db/connect.server.ts'

const HEAD = ['member', 'institution', 'status', 'status_since', 'step', 'step_on', 'step_text', 'source', 'source_url']

/** The members on a day: a row for each step on record, one row at least for each member. */
export async function GET({ url, locals }) {
  const db = database()
  const asked = url.searchParams.get('on') ?? ''
  const day = isDay(asked) ? asked : dayOf(locals.now)
  const [members, institutions, steps] = await Promise.all([
    membersOn(db, day),
    institutionsOf(db, null),
    stepsOf(db, null)
  ])
  const ids = members.map(({ id }) => id)
  const rows = standingOfMembers(ids, institutions, steps, day).flatMap(({ stateId, institution, status, steps }) => {
    const member = [stateId, institution?.id ?? '', status?.status ?? '', status?.effectiveOn ?? '']
    const told = steps.map((s) => [...member, s.kind, s.reachedOn, s.text, s.source, s.sourceUrl ?? ''])
    return told.length ? told : [[...member, '', '', '', '', '']]
  })
  return new Response(stringify([HEAD, ...rows], { bom: true, escape_formulas: true }), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="standing-${day}.csv"`
    }
  })
}
