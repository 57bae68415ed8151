import { sql, type Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import type { RecommendationFacts, ThemeFacts } from './indexed-row.ts'

type Db = Kysely<Database>

/** Counts the version up; the row stays locked until the transaction ends, so that versions appear in order. */
export async function nextVersion(tx: Db): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    update search_state set version = version + 1 returning version::float8 as version
  `.execute(tx)
  return rows[0]!.version
}

export interface SearchState {
  readonly version: number
  /** the last version at which rows left the index */
  readonly forgotAt: number
}

export async function searchState(db: Db): Promise<SearchState> {
  const { rows } = await sql<SearchState>`
    select version::float8 as version, forgot_at::float8 as "forgotAt" from search_state`.execute(db)
  return rows[0]!
}

/** Takes rows out of the index: their recommendations stand no more. */
export async function forgetRows(tx: Db, version: number, ids: readonly number[]): Promise<void> {
  const { numAffectedRows } = await sql`
    delete from recommendation_search where recommendation_id = any(${ids as number[]}::bigint[])`.execute(tx)
  if (numAffectedRows) await sql`update search_state set forgot_at = ${version}`.execute(tx)
}

export async function readThesaurus(db: Db): Promise<ReadonlyMap<string, ThemeFacts>> {
  const themes = await db.selectFrom('theme').select(['id', 'parent_id', 'label']).execute()
  return new Map(themes.map((theme) => [theme.id, theme]))
}

/** Ids of the record's recommendations above this one, at most `limit`, ascending. */
export async function idsAfter(db: Db, id: number, limit: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id::float8 as id from recommendation where id > ${id} order by recommendation.id limit ${limit}
  `.execute(db)
  return rows.map((row) => row.id)
}

/** What the record says now of each of these recommendations. */
export async function readFacts(db: Db, ids: readonly number[]): Promise<RecommendationFacts[]> {
  const { rows } = await sql<RecommendationFacts>`
    select r.id::float8 as id, r.reference, r.dialogue_id, r.segment_id, r.session, r.made_on::text as made_on,
      coalesce((select jsonb_agg(jsonb_build_object('kind', t.kind, 'locale', t.locale, 'text', t.text) order by t.id)
        from recommendation_text t where t.recommendation_id = r.id and t.kind <> 'explanation'), '[]') as texts,
      array(select m.body_id from recommendation_maker m where m.recommendation_id = r.id
        order by m.body_id collate "C") as makers,
      array(select a.body_id from recommendation_addressee a where a.recommendation_id = r.id
        order by a.body_id collate "C") as addressees,
      coalesce((select jsonb_agg(jsonb_build_object('body_id', p.body_id, 'position', p.position)) from (
        select distinct on (p.body_id) p.body_id, p.position from standing_position p where p.recommendation_id = r.id
        order by p.body_id, p.stated_on desc, p.id desc) p), '[]') as positions,
      array(select distinct t.theme_id collate "C" from recommendation_theme t
        where t.recommendation_id = r.id and t.withdrawn_at is null order by 1) as themes,
      coalesce((select jsonb_agg(distinct jsonb_build_object('instrument_id', c.instrument_id, 'number', c.number))
        from recommendation_article x join article c on c.id = x.article_id
        where x.recommendation_id = r.id and x.withdrawn_at is null), '[]') as articles,
      array(select distinct d.kind from provenance p, lateral (
        select dd.kind from document_description dd where dd.document_id = p.document_id order by dd.id desc limit 1) d
        where p.recommendation_id = r.id) as kinds
    from recommendation r where r.id = any(${ids as number[]}::bigint[])
  `.execute(db)
  return rows
}

/** A row of recommendation_search as it is written, all of them in one statement. */
export async function saveIndexedRows(
  tx: Db,
  version: number,
  rows: readonly Record<string, unknown>[]
): Promise<void> {
  await sql`
    insert into recommendation_search
    select r.recommendation_id, ${version}::bigint, r.reference, r.sort_key, r.revision, r.made_on, r.original_language,
      r.texts, r.titles, r.answers, r.own_theme, r.words, r.theme, r.addressee, r.maker, r."position", r.session,
      r."year", r.article, r.kind, r.language
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(
      recommendation_id bigint, reference text, sort_key text, revision text, made_on date, original_language text,
      texts jsonb, titles jsonb, answers text[], own_theme text[], words tsvector, theme text[], addressee text[],
      maker text[], "position" text[], session text[], "year" text[], article text[], kind text[], language text[])
    on conflict (recommendation_id) do update set (version, reference, sort_key, revision, made_on, original_language,
      texts, titles, answers, own_theme, words, theme, addressee, maker, "position", session, "year", article, kind,
      language) = (excluded.version, excluded.reference, excluded.sort_key, excluded.revision, excluded.made_on,
      excluded.original_language, excluded.texts, excluded.titles, excluded.answers, excluded.own_theme, excluded.words,
      excluded.theme, excluded.addressee, excluded.maker, excluded."position", excluded.session, excluded."year",
      excluded.article, excluded.kind, excluded.language)
  `.execute(tx)
}

/** Adds to the vocabulary that "did you mean" chooses from. */
export async function countWords(tx: Db, uses: ReadonlyMap<string, number>): Promise<void> {
  await sql`
    insert into search_word (word, uses)
    select w.word, w.uses from unnest(${[...uses.keys()]}::text[], ${[...uses.values()]}::int[]) as w(word, uses)
    order by w.word
    on conflict (word) do update set uses = search_word.uses + excluded.uses
  `.execute(tx)
}

export async function forgetWords(tx: Db): Promise<void> {
  await sql`delete from search_word`.execute(tx)
}

/** Which of these recommendations the index has already. */
export async function alreadyIndexed(tx: Db, ids: readonly number[]): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ id: number }>`
    select recommendation_id::float8 as id from recommendation_search where recommendation_id = any(${ids as number[]}::bigint[])
  `.execute(tx)
  return new Set(rows.map(({ id }) => id))
}
