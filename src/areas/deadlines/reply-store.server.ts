import { sql, type Kysely } from 'kysely'
import { isReplyAwaited, type Answer } from '#areas/follow-up/positions.ts'
import type { Database } from '#platform/db/schema.ts'
import type { Localised } from '#platform/i18n/locales.ts'
import type { Due, DueBody } from './due.ts'

interface ReplyRow {
  readonly reference: string
  readonly title: Localised
  readonly dueOn: string
  readonly setAt: Date
  readonly revision: number
  readonly body: DueBody
  readonly answers: readonly Answer[]
}

/**
 * The positions that addressees owe on live recommendations for which a day for replies stands, of these bodies or of
 * all. Every statement is read: which of them stands, and whether it is a reply, `positions.ts` says.
 */
export async function repliesDue(
  db: Kysely<Database>,
  { day, bodyIds }: { readonly day: string; readonly bodyIds?: readonly string[] }
): Promise<Due[]> {
  const { rows } = await sql<ReplyRow>`
    select r.reference, d.due_on as "dueOn", d.recorded_at as "setAt",
      (select count(*)::int - 1 from reply_day e where e.recommendation_id = r.id) as revision,
      jsonb_build_object('id', b.id, 'kind', b.kind, 'name', b.name) as body,
      coalesce((select jsonb_object_agg(x.locale, x.text) from recommendation_text x
        where x.recommendation_id = r.id and x.kind = 'title'), '{}') as title,
      coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'position', p.position, 'statedOn', p.stated_on,
          'corrects', p.corrects, 'withdrawn', p.withdrawn,
          'parts', coalesce((select jsonb_agg(jsonb_build_object('id', t.id,
              'statements', coalesce((select jsonb_agg(jsonb_build_object('id', q.id, 'position', q.position,
                  'statedOn', q.stated_on, 'corrects', q.corrects, 'withdrawn', q.withdrawn))
                from part_position q where q.part_id = t.id), '[]')))
            from position_part t where t.position_id = p.id), '[]')))
        from recommendation_position p where p.recommendation_id = r.id and p.body_id = b.id), '[]') as answers
    from reply_day d join recommendation r on r.id = d.recommendation_id
      join recommendation_addressee a on a.recommendation_id = r.id
      join body b on b.id = a.body_id
    where not d.withdrawn and not exists (select from reply_day c where c.corrects = d.id)
      and ${ofBodies(sql`b.id`, bodyIds)}
      and not exists (select from standing_stage s where s.recommendation_id = r.id
        and s.stage in ('consolidated', 'withdrawn') and s.reached_on <= ${day}::date)`.execute(db)
  return rows
    .filter(({ answers }) => isReplyAwaited(answers, day))
    .map(({ reference, title, dueOn, setAt, revision, body }) => ({
      kind: 'reply',
      thing: `reply ${reference} ${body.id}`,
      dueOn,
      body,
      title,
      reference,
      path: `/recommendations/${reference}/positions/${body.id}`,
      notBy: null,
      changedAt: setAt,
      revision
    }))
}

/** Whether a column names one of these bodies; without bodies, any. */
export function ofBodies(column: ReturnType<typeof sql>, bodyIds: readonly string[] | undefined) {
  return bodyIds ? sql`${column} = any(${bodyIds}::text[])` : sql`true`
}
