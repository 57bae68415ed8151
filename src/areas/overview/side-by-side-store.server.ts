import { sql, type Kysely } from 'kysely'
import { labelsOf } from '#areas/publication/labels.server.ts'
import type { Database } from '#platform/db/schema.ts'
import { sideBySide, type Addressed, type SideBySide } from './side-by-side.ts'
import { isDone, standingOn, type Entry } from '#areas/follow-up/tracks.ts'

type Db = Kysely<Database>

/** What was recommended to a State in Dialogues and in past reviews, from the rows that search counts. */
export async function sideBySideOf(db: Db, bodyId: string, day: string): Promise<SideBySide> {
  const [{ rows }, roots, done] = await Promise.all([
    sql<Omit<Addressed, 'done'>>`
      select s.reference, r.mechanism, s.session[1] as session, s.theme as themes,
        coalesce((select split_part(answer, ':', 2) from unnest(s.answers) answer
          where split_part(answer, ':', 1) = ${bodyId} limit 1), 'pending') as position
      from recommendation_addressee a join recommendation r on r.id = a.recommendation_id
        join recommendation_search s on s.recommendation_id = r.id
      where a.body_id = ${bodyId} and r.mechanism in ('dialogue', 'upr') and cardinality(s.session) > 0
      order by s.made_on, s.sort_key collate "C"`.execute(db),
    db.selectFrom('theme').select('id').where('parent_id', 'is', null).execute(),
    doneBy(db, bodyId, day)
  ])
  const widest = new Set(roots.map(({ id }) => id))
  return sideBySide(
    rows.map((row) => ({
      ...row,
      themes: row.themes.filter((theme) => widest.has(theme)),
      done: done.has(row.reference)
    }))
  )
}

/** The same with the names of its Dialogues and themes. */
export async function sideBySideFor(db: Db, bodyId: string, day: string) {
  const sums = await sideBySideOf(db, bodyId, day)
  const { session, theme } = await labelsOf(db, {
    body: [],
    theme: sums.themes.map(({ theme: id }) => id),
    session: sums.sessions.map(({ session: id }) => id),
    article: []
  })
  return { sums, names: { sessions: session ?? {}, themes: theme ?? {} } }
}

async function doneBy(db: Db, bodyId: string, day: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<Entry & { reference: string }>`
    select e.id::float8 as id, r.reference, e.track, e.by_body_id as by, g.level, e.observed_on::text as "observedOn",
      (e.evidence is not null or e.evidence_url is not null) as evidence, e.corrects,
      exists (select from progress_validation v where v.entry_id = e.id) as validated, false as retracted
    from standing_progress e join recommendation r on r.id = e.recommendation_id
      join assessment_grade g on g.scale_id = e.scale_id and g.code = e.grade
    where e.about_body_id = ${bodyId} and e.track in ('state', 'body')`.execute(db)
  const byReference = Map.groupBy(rows, ({ reference }) => reference)
  return new Set([...byReference].flatMap(([reference, said]) => (isDone(standingOn(said, day)) ? [reference] : [])))
}
