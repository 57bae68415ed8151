import { sql } from 'kysely'
import { DECISIONS } from '#areas/bodies/accreditation-case.ts'
import { BY_NUMBER, ofBody, type Listing } from '../listing.server.ts'
import { Accreditation, AccreditationDecision } from './shapes.ts'

export const accreditations: Listing = {
  kind: 'accreditations',
  one: 'accreditation',
  about: 'How NHRIs stand under the Paris Principles, and which organisations may speak, with their history',
  description: 'Corrected and withdrawn ones stay. The newest that stands says how a body stands.',
  shape: Accreditation,
  columns: sql`x.id, x.body_id as "bodyId", x.by_body_id as by, x.scheme, x.status, x.effective_on as "effectiveOn",
    x.reason, s.title as source, s.url as "sourceUrl", x.withdrawn, x.corrects, c.id as "correctedBy",
    not x.withdrawn and c.id is null as stands, x.recorded_at as "recordedAt"`,
  table: sql`accreditation x join source s on s.id = x.source_id left join accreditation c on c.corrects = x.id`,
  key: BY_NUMBER,
  filters: {
    body: ofBody('body_id', 'The NHRI or organisation.'),
    scheme: { about: 'paris-principles or consultative-relationship.', where: (value) => sql`x.scheme = ${value}` }
  },
  page: ({ bodyId }) => `/bodies/${bodyId}`
}

/** What was granted before there were cases is in the list above: it was not decided here. */
const HERE = DECISIONS.filter((step) => step !== 'taken-over')

/**
 * What the register of organisations shows, no more: of a case without a body only a refusal that stands or is appealed.
 * A case that was opened again is nobody's business until it is decided.
 */
export const accreditationDecisions: Listing = {
  kind: 'accreditation-decisions',
  one: 'decision',
  about: 'Decisions on the accreditation of civil society organisations, with their reasons',
  description: 'Those of the public register. An application that is not decided is not here.',
  shape: AccreditationDecision,
  columns: sql`x.id, a.reference as "case", m.body_id as "bodyId", a.state_id as "stateId",
    jsonb_build_object('en', coalesce(a.english_name, a.name)) || jsonb_build_object(a.locale, a.name) as name,
    x.step, x.reached_on as "decidedOn", x.reason, x.locale as language, x.recorded_at as "recordedAt"`,
  table: sql`accreditation_event x join accreditation_application a on a.id = x.application_id
    left join accreditation_body m on m.application_id = a.id
    join lateral (select step as last from accreditation_event e where e.application_id = a.id
      order by e.turn desc limit 1) l on x.step in (${sql.join(HERE.map((step) => sql.lit(step)))})
      and (m.body_id is not null or l.last in ('refused', 'appealed', 'appeal-dismissed'))`,
  key: BY_NUMBER,
  filters: {
    case: { about: 'Reference of the case.', where: (value) => sql`a.reference = ${value}` },
    body: { about: 'The organisation, once it was granted.', where: (value) => sql`m.body_id = ${value}` }
  },
  page: (row) => `/standing/organisations#${row.case as string}`
}
