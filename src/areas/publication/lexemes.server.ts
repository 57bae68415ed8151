import { sql, type Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { foldDiacritics } from './words.ts'
import { FAMILIES, type Family, type Stem } from './lexemes.ts'

/** Stems never change for a word, so they are kept; beyond this many the cache begins again. */
const CACHE_LIMIT = 400_000
const cache = new Map<string, string>()

/**
 * A function that stems these words in these families by PostgreSQL's own dictionaries (Snowball). A stop word has no
 * stem there and stays as it is, because a phrase needs it.
 */
export async function stemmerFor(
  db: Kysely<Database>,
  words: Iterable<string>,
  families: readonly Family[]
): Promise<Stem> {
  const distinct = new Set<string>()
  for (const word of words) distinct.add(word).add(foldDiacritics(word))
  if (cache.size > CACHE_LIMIT) cache.clear()
  for (const family of families) {
    const { dictionary, letter } = FAMILIES[family]
    if (!dictionary) continue
    const unknown = [...distinct].filter((word) => !cache.has(letter + word))
    if (!unknown.length) continue
    const { rows } = await sql<{ word: string; stems: string[] | null }>`
      select word, ts_lexize(${sql.lit(dictionary)}::regdictionary, word) as stems from unnest(${unknown}::text[]) word
    `.execute(db)
    for (const { word, stems } of rows) cache.set(letter + word, stems?.[0] ?? word)
  }
  // A copy of what this caller needs: another one may begin the cache again in the meantime.
  const stems = new Map<string, string>()
  for (const family of families) {
    const { dictionary, letter } = FAMILIES[family]
    if (dictionary) for (const word of distinct) stems.set(letter + word, cache.get(letter + word) ?? word)
  }
  return (family, word) => stems.get(FAMILIES[family].letter + word) ?? word
}
