import { sql, type Kysely } from 'kysely'
import type { MembershipFact } from '#areas/bodies/membership.ts'
import type { BodyKind } from '#areas/tables.ts'
import type { Database } from '#platform/db/schema.ts'
import type { Localised } from '#platform/i18n/locales.ts'
import { categoryOn, type Category } from './category.ts'

export interface SittingDelegation {
  readonly bodyId: string
  readonly name: Localised
  readonly shortName: Localised
  readonly category: Category
  /** the State of an NHRI; null for all others */
  readonly stateId: string | null
}

interface Row extends Omit<SittingDelegation, 'category'> {
  readonly kind: BodyKind
  readonly memberships: readonly MembershipFact[]
  readonly paris: string | null
  readonly consultative: string | null
}

const latest = (scheme: 'paris-principles' | 'consultative-relationship', day: string) => sql`
  (select a.status from accreditation a
   where a.body_id = b.id and a.scheme = ${scheme} and a.effective_on <= ${day}::date and not a.withdrawn
     and not exists (select from accreditation c where c.corrects = a.id)
   order by a.effective_on desc, a.id desc limit 1)`

/** The delegations of an edition with what each of them sits as on that day ('YYYY-MM-DD'), by their names in English. */
export async function delegationsOn(
  db: Kysely<Database>,
  dialogueId: string,
  day: string
): Promise<SittingDelegation[]> {
  const { rows } = await sql<Row>`
    select b.id as "bodyId", b.name, b.short_name as "shortName", b.kind,
      case when b.kind = 'nhri' then b.state_id end as "stateId",
      coalesce((select json_agg(json_build_object('id', m.id, 'bodyId', m.body_id, 'ofBodyId', m.of_body_id,
        'capacity', m.capacity, 'since', m.since, 'until', m.until, 'corrects', m.corrects, 'withdrawn', m.withdrawn))
        from membership m where m.body_id = b.id), '[]') as memberships,
      ${latest('paris-principles', day)} as paris,
      ${latest('consultative-relationship', day)} as consultative
    from delegation g join body b on b.id = g.body_id
    where g.dialogue_id = ${dialogueId} order by b.name ->> 'en', b.id`.execute(db)
  // A relationship that was granted stands until a newer step suspends or ends it.
  return rows.map(({ bodyId, name, shortName, stateId, kind, memberships, paris, consultative }) => ({
    bodyId,
    name,
    shortName,
    stateId,
    category: categoryOn(
      { bodyId, kind, memberships, parisStatus: paris, consultative: consultative === 'granted' },
      day
    )
  }))
}
