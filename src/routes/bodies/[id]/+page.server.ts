import { error } from '@sveltejs/kit'
import {
  accreditationsOf,
  attendanceOf,
  bodiesOfState,
  bodyById,
  instrumentsAdoptedBy,
  membershipsOf,
  recommendationCountsOf
} from '#areas/bodies/public-store.server.ts'
import { publishedEdition } from '#areas/preparation/store.server.ts'
import { database } from '#platform/db/connect.server.ts'

export async function load({ params }) {
  const db = database()
  const body = await bodyById(db, params.id)
  if (!body) error(404, 'no such body')
  const [memberships, accreditations, within, attendance, adopted, counts] = await Promise.all([
    membershipsOf(db, body.id),
    accreditationsOf(db, body.id),
    bodiesOfState(db, body.id),
    attendanceOf(db, body.id),
    instrumentsAdoptedBy(db, body.id),
    recommendationCountsOf(db, body.id)
  ])
  const prepared = body.kind === 'state' ? await publishedEdition(db) : null
  return { prepared, body, memberships, accreditations, within, attendance, adopted, counts }
}
