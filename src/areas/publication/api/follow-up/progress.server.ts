import { sql } from 'kysely'
import { BY_NUMBER, OF_RECOMMENDATION, ofBody, type Listing } from '../listing.server.ts'
import { Progress } from './shapes.ts'

export const progress: Listing = {
  kind: 'progress',
  one: 'entry',
  about: 'What each voice says of how a recommendation is carried out',
  description:
    'Three tracks side by side, each entry in its own name. What was corrected or taken back stays, as such.',
  shape: Progress,
  columns: sql`x.id, r.reference as recommendation, x.about_body_id as about, x.track, x.by_body_id as by,
    x.scale_id as scale, x.grade, g.level, x.observed_on as "observedOn", x.text, x.locale as language, x.evidence,
    x.evidence_url as "evidenceUrl",
    coalesce((select jsonb_agg(jsonb_build_object('name', f.original_name, 'mediaType', f.media_type,
      'sizeBytes', f.size_bytes, 'sha256', f.sha256) order by f.ordinal) from progress_file f where f.entry_id = x.id), '[]')
      as files, v.validated_at as "signedOffAt", t.retracted_at as "retractedAt",
    t.reason as retraction, x.corrects, c.id as "correctedBy", c.id is null and t.id is null as stands,
    x.recorded_at as "recordedAt"`,
  table: sql`progress_entry x join recommendation r on r.id = x.recommendation_id
    join assessment_grade g on g.scale_id = x.scale_id and g.code = x.grade
    left join progress_validation v on v.entry_id = x.id left join progress_retraction t on t.entry_id = x.id
    left join progress_entry c on c.corrects = x.id`,
  key: BY_NUMBER,
  filters: {
    recommendation: OF_RECOMMENDATION,
    about: ofBody('about_body_id', 'The addressee whose doing it is about.'),
    by: ofBody('by_body_id', 'In whose name it was said.')
  },
  page: ({ recommendation, about }) => `/recommendations/${recommendation}/progress/${about}`
}
