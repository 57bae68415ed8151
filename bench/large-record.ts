import { sql, type Kysely } from 'kysely'
import { uprIssues } from '#areas/recommendations/upr-issues.ts'
import type { Database } from '#platform/db/schema.ts'
import type { Chance } from './chance.ts'
import type { Sentence } from './sentences.ts'

const BATCH = 5_000
const ARTICLES = 40
const SESSIONS = 12
const KINDS = ['upr-report', 'press-release', 'statement', 'report'] as const
const POSITIONS = ['supported', 'supported', 'supported', 'partly', 'noted', 'noted', 'no-reply'] as const

/** States by their ISO codes: all that the runtime can name. */
export function states(): string[] {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  return letters
    .flatMap((a) => letters.map((b) => a + b))
    .filter((code) => !/^(EU|EZ|UN|X.|Z[ZR]|Q.)$/.test(code) && names.of(code))
}

/** A record of so many recommendations, as facts: makers, addressees, positions, themes, an article, a document. */
export async function fillLargeRecord(
  db: Kysely<Database>,
  rows: number,
  sentence: () => Sentence,
  chance: Chance
): Promise<void> {
  const bodies = states()
  const themes = uprIssues.map(({ id }) => id)
  await fillSurroundings(db, bodies)
  for (let from = 0; from < rows; from += BATCH) {
    const made = Array.from({ length: Math.min(BATCH, rows - from) }, (_, i) => {
      const session = 1 + chance.below(SESSIONS * 4)
      const addressees = chance.next() < 0.9 ? [chance.oftenFirst(bodies)] : chance.some(bodies, 3)
      return {
        id: from + i + 1,
        ...sentence(),
        session: `UPR ${session}`,
        made_on: new Date(Date.UTC(2008, 3, 7) + session * 120 * 86_400_000).toISOString().slice(0, 10),
        makers: chance.some(bodies, 4),
        addressees,
        position: chance.of(POSITIONS),
        themes: chance.some(themes, 3),
        article: chance.next() < 0.5 ? 1 + chance.below(ARTICLES) : null,
        document: 1 + chance.below(KINDS.length)
      }
    })
    await save(db, made)
  }
  await sql`analyze`.execute(db)
}

async function fillSurroundings(db: Kysely<Database>, bodies: readonly string[]): Promise<void> {
  const names = new Intl.DisplayNames('en', { type: 'region' })
  await sql`
    insert into body (id, kind, name)
    select id, 'state', jsonb_build_object('en', name)
    from unnest(${bodies as string[]}::text[], ${bodies.map((code) => names.of(code)!)}::text[]) as b(id, name)
  `.execute(db)
  // Every seventh issue stands above the six that follow: a hierarchy to count through.
  const parents = uprIssues.map((_, i) => (i % 7 === 0 ? null : uprIssues[i - (i % 7)]!.id))
  await sql`
    insert into theme (id, parent_id, label)
    select id, parent, jsonb_build_object('en', label) from unnest(${uprIssues.map(({ id }) => id)}::text[],
      ${parents}::text[], ${uprIssues.map(({ name }) => name)}::text[]) as t(id, parent, label)
  `.execute(db)
  await sql`insert into source (title) values ('generated for a measurement')`.execute(db)
  await sql`
    insert into instrument (id, kind, title, adopted_on, source_id)
    select 'declaration', 'declaration', '{"en": "A declaration"}', '2012-11-18', max(id) from source
  `.execute(db)
  await sql`
    insert into article (instrument_id, number, ordinal)
    select 'declaration', n::text, n from generate_series(1, ${sql.lit(ARTICLES)}) n
  `.execute(db)
  await sql`
    insert into document (sha256, size_bytes, media_type, original_name)
    select repeat(n::text, 64), 1, 'text/plain', 'generated ' || n from generate_series(1, ${sql.lit(KINDS.length)}) n
  `.execute(db)
  await sql`
    insert into document_description (document_id, title, kind)
    select d.id, d.original_name, k.kind from document d
    join unnest(${[...KINDS]}::text[]) with ordinality as k(kind, n) on d.original_name = 'generated ' || k.n
  `.execute(db)
}

async function save(db: Kysely<Database>, made: readonly Record<string, unknown>[]): Promise<void> {
  const given = sql`jsonb_to_recordset(${JSON.stringify(made)}::jsonb) as r(id bigint, locale text, text text,
    session text, made_on date, makers text[], addressees text[], position text, themes text[], article text,
    document text)`
  await db.transaction().execute(async (tx) => {
    await sql`insert into recommendation (id, reference, mechanism, session, made_on) overriding system value
      select r.id, 'G-' || r.id, 'upr', r.session, r.made_on from ${given}`.execute(tx)
    await sql`insert into recommendation_text (recommendation_id, kind, locale, text)
      select r.id, 'original', r.locale, r.text from ${given}`.execute(tx)
    await sql`insert into recommendation_maker
      select r.id, unnest(r.makers) from ${given}`.execute(tx)
    await sql`insert into recommendation_addressee
      select r.id, unnest(r.addressees) from ${given}`.execute(tx)
    await sql`insert into recommendation_position (recommendation_id, body_id, position, stated_on)
      select r.id, unnest(r.addressees), r.position, r.made_on from ${given}`.execute(tx)
    await sql`insert into recommendation_theme (recommendation_id, theme_id)
      select r.id, unnest(r.themes) from ${given}`.execute(tx)
    await sql`insert into recommendation_article (recommendation_id, article_id)
      select r.id, a.id from ${given} join article a on a.number = r.article`.execute(tx)
    await sql`insert into provenance (recommendation_id, document_id)
      select r.id, d.id from ${given} join document d on d.original_name = 'generated ' || r.document`.execute(tx)
  })
}
