import { error } from '@sveltejs/kit'
import { actionsFor } from '#areas/actions/list-store.server.ts'
import {
  accreditationsOf,
  attendanceOf,
  bodiesOfState,
  bodyById,
  instrumentsAdoptedBy,
  membershipsOf,
  recommendationCountsOf
} from '#areas/bodies/public-store.server.ts'
import { sideBySideFor } from '#areas/overview/side-by-side-store.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { publishedEdition } from '#areas/preparation/store.server.ts'
import { database } from '#platform/db/connect.server.ts'

export async function load({ params, locals }) {
  const db = database()
  const body = await bodyById(db, params.id)
  if (!body) error(404, 'no such body')
  const [memberships, accreditations, within, attendance, adopted, counts, both] = await Promise.all([
    membershipsOf(db, body.id),
    accreditationsOf(db, body.id),
    bodiesOfState(db, body.id),
    attendanceOf(db, body.id),
    instrumentsAdoptedBy(db, body.id),
    recommendationCountsOf(db, body.id),
    body.kind === 'state' ? sideBySideFor(db, body.id, dayOf(locals.now)) : null
  ])
  return {
    body,
    memberships,
    accreditations,
    within,
    attendance,
    adopted,
    counts,
    both,
    prepared: body.kind === 'state' ? await publishedEdition(db) : null,
    actions: await actionsFor(db, { bodyId: body.id }, dayOf(locals.now))
  }
}
