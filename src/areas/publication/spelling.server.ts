import { sql, type Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { lexemesOf, FAMILIES, type Family } from './lexemes.ts'
import { stemmerFor } from './lexemes.server.ts'
import { parseQuery, writeQuery, type Term } from './query-language.ts'
import { standsIn, type Segment } from './segment.ts'
import { nearest, slipsForgiven } from './spelling.ts'
import { normalise, splitWords } from './words.ts'

const CANDIDATES = 24

/**
 * The query with each word that the record doesn't know replaced by the nearest that it does; null when there is
 * nothing to replace. Only words of spaced scripts: an unspaced run is found by its pairs of characters.
 */
export async function nearerWords(
  db: Kysely<Database>,
  segments: readonly Segment[],
  typed: string
): Promise<string | null> {
  const asked = parseQuery(typed)
  const terms = asked.all.flat()
  const words = [...new Set(terms.flatMap(wordsOfTerm))].filter((word) => slipsForgiven(word) > 0)
  if (!words.length) return null
  const unknown = await unknownWords(db, segments, words)
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

/** Words that share no stem with any word of the record. */
async function unknownWords(
  db: Kysely<Database>,
  segments: readonly Segment[],
  words: readonly string[]
): Promise<string[]> {
  const families = Object.keys(FAMILIES) as Family[]
  const stem = await stemmerFor(db, words, families)
  const stands = (lexeme: string) => segments.some((segment) => standsIn(segment, lexeme))
  return words.filter((word) => !families.some((family) => lexemesOf(word, family, stem).some(stands)))
}
