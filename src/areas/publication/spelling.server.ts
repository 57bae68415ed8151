import { sql, type Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { lexemesOf, FAMILIES, type Family } from './lexemes.ts'
import { stemmerFor } from './lexemes.server.ts'
import { parseQuery, writeQuery, type Term } from './query-language.ts'
import { nearest, slipsForgiven } from './spelling.ts'
import { normalise, splitWords } from './words.ts'

const CANDIDATES = 24

/**
 * The query with each word that the record doesn't know replaced by the nearest that it does; null when there is
 * nothing to replace. Only words of spaced scripts: an unspaced run is found by its pairs of characters.
 */
export async function nearerWords(db: Kysely<Database>, typed: string): Promise<string | null> {
  const asked = parseQuery(typed)
  const terms = asked.all.flat()
  const words = [...new Set(terms.flatMap(wordsOfTerm))].filter((word) => slipsForgiven(word) > 0)
  if (!words.length) return null
  const unknown = await unknownWords(db, words)
  const nearer = new Map<string, string>()
  for (const word of unknown) {
    const { rows } = await sql<{ word: string; uses: number }>`
      select word, uses from search_word order by word <-> ${word} limit ${sql.lit(CANDIDATES)}
    `.execute(db)
    const meant = nearest(word, rows)
    if (meant) nearer.set(word, meant)
  }
  if (!nearer.size) return null
  const corrected = (term: Term) => ({ ...term, text: replaceWords(term.text, nearer) })
  return writeQuery({ ...asked, all: asked.all.map((either) => either.map(corrected)) })
}

function wordsOfTerm({ text }: Term): string[] {
  return splitWords(normalise(text))
    .filter(({ run }) => run === null)
    .map(({ word }) => word)
}

function replaceWords(text: string, nearer: ReadonlyMap<string, string>): string {
  const normal = normalise(text)
  const words = splitWords(normal)
  return words.reduceRight(
    (written, { word, start, end }) =>
      nearer.has(word) ? written.slice(0, start) + nearer.get(word) + written.slice(end) : written,
    normal
  )
}

/** Words that neither stand in the record themselves nor share a stem with one that does. */
async function unknownWords(db: Kysely<Database>, words: readonly string[]): Promise<string[]> {
  const families = Object.keys(FAMILIES) as Family[]
  const stem = await stemmerFor(db, words, families)
  const lexemes = words.map((word) => families.flatMap((family) => lexemesOf(word, family, stem)))
  const { rows } = await sql<{ at: number }>`
    select w.at::int as at from unnest(${words.map((_, i) => i)}::int[], ${words as string[]}::text[]) as w(at, word)
    where exists (select from search_word s where s.word = w.word)
  `.execute(db)
  const known = new Set(rows.map(({ at }) => at))
  const asked = await Promise.all(
    lexemes.map(async (some, i) => {
      if (known.has(i)) return true
      const query = some.map((lexeme) => `'${lexeme.replaceAll("'", "''")}'`).join(' | ')
      const found = await sql`select from recommendation_search where words @@ ${query}::tsquery limit 1`.execute(db)
      return found.rows.length > 0
    })
  )
  return words.filter((_, i) => !asked[i])
}
