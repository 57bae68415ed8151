import { sql, type Kysely, type Transaction } from 'kysely'
import type { GivenSource } from '#areas/source-store.server.ts'
import type { Database } from '#platform/db/schema.ts'
import type { OnRecord, PastRecommendation } from './history.ts'

type Db = Kysely<Database>
type Tx = Transaction<Database>

/** The database of UPR Info, from which coded rows come. */
export const HISTORY_SOURCE: GivenSource = {
  title: 'Recommendations of the Universal Periodic Review, coded',
  publisher: 'UPR Info',
  url: 'https://upr-info-database.uwazi.io/',
  publishedOn: null
}

/** Recommendations of the review that are on record, with the words in which they entered. */
export async function pastOnRecord(db: Db): Promise<OnRecord[]> {
  const { rows } = await sql<OnRecord>`
    select substr(r.session, 5)::int as session, a.body_id as addressee, t.text,
      array(select m.body_id from recorded_maker m where m.recommendation_id = r.id) as makers,
      (select p.position from standing_position p where p.recommendation_id = r.id and p.body_id = a.body_id
        order by p.stated_on desc, p.id desc limit 1) as position
    from recommendation r
      join recorded_addressee a on a.recommendation_id = r.id
      join recommendation_text t on t.recommendation_id = r.id and t.kind = 'original'
    where r.mechanism = 'upr' and r.session ~ '^UPR [0-9]{1,3}$'`.execute(db)
  return rows
}

/** "UPR12-TH" to 7 where UPR12-TH-7 is the highest that was ever given: a reference is never given twice. */
export async function lastNumbers(db: Db): Promise<Map<string, number>> {
  const { rows } = await sql<{ series: string; last: number }>`
    select (regexp_match(reference, '^(UPR[0-9]+-[A-Z]{2})-'))[1] as series,
      max((regexp_match(reference, '-([0-9]{1,9})$'))[1]::int) as last
    from recorded_recommendation where reference ~ '^UPR[0-9]+-[A-Z]{2}-[0-9]{1,9}$' group by 1`.execute(db)
  return new Map(rows.map(({ series, last }) => [series, last]))
}

/** The themes of the thesaurus by the issue of the review that they are mapped to. */
export async function themesByIssue(tx: Tx): Promise<Map<string, string[]>> {
  const rows = await tx
    .selectFrom('theme_mapping')
    .select(['theme_id', 'code'])
    .where('scheme', '=', 'upr-issue')
    .orderBy('theme_id')
    .execute()
  const themes = new Map<string, string[]>()
  for (const { theme_id, code } of rows) themes.set(code, [...(themes.get(code) ?? []), theme_id])
  return themes
}

export interface NumberedPast extends Omit<PastRecommendation, 'rows' | 'issues'> {
  readonly reference: string
  readonly ordinal: number
  readonly themes: readonly string[]
}

export interface Recorded {
  readonly at: Date
  readonly by: string
  readonly sourceId: number
  readonly fileId: number | null
}

/** Writes recommendations down with all that is known of them, a statement for each table. Returns their ids. */
export async function insertPast(tx: Tx, batch: readonly NumberedPast[], recorded: Recorded): Promise<number[]> {
  const { at, by, sourceId, fileId } = recorded
  const { rows } = await sql<{ id: number; reference: string }>`
    insert into recommendation (reference, mechanism, session, made_on, ordinal, recorded_at, recorded_by, bulk_file_id)
    select r.reference, 'upr', 'UPR ' || r.session, r."madeOn", r.ordinal, ${at}, ${by}, ${fileId}::bigint
    from jsonb_to_recordset(${JSON.stringify(batch)}::jsonb)
      as r(reference text, session int, "madeOn" date, ordinal int)
    returning id::float8 as id, reference`.execute(tx)
  const ids = new Map(rows.map(({ id, reference }) => [reference, id]))
  const given = sql`jsonb_to_recordset(${JSON.stringify(batch.map((one) => ({ ...one, id: ids.get(one.reference) })))}::jsonb)
    as r(id bigint, text text, "madeOn" date, addressee text, position text, makers text[], themes text[])`
  await sql`
    insert into recommendation_text (recommendation_id, kind, locale, text, source_id, recorded_at, recorded_by)
    select r.id, 'original', 'en', r.text, ${sourceId}::bigint, ${at}, ${by} from ${given}`.execute(tx)
  await sql`insert into recommendation_addressee select r.id, r.addressee from ${given}`.execute(tx)
  await sql`
    insert into recommendation_position
      (recommendation_id, body_id, position, stated_on, source_id, recorded_at, recorded_by)
    select r.id, r.addressee, r.position, r."madeOn", ${sourceId}::bigint, ${at}, ${by} from ${given}`.execute(tx)
  await sql`
    insert into provenance (recommendation_id, source_id, recorded_at)
    select r.id, ${sourceId}::bigint, ${at} from ${given}`.execute(tx)
  await sql`insert into recommendation_maker select r.id, unnest(r.makers) from ${given}`.execute(tx)
  await sql`
    insert into recommendation_theme (recommendation_id, theme_id, recorded_at, recorded_by)
    select r.id, unnest(r.themes), ${at}, ${by} from ${given}`.execute(tx)
  return batch.map(({ reference }) => ids.get(reference)!)
}

/** The recommendations that came with a file. */
export async function idsOfFile(db: Db, fileId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id::float8 as id from recorded_recommendation where bulk_file_id = ${fileId} order by id`.execute(db)
  return rows.map(({ id }) => id)
}

/** References of recommendations of a file on which something was built since, a few of them, and how many there are. */
export async function builtOnFile(db: Db, fileId: number): Promise<{ count: number; some: string[] }> {
  const { rows } = await sql<{ reference: string }>`
    select r.reference from recorded_recommendation r where r.bulk_file_id = ${fileId} and (
      exists (select from standing_progress e where e.recommendation_id = r.id)
      or exists (select from standing_stage s where s.recommendation_id = r.id or s.into_id = r.id)
      or exists (select from standing_action_recommendation x where x.recommendation_id = r.id)
      or exists (select from reply_day d where d.recommendation_id = r.id)
      or exists (select from practice_recommendation x where x.recommendation_id = r.id)
      or exists (select from carried_point x where x.recommendation_id = r.id)
      or exists (select from recommendation_text t where t.recommendation_id = r.id and t.kind <> 'original')
      or exists (select from standing_position p where p.recommendation_id = r.id and p.recorded_at <> r.recorded_at))
    order by r.id`.execute(db)
  return { count: rows.length, some: rows.slice(0, 3).map(({ reference }) => reference) }
}

export interface CountedPast {
  readonly sessions: readonly { session: number; supported: number; noted: number }[]
  readonly states: readonly { state: string; supported: number; noted: number }[]
}

/** What a file brought, counted by session and by State, with the positions with which it came. */
export async function countsOfFile(db: Db, fileId: number): Promise<CountedPast> {
  const { rows } = await sql<{ session: number; state: string; supported: number; noted: number }>`
    select substr(r.session, 5)::int as session, p.body_id as state,
      (count(*) filter (where p.position = 'supported'))::int as supported,
      (count(*) filter (where p.position = 'noted'))::int as noted
    from recorded_recommendation r join recommendation_position p on p.recommendation_id = r.id and p.corrects is null
      and p.recorded_at = r.recorded_at
    where r.bulk_file_id = ${fileId} group by 1, 2 order by 1, 2`.execute(db)
  const sums = <Key extends 'session' | 'state'>(key: Key) => {
    const found = new Map<(typeof rows)[number][Key], { supported: number; noted: number }>()
    for (const row of rows) {
      const sum = found.get(row[key]) ?? { supported: 0, noted: 0 }
      found.set(row[key], { supported: sum.supported + row.supported, noted: sum.noted + row.noted })
    }
    return [...found].sort(([a], [b]) => (a < b ? -1 : 1))
  }
  return {
    sessions: sums('session').map(([session, sum]) => ({ session, ...sum })),
    states: sums('state').map(([state, sum]) => ({ state, ...sum }))
  }
}
