import { sql, type Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import type { Localised } from '#platform/i18n/locales.ts'
import { namesAskedBy, type AuditLine, type AuditNames, type NamedKind } from './audit.ts'

/** The names of all that a page of audit rows is about, in one statement, however many rows there are. */
export async function auditNames(db: Kysely<Database>, lines: readonly AuditLine[]): Promise<AuditNames> {
  const asked = new Map<NamedKind, Set<string>>()
  for (const [kind, id] of lines.flatMap(namesAskedBy)) asked.set(kind, (asked.get(kind) ?? new Set()).add(id))
  const ids = (kind: NamedKind) => sql`any(${[...(asked.get(kind) ?? [])]}::text[])`
  const numbers = (kind: NamedKind) =>
    sql`any(${[...(asked.get(kind) ?? [])].filter((id) => /^\d{1,18}$/.test(id))}::bigint[])`
  const { rows } = await sql<{ name: string; words: Localised }>`
    select 'account ' || id as name, jsonb_build_object('en', name) as words from account where id = ${ids('account')}
    union all select 'body ' || id, name from body where id = ${ids('body')}
    union all select 'recommendation ' || r.reference, coalesce((select jsonb_object_agg(x.locale, x.text order by x.id)
        from recommendation_text x where x.recommendation_id = r.id and x.kind = 'title'), '{}')
      from recommendation r where r.reference = ${ids('recommendation')}
    union all select 'action ' || action_id, jsonb_build_object(locale, title) from standing_action_plan
      where action_id = ${numbers('action')}
    union all select 'practice ' || practice_id, jsonb_build_object(locale, title) from standing_practice
      where practice_id = ${numbers('practice')}
    union all select 'document ' || d.id, jsonb_build_object('en', coalesce((select title from document_description x
        where x.document_id = d.id order by x.id desc limit 1), d.original_name))
      from document d where d.id = ${numbers('document')}
    union all select 'application ' || reference, jsonb_build_object(locale, name) from accreditation_application
      where reference = ${ids('application')}
    union all select 'institution-step ' || id, label from institution_step_kind where id = ${ids('institution-step')}
    -- A grade that two scales call differently is shown as it is written.
    union all select 'grade ' || code, min(label::text)::jsonb from assessment_grade where code = ${ids('grade')}
      group by code having count(distinct label) = 1`.execute(db)
  return Object.fromEntries(rows.map(({ name, words }) => [name, words]))
}
