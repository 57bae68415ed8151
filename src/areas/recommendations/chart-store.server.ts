import { sql, type Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import type { YearlyCount } from './positions-through-time.ts'
import type { Addressed } from './tile-grid.ts'

/** How many recommendations address each body; under a theme, those of its narrower themes too. */
export async function addressedCounts(db: Kysely<Database>, themeId: string | null): Promise<Addressed[]> {
  const { rows } = themeId
    ? await sql<Addressed>`
        with recursive wanted as (
          select id from theme where id = ${themeId}
          union select t.id from theme t join wanted w on t.parent_id = w.id
        )
        select a.body_id as "bodyId", count(distinct a.recommendation_id)::int as count
        from recommendation_addressee a
        where a.recommendation_id in (
          select recommendation_id from recommendation_theme where theme_id in (select id from wanted) and withdrawn_at is null)
        group by 1`.execute(db)
    : await sql<Addressed>`
        select body_id as "bodyId", count(*)::int as count from recommendation_addressee group by 1`.execute(db)
  return rows
}

/** Answers by year of the recommendation and position as it stands; one without a position is pending. */
export async function answersByYear(db: Kysely<Database>): Promise<YearlyCount[]> {
  const { rows } = await sql<YearlyCount>`
    with standing as (
      select distinct on (p.recommendation_id, p.body_id) p.recommendation_id, p.body_id, p.position
      from standing_position p
      order by p.recommendation_id, p.body_id, p.stated_on desc, p.id desc
    )
    select extract(year from r.made_on)::int as year, coalesce(s.position, 'pending') as position, count(*)::int as count
    from recommendation_addressee a join recommendation r on r.id = a.recommendation_id
      left join standing s on s.recommendation_id = a.recommendation_id and s.body_id = a.body_id
    group by 1, 2 order by 1, 2`.execute(db)
  return rows
}
