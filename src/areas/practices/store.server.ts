import { sql, type Kysely, type RawBuilder } from 'kysely'
import { familyOf, lexemesOfTexts, toTsquery, toTsvector } from '#areas/publication/lexemes.ts'
import { stemmerFor } from '#areas/publication/lexemes.server.ts'
import { planOf } from '#areas/publication/search.server.ts'
import { normalise, splitWords } from '#areas/publication/words.ts'
import type { Database } from '#platform/db/schema.ts'
import type { Locale, Localised } from '#platform/i18n/locales.ts'

type Db = Kysely<Database>

/** A practice in one of its wordings, with its links. */
export interface Practice {
  /** of the practice; `wordingId` of this wording */
  readonly id: number
  readonly wordingId: number
  readonly corrects: number | null
  readonly bodyId: string
  readonly bodyName: Localised
  readonly title: string
  readonly done: string
  readonly outcome: string
  readonly since: string
  readonly locale: Locale
  readonly source: string
  readonly sourceUrl: string | null
  readonly recordedAt: Date
  readonly themes: readonly { id: string; label: Localised }[]
  readonly articles: readonly { instrumentId: string; number: string; instrument: Localised; heading: Localised }[]
  readonly recommendations: readonly { reference: string; title: Localised }[]
  readonly withdrawnAt: Date | null
  readonly withdrawal: string | null
}

const columns = sql`
  w.practice_id as id, w.id as "wordingId", w.corrects, p.by_body_id as "bodyId", b.name as "bodyName", w.title, w.done,
  w.outcome, w.since, w.locale, w.source, w.source_url as "sourceUrl", w.recorded_at as "recordedAt",
  coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'label', t.label) order by t.ordinal, t.id)
    from practice_theme l join theme t on t.id = l.theme_id where l.wording_id = w.id), '[]') as themes,
  coalesce((select jsonb_agg(jsonb_build_object('instrumentId', a.instrument_id, 'number', a.number, 'heading', a.heading,
      'instrument', case when i.short_title = '{}' then i.title else i.short_title end) order by a.instrument_id, a.ordinal)
    from practice_article l join article a on a.id = l.article_id join instrument i on i.id = a.instrument_id
    where l.wording_id = w.id), '[]') as articles,
  coalesce((select jsonb_agg(jsonb_build_object('reference', r.reference, 'title', coalesce(
      (select jsonb_object_agg(x.locale, x.text) from recommendation_text x
        where x.recommendation_id = r.id and x.kind = 'title'), '{}')) order by r.made_on desc, r.ordinal, r.id)
    from practice_recommendation l join recommendation r on r.id = l.recommendation_id
    where l.wording_id = w.id), '[]') as recommendations,
  x.recorded_at as "withdrawnAt", x.reason as withdrawal`
const joins = sql`
  join practice p on p.id = w.practice_id join body b on b.id = p.by_body_id
  left join practice_withdrawal x on x.practice_id = p.id`

export const PRACTICES_ON_A_PAGE = 20

export interface PracticesAsked {
  readonly words: string
  /** a State: its own practices and those of its NHRI */
  readonly state: string
  /** a theme, with those below it */
  readonly theme: string
  /** "ahrd/13", or an instrument alone */
  readonly article: string
}

export const NOTHING_ASKED: PracticesAsked = { words: '', state: '', theme: '', article: '' }

async function conditions(
  db: Db,
  asked: PracticesAsked
): Promise<{ where: RawBuilder<unknown>; rank: RawBuilder<unknown> }> {
  const parts: RawBuilder<unknown>[] = [sql`x.id is null`]
  const tsquery = asked.words ? toTsquery(await planOf(db, asked.words)) : null
  if (tsquery) parts.push(sql`w.words @@ ${tsquery}::tsquery`)
  if (asked.state) parts.push(sql`(p.by_body_id = ${asked.state} or b.state_id = ${asked.state})`)
  if (asked.theme) {
    parts.push(sql`exists (
      with recursive beneath (id) as (
        select ${asked.theme}::text union select t.id from theme t join beneath u on t.parent_id = u.id)
      select from practice_theme l join beneath u on u.id = l.theme_id where l.wording_id = w.id)`)
  }
  if (asked.article) {
    const [instrument, number] = asked.article.split('/')
    parts.push(sql`exists (select from practice_article l join article a on a.id = l.article_id
      where l.wording_id = w.id and a.instrument_id = ${instrument} and (${number ?? null}::text is null or a.number = ${number ?? null}))`)
  }
  const rank = tsquery ? sql`ts_rank(w.words, ${tsquery}::tsquery) desc,` : sql``
  return { where: sql.join(parts, sql` and `), rank }
}

/** Practices that stand, by relevance where words are asked for, else the newest first. No page: all of them. */
export async function findPractices(
  db: Db,
  asked: PracticesAsked,
  page: number | null = 1
): Promise<{ practices: Practice[]; total: number }> {
  const { where, rank } = await conditions(db, asked)
  const counted = await sql<{ n: number }>`
    select count(*)::int as n from standing_practice w ${joins} where ${where}`.execute(db)
  const limit = page === null ? sql`` : sql`limit ${PRACTICES_ON_A_PAGE} offset ${(page - 1) * PRACTICES_ON_A_PAGE}`
  const { rows } = await sql<Practice>`
    select ${columns} from standing_practice w ${joins} where ${where}
    order by ${rank} p.recorded_at desc, p.id desc ${limit}`.execute(db)
  return { practices: rows, total: counted.rows[0]!.n }
}

/** Every wording of a practice, with the links of each. */
export async function wordingsOf(db: Db, practiceId: number): Promise<Practice[]> {
  const { rows } = await sql<Practice>`
    select ${columns} from practice_wording w ${joins} where w.practice_id = ${practiceId} order by w.id`.execute(db)
  return rows
}

/** Practices that stand and were shared for a recommendation. */
export async function practicesFor(db: Db, recommendationId: number): Promise<Practice[]> {
  const { rows } = await sql<Practice>`
    select ${columns} from standing_practice w ${joins}
    where x.id is null and exists (select from practice_recommendation l
      where l.wording_id = w.id and l.recommendation_id = ${recommendationId})
    order by p.recorded_at desc, p.id desc`.execute(db)
  return rows
}

export async function practiceBody(db: Db, id: number): Promise<{ bodyId: string } | undefined> {
  return db.selectFrom('practice').select('by_body_id as bodyId').where('id', '=', id).executeTakeFirst()
}

/** Until the transaction ends nobody else writes about this practice. */
export async function lockPractice(tx: Db, id: number): Promise<{ bodyId: string; withdrawn: boolean } | undefined> {
  const found = await tx
    .selectFrom('practice')
    .select('by_body_id as bodyId')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!found) return undefined
  const gone = await tx.selectFrom('practice_withdrawal').select('id').where('practice_id', '=', id).executeTakeFirst()
  return { ...found, withdrawn: gone !== undefined }
}

export interface GivenPractice {
  readonly title: string
  readonly done: string
  readonly outcome: string
  readonly since: string
  readonly locale: string
  readonly source: string
  readonly sourceUrl: string | null
  /** ids of themes; articles as "ahrd/13"; references of recommendations */
  readonly themes: readonly string[]
  readonly articles: readonly string[]
  readonly recommendations: readonly string[]
}

export interface Links {
  readonly themes: readonly { id: string; label: Localised }[]
  readonly articles: readonly { id: number; name: string }[]
  readonly recommendations: readonly { id: number; reference: string }[]
}

/** What the links of a practice mean; those that are not in the record are missing in the answer. */
export async function linksOf(
  db: Db,
  given: Pick<GivenPractice, 'themes' | 'articles' | 'recommendations'>
): Promise<Links> {
  const themes = await db
    .selectFrom('theme')
    .select(['id', 'label'])
    .where('id', 'in', ['', ...given.themes])
    .execute()
  const articles = await sql<{ id: number; name: string }>`
    select id, instrument_id || '/' || number as name from article
    where instrument_id || '/' || number = any(${[...given.articles]}::text[])`.execute(db)
  const recommendations = await db
    .selectFrom('recommendation')
    .select(['id', 'reference'])
    .where('reference', 'in', ['', ...given.recommendations])
    .execute()
  return { themes, articles: articles.rows, recommendations }
}

/** A wording of a practice with its links. The one that it corrects stays. */
export async function insertWording(
  tx: Db,
  practiceId: number,
  given: GivenPractice,
  links: Links,
  by: { corrects: number | null; at: Date; account: string }
): Promise<number> {
  const { bodyId } = (await practiceBody(tx, practiceId))!
  const { id } = await tx
    .insertInto('practice_wording')
    .values({
      practice_id: practiceId,
      title: given.title,
      done: given.done,
      outcome: given.outcome,
      since: given.since,
      locale: given.locale,
      source: given.source,
      source_url: given.sourceUrl,
      words: await searchWords(tx, given, links, bodyId),
      corrects: by.corrects,
      recorded_at: by.at,
      recorded_by: by.account
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const linked = { wording_id: id }
  for (const { id: theme_id } of links.themes)
    await tx
      .insertInto('practice_theme')
      .values({ ...linked, theme_id })
      .execute()
  for (const { id: article_id } of links.articles)
    await tx
      .insertInto('practice_article')
      .values({ ...linked, article_id })
      .execute()
  for (const { id: recommendation_id } of links.recommendations)
    await tx
      .insertInto('practice_recommendation')
      .values({ ...linked, recommendation_id })
      .execute()
  return id
}

/** Its own words, and in every language the names of its themes and of who shares it: found in whichever one asks. */
async function searchWords(tx: Db, given: GivenPractice, { themes }: Links, bodyId: string): Promise<string> {
  const body = await tx.selectFrom('body').select('name').where('id', '=', bodyId).executeTakeFirstOrThrow()
  const said = [given.title, given.done, given.outcome, given.source].map((text) => [given.locale, text] as const)
  const names = [body.name, ...themes.map(({ label }) => label)].flatMap((name) => Object.entries(name))
  const texts = [...said, ...names].map(([locale, text]) => ({ locale, words: splitWords(normalise(text)) }))
  const families = [...new Set(texts.map(({ locale }) => familyOf(locale)))]
  const stem = await stemmerFor(
    tx,
    texts.flatMap(({ words }) => words.map(({ word }) => word)),
    families
  )
  return toTsvector(lexemesOfTexts(texts, stem))
}

/** What the form chooses from: instruments with their articles. */
export interface ArticleChoice {
  readonly instrumentId: string
  readonly instrument: Localised
  readonly number: string
  readonly heading: Localised
}

export async function articleChoices(db: Db): Promise<ArticleChoice[]> {
  const { rows } = await sql<ArticleChoice>`
    select i.id as "instrumentId", i.title as instrument, a.number, a.heading
    from article a join instrument i on i.id = a.instrument_id order by i.adopted_on desc, i.id, a.ordinal`.execute(db)
  return rows
}

/** The bodies of these ids by name, for the name that a practice is shared in. */
export async function namesOf(db: Db, ids: readonly string[]): Promise<{ id: string; name: Localised }[]> {
  if (!ids.length) return []
  return db
    .selectFrom('body')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .orderBy('id')
    .execute()
}
