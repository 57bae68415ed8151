import { sql, type Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import type { Locale, Localised } from '#platform/i18n/locales.ts'
import { parseQuery } from './query-language.ts'
import { splitWords, normalise } from './words.ts'

/** Something of the record that isn't a recommendation but has the words in its name or text. */
export interface Elsewhere {
  readonly kind: 'body' | 'article' | 'document'
  readonly href: string
  readonly label: Localised
  readonly instrument?: Localised
}

const EACH = 4

/** Bodies, articles and documents that have all the words, a few of each. Simple on purpose: they are few. */
export async function searchElsewhere(db: Kysely<Database>, typed: string, locale: Locale): Promise<Elsewhere[]> {
  const words = parseQuery(typed)
    .all.flat()
    .flatMap(({ text }) => splitWords(normalise(text)))
  if (!words.length) return []
  const patterns = words.map(({ word }) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
  const has = (text: ReturnType<typeof sql>) => sql<boolean>`${text} ilike all (${patterns}::text[])`
  const bodies = await sql<{ id: string; name: Localised }>`
    select id, name from body
    where ${has(sql`concat_ws(' ', id, jsonb_path_query_array(name, '$.*')::text, jsonb_path_query_array(short_name, '$.*')::text)`)}
    order by kind, id limit ${EACH}
  `.execute(db)
  const articles = await sql<{ instrument_id: string; number: string; heading: Localised; title: Localised }>`
    select a.instrument_id, a.number, a.heading, i.title || i.short_title as title
    from article a join instrument i on i.id = a.instrument_id
    where ${has(sql`concat_ws(' ', i.title ->> ${locale}::text, i.title ->> 'en', 'article', a.number,
      jsonb_path_query_array(a.heading, '$.*')::text,
      (select t.text from article_text t where t.article_id = a.id and t.locale = ${locale}::text order by t.id desc limit 1))`)}
    order by i.adopted_on desc, a.ordinal limit ${EACH}
  `.execute(db)
  const documents = await sql<{ id: number; title: string; language: string | null }>`
    select d.id::float8 as id, coalesce(s.title, d.original_name) as title, s.language
    from public_document d left join lateral (
      select title, language from document_description where document_id = d.id order by id desc limit 1) s on true
    where ${has(sql`concat_ws(' ', s.title, d.original_name)`)}
    order by d.id desc limit ${EACH}
  `.execute(db)
  return [
    ...bodies.rows.map(({ id, name }) => ({ kind: 'body' as const, href: `/bodies/${id}`, label: name })),
    ...articles.rows.map(({ instrument_id, number, heading, title }) => ({
      kind: 'article' as const,
      href: `/instruments/${instrument_id}/articles/${number}`,
      label: Object.keys(heading).length ? heading : { en: number },
      instrument: { ...title }
    })),
    ...documents.rows.map(({ id, title, language }) => ({
      kind: 'document' as const,
      href: `/documents/${id}`,
      label: { [language ?? 'en']: title }
    }))
  ]
}
