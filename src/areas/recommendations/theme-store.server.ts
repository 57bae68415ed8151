import { sql, type Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import type { Localised } from '#platform/i18n/locales.ts'

export interface Theme {
  readonly id: string
  readonly parentId: string | null
  readonly label: Localised
  readonly scope: Localised
  /** recommendations under it or under a theme below it */
  readonly recommendations: number
}

export interface Mapping {
  readonly scheme: 'upr-issue' | 'ahrd-article' | 'sdg'
  readonly code: string
}

/** The whole thesaurus in its order, each theme counted with those below it. */
export async function themes(db: Kysely<Database>): Promise<Theme[]> {
  const { rows } = await sql<Theme>`
    with recursive beneath (top, id) as (
      select id, id from theme union select b.top, t.id from theme t join beneath b on t.parent_id = b.id
    ), counted as (
      select b.top, count(distinct rt.recommendation_id)::int as n
      from beneath b join recommendation_theme rt on rt.theme_id = b.id and rt.withdrawn_at is null group by 1
    )
    select t.id, t.parent_id as "parentId", t.label, t.scope, coalesce(c.n, 0) as recommendations
    from theme t left join counted c on c.top = t.id order by t.ordinal, t.id`.execute(db)
  return rows
}

export async function mappingsOf(db: Kysely<Database>, themeId: string): Promise<Mapping[]> {
  const { rows } = await sql<Mapping>`
    select scheme, code from theme_mapping where theme_id = ${themeId} order by scheme, length(code), code`.execute(db)
  return rows
}
