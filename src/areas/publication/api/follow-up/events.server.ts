import { sql } from 'kysely'
import { publicEvent, type KeptEvent } from '#areas/webhooks/events.ts'
import { BY_NUMBER, type Listing } from '../listing.server.ts'
import { Event } from './shapes.ts'

export const events: Listing = {
  kind: 'events',
  one: 'event',
  about: 'What happened, in the order in which it became visible',
  description:
    'The same that webhooks tell. Read to the end, keep the last address, and ask it again later: nothing is missed.',
  shape: Event,
  columns: sql`x.id, x.kind, x.occurred_at as "occurredAt", x.subject_kind as "subjectKind", x.subject_id as "subjectId",
    x.details`,
  table: sql`hall_event x`,
  key: BY_NUMBER,
  byId: (id) => {
    const number = /^evt_(\d{1,18})$/.exec(id)?.[1]
    return number ? sql`x.id = ${number}::bigint` : sql`false`
  },
  filters: {
    type: { about: 'Kind of event.', where: (value) => sql`x.kind = ${value}` },
    recommendation: {
      about: 'Reference of the recommendation that it is about.',
      where: (value) => sql`x.subject_kind = 'recommendation' and x.subject_id = ${value}`
    }
  },
  finish: (row, _day, origin) => ({ ...publicEvent(row as unknown as KeptEvent, origin) })
}
