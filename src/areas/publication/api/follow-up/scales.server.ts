import { sql } from 'kysely'
import { BY_NAME, type Listing } from '../listing.server.ts'
import { Scale } from './shapes.ts'

export const scales: Listing = {
  kind: 'scales',
  one: 'scale',
  about: 'Scales on which progress is told, each grade with the level that it amounts to',
  example: 'balai',
  shape: Scale,
  columns: sql`x.id, x.name, x.source, (select jsonb_agg(jsonb_build_object('code', g.code, 'label', g.label,
    'level', g.level) order by g.ordinal) from assessment_grade g where g.scale_id = x.id) as grades`,
  table: sql`assessment_scale x`,
  key: BY_NAME
}
