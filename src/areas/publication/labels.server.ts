import { sql, type Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import type { Localised } from '#platform/i18n/locales.ts'
import type { Facet } from './search.ts'

/** Names of facet values that the record gives; positions, kinds and languages are named by the interface. */
export type Labels = Readonly<Partial<Record<Facet, Readonly<Record<string, Localised>>>>>

/** The names of these values. Bodies go by their short name where they have one. */
export async function labelsOf(
  db: Kysely<Database>,
  values: Readonly<Record<'body' | 'theme' | 'session' | 'article', readonly string[]>>
): Promise<Labels> {
  const { rows } = await sql<{ facet: 'body' | 'theme' | 'session' | 'article'; value: string; label: Localised }>`
    select 'body' as facet, id as value, name || short_name as label from body
      where id = any(${values.body as string[]}::text[])
    union all
    select 'theme', id, label from theme where id = any(${values.theme as string[]}::text[])
    union all
    select 'session', id, title from dialogue where id = any(${values.session as string[]}::text[])
    union all
    select 'session', dialogue_id || '/' || id, title from segment
      where dialogue_id || '/' || id = any(${values.session as string[]}::text[])
    union all
    select 'article', id, title || short_title from instrument where id = any(${values.article as string[]}::text[])
    union all
    select 'article', instrument_id || '/' || number, heading from article
      where instrument_id || '/' || number = any(${values.article as string[]}::text[])
  `.execute(db)
  const named = (kind: (typeof rows)[number]['facet']) =>
    Object.fromEntries(rows.filter(({ facet }) => facet === kind).map(({ value, label }) => [value, label]))
  const bodies = named('body')
  return {
    addressee: bodies,
    maker: bodies,
    theme: named('theme'),
    session: named('session'),
    article: named('article')
  }
}
