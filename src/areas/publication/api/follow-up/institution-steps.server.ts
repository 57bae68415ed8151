import { sql } from 'kysely'
import { BY_NUMBER, type Listing } from '../listing.server.ts'
import { InstitutionStep } from './shapes.ts'

export const institutionSteps: Listing = {
  kind: 'institution-steps',
  one: 'step',
  about: 'Steps of States towards a national human rights institution',
  description: 'Corrected and withdrawn ones stay. Accreditations of NHRIs and CSOs are with the bodies.',
  shape: InstitutionStep,
  columns: sql`x.id, x.state_id as "stateId", x.kind, x.reached_on as "reachedOn", x.text, x.locale as language, x.source,
    x.source_url as "sourceUrl", x.reason, x.withdrawn, x.corrects, c.id as "correctedBy",
    not x.withdrawn and c.id is null as stands, x.recorded_at as "recordedAt"`,
  table: sql`institution_step x left join institution_step c on c.corrects = x.id`,
  key: BY_NUMBER,
  filters: { state: { about: 'The State.', where: (value) => sql`x.state_id = ${value}` } },
  page: ({ stateId }) => `/standing/${stateId}`
}
