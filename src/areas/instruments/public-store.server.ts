import { sql, type Kysely } from 'kysely'
import type { BodyName, Sourced } from '#areas/bodies/public-store.server.ts'
import type { Database } from '#platform/db/schema.ts'
import type { Localised } from '#platform/i18n/locales.ts'

export interface Instrument {
  readonly id: string
  readonly kind: string
  readonly title: Localised
  readonly shortTitle: Localised
  readonly adoptedOn: string
  readonly place: string | null
  readonly officialUrl: string | null
  readonly about: Localised
  readonly articles: number
  /** articles whose words are in the hall, in at least one language */
  readonly withText: number
  readonly source: Sourced
}

export interface Article {
  readonly id: number
  readonly number: string
  readonly heading: Localised
  readonly part: Localised
  /** its words by language: the newest of each */
  readonly texts: Readonly<Record<string, string>>
  readonly recommendations: number
}

export interface Adoption extends BodyName {
  readonly adoptedOn: string
}

type Db = Kysely<Database>

const source = sql`json_build_object('title', s.title, 'publisher', s.publisher, 'url', s.url, 'publishedOn', s.published_on)`

const instrumentColumns = sql`
  i.id, i.kind, i.title, i.short_title as "shortTitle", i.adopted_on as "adoptedOn", i.place, i.official_url as "officialUrl", i.about,
  (select count(*)::int from article a where a.instrument_id = i.id) as articles,
  (select count(*)::int from article a where a.instrument_id = i.id and exists (select from article_text x where x.article_id = a.id)) as "withText",
  ${source} as source
  from instrument i join source s on s.id = i.source_id`

/** Every instrument, the newest first. */
export async function instruments(db: Db): Promise<Instrument[]> {
  const { rows } = await sql<Instrument>`select ${instrumentColumns} order by i.adopted_on desc, i.id`.execute(db)
  return rows
}

export async function instrumentById(db: Db, id: string): Promise<Instrument | undefined> {
  const { rows } = await sql<Instrument>`select ${instrumentColumns} where i.id = ${id}`.execute(db)
  return rows[0]
}

/** Its articles in order, each with the newest text of the one language asked for (or of all, for `null`). */
export async function articlesOf(db: Db, instrumentId: string, locale: string | null): Promise<Article[]> {
  const { rows } = await sql<Article>`
    select a.id, a.number, a.heading, a.part,
      coalesce((select jsonb_object_agg(x.locale, x.text) from (
        select distinct on (locale) locale, text from article_text
        where article_id = a.id and (${locale}::text is null or locale = ${locale}) order by locale, id desc
      ) x), '{}') as texts,
      (select count(distinct ra.recommendation_id)::int from recommendation_article ra
        where ra.article_id = a.id and ra.withdrawn_at is null) as recommendations
    from article a where a.instrument_id = ${instrumentId} order by a.ordinal`.execute(db)
  return rows
}

/** The languages in which words of this instrument are in the hall, with the source of each. */
export async function textLanguages(db: Db, instrumentId: string): Promise<{ locale: string; source: Sourced }[]> {
  const { rows } = await sql<{ locale: string; source: Sourced }>`
    select distinct on (x.locale) x.locale, ${source} as source
    from article a join article_text x on x.article_id = a.id join source s on s.id = x.source_id
    where a.instrument_id = ${instrumentId} order by x.locale, x.id desc`.execute(db)
  return rows
}

export async function adoptionsOf(db: Db, instrumentId: string): Promise<Adoption[]> {
  const { rows } = await sql<Adoption>`
    select b.id, b.name, b.short_name as "shortName", a.adopted_on as "adoptedOn"
    from instrument_adoption a join body b on b.id = a.body_id where a.instrument_id = ${instrumentId}
    order by a.adopted_on, b.name ->> 'en'`.execute(db)
  return rows
}
